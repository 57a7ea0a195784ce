"""What changes leave of an agenda: what is past or locked, what can stay where it is, and who is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.agenda.plan import BY_HAND, Agenda, Changes, Meeting
from matcher.agenda.problem import Group, Problem
from matcher.agenda.solver.program import Session

Two = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """`now` is the first slot row that is not past.

    `met` are the pairs that could go on to meet, with their slot rows; first come those that cannot move, `pinned`.
    `sessions` are still held; `unavailable` are the slots, as bits, that the past and the changes take from each party;
    `places` are the old meetings of `met`; `apart` are the pairs whose meeting was taken out by hand; `gone` are those
    who left, by id.
    """

    now: int
    met: Mapping[Two, int]
    pinned: Mapping[Two, int]
    sessions: tuple[Session, ...]
    unavailable: Mapping[str, int]
    places: Mapping[Two, Meeting]
    apart: frozenset[Two]
    gone: tuple[str, ...]


def what_is_left(problem: Problem, before: Agenda, changes: Changes) -> Leftover:
    """What is left of `before`; `problem` has what the changes add."""
    slots = sorted(problem.slots, key=lambda slot: slot.start)
    position = {slot.id: t for t, slot in enumerate(slots)}
    whole = (1 << len(slots)) - 1
    now = 0 if changes.now is None else position[changes.now]
    past = (1 << now) - 1
    away: dict[str, int] = dict.fromkeys(changes.gone, whole & ~past)
    for late in changes.late:
        away[late.party] = away.get(late.party, 0) | ((1 << position[late.until]) - 1) & ~past
    locked = {frozenset(pair) for pair in changes.locked}
    pinned: dict[Two, int] = {}
    staying: dict[Two, int] = {}
    places: dict[Two, Meeting] = {}
    for meeting in before.meetings:
        two, t = frozenset((meeting.a, meeting.b)), position[meeting.slot]
        is_away = (away.get(meeting.a, 0) | away.get(meeting.b, 0)) >> t & 1
        if t < now or (two in locked and not is_away):
            pinned[two] = t
        elif not is_away:
            staying[two] = t
        else:
            continue
        places[two] = meeting
    return Leftover(
        now=now,
        met=pinned | staying,
        pinned=pinned,
        sessions=_sessions_left(problem, before, position, now, away),
        unavailable={party.id: past | away.get(party.id, 0) for party in problem.parties},
        places=places,
        apart=frozenset(frozenset((one.a, one.b)) for one in before.unscheduled if one.why == BY_HAND).difference(
            pinned, staying
        ),
        gone=tuple(sorted(changes.gone)),
    )


def _sessions_left(
    problem: Problem, before: Agenda, position: dict[str, int], now: int, away: dict[str, int]
) -> tuple[Session, ...]:
    """Sessions that have begun, and those that can still be held without the guests who cannot come."""
    rows = {name: p for p, name in enumerate(sorted(party.id for party in problem.parties))}
    groups: dict[str, Group] = {group.id: group for group in problem.groups}
    found = []
    for one in before.groups:
        group, start = groups[one.id], position[one.slot]
        bits = ((1 << group.length) - 1) << start
        guests = one.guests
        if start >= now:
            guests = tuple(name for name in one.guests if not away.get(name, 0) & bits)
            if away.get(group.host, 0) & bits or len(guests) < group.min_guests:
                continue
        found.append(
            Session(
                group=group, start=start, host=rows[group.host], guests=tuple(sorted(rows[name] for name in guests))
            )
        )
    return tuple(found)
