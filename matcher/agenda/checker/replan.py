"""Rules on a new agenda that replaces an old one on the day: the past stays, and the changes are respected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from matcher.agenda.checker.board import Board, Two, lay_board
from matcher.agenda.checker.broken import Broken
from matcher.agenda.plan import BY_HAND, Agenda, Changes, Meeting
from matcher.agenda.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """How many meetings the old and the new agenda share with slot and place, and what else became of them."""

    kept: int
    moved: int
    dropped: int
    new: int


def with_added(problem: Problem, changes: Changes) -> Problem:
    """The problem with the parties and pairs that were added; it is what the new agenda is an agenda of."""
    return replace(
        problem,
        parties=(*problem.parties, *changes.added_parties),
        pairs=(*problem.pairs, *changes.added_pairs),
    )


def check_replan(problem: Problem, before: Agenda, changes: Changes, after: Agenda) -> tuple[Broken, ...]:
    """What in `after` does not respect the past of `before` or the changes; `problem` is the one before the changes.

    `check_agenda(with_added(problem, changes), after)` tells whether it keeps the rules of every agenda.
    """
    whole = with_added(problem, changes)
    old, new = lay_board(whole, before), lay_board(whole, after)
    now = 0 if changes.now is None else new.position[changes.now]
    return (
        *_past(old, new, now),
        *_people(new, changes, now),
        *_locked(old, new, changes),
        *_by_hand(old, new),
    )


def compare_agendas(before: Agenda, after: Agenda) -> Moves:
    """What became of the meetings of the old agenda."""
    old, new = _by_pair(before), _by_pair(after)
    both = old.keys() & new.keys()
    kept = sum(_place(old[two]) == _place(new[two]) for two in both)
    return Moves(kept=kept, moved=len(both) - kept, dropped=len(old) - len(both), new=len(new) - len(both))


def _by_pair(agenda: Agenda) -> dict[Two, Meeting]:
    return {frozenset((one.a, one.b)): one for one in agenda.meetings}


def _place(meeting: Meeting) -> tuple[str, str, int]:
    return meeting.slot, meeting.venue, meeting.table


def _past(old: Board, new: Board, now: int) -> Iterator[Broken]:
    """Meetings and sessions that began before `now` are the same in both."""
    was, is_now = _past_meetings(old, now), _past_meetings(new, now)
    for entry in sorted(was - is_now):
        yield Broken(rule="past", message=f"{_told(entry)} is past and not in the new agenda")
    for entry in sorted(is_now - was):
        yield Broken(rule="past", message=f"{_told(entry)} is past and was not in the old agenda")
    old_sessions, new_sessions = _past_sessions(old, now), _past_sessions(new, now)
    for group in sorted(old_sessions.keys() | new_sessions.keys()):
        if old_sessions.get(group) != new_sessions.get(group):
            yield Broken(rule="past", message=f"the session of group {group} began in the past and is not the same")


def _past_meetings(board: Board, now: int) -> set[tuple[tuple[str, ...], str, str, int]]:
    return {(tuple(sorted((one.a, one.b))), *_place(one)) for one in board.meetings if board.position[one.slot] < now}


def _past_sessions(board: Board, now: int) -> dict[str, tuple[str, frozenset[str]]]:
    return {one.id: (one.slot, frozenset(one.guests)) for one in board.sessions if board.position[one.slot] < now}


def _told(entry: tuple[tuple[str, ...], str, str, int]) -> str:
    (a, b), slot, venue, table = entry
    return f"the meeting of {a} and {b} in slot {slot} at table {table} of venue {venue}"


def _people(new: Board, changes: Changes, now: int) -> Iterator[Broken]:
    """From now on the gone have no engagement, and the late none before their slot; what has begun goes on."""
    for party in sorted(set(new.agenda.gone) - set(changes.gone)):
        yield Broken(rule="gone", message=f"the new agenda calls {party} gone, and the changes do not")
    for party in changes.gone:
        for one in new.engagements.get(party, ()):
            if one.first >= now:
                yield Broken(
                    rule="gone", message=f"{party} is gone and has a {one.label} in slot {new.slots[one.first].id}"
                )
    for late in changes.late:
        for one in new.engagements.get(late.party, ()):
            if now <= one.first < new.position[late.until]:
                yield Broken(
                    rule="late",
                    message=f"{late.party} is late until slot {late.until} and has a {one.label} in slot "
                    f"{new.slots[one.first].id}",
                )


def _by_hand(old: Board, new: Board) -> Iterator[Broken]:
    """Two whose meeting was taken out by hand do not meet again."""
    for one in old.agenda.unscheduled:
        two = frozenset((one.a, one.b))
        if one.why == BY_HAND and two not in old.held and two in new.held:
            yield Broken(
                rule="by_hand",
                message=f"the meeting of {one.a} and {one.b} was taken out by hand and is back in slot "
                f"{new.held[two].slot}",
            )


def _locked(old: Board, new: Board, changes: Changes) -> Iterator[Broken]:
    """A locked pair that had a meeting keeps it, with slot, venue and table."""
    for pair in changes.locked:
        was, is_now = old.held.get(frozenset(pair)), new.held.get(frozenset(pair))
        if was is None or (is_now is not None and _place(was) == _place(is_now)):
            continue
        became = (
            "no longer meet"
            if is_now is None
            else (f"meet in slot {is_now.slot} at table {is_now.table} of venue {is_now.venue}")
        )
        yield Broken(
            rule="locked",
            message=f"{pair[0]} and {pair[1]} are locked to slot {was.slot} at table {was.table} of venue {was.venue} "
            f"and {became}",
        )
