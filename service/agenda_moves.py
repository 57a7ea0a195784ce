"""Single meetings moved, exchanged, added and taken out by hand, and what each place would change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.agenda.checker import check_agenda
from matcher.agenda.checker.board import lay_board
from matcher.agenda.checker.wishes import is_short, wishes_of
from matcher.agenda.plan import BY_HAND, Agenda, Meeting, Unmet, Unscheduled
from matcher.agenda.problem import Pair, Problem
from matcher.errors import DataError
from service.agenda_documents import Place, with_figures

MOST_PAIRS = 30
"""Unused pairs that are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A place where a pair could be held. `change` is what it does to the objective; `instead` moves away for it."""

    place: Place
    change: float
    instead: Meeting | None


def listed_pair(problem: Problem, a: str, b: str) -> Pair:
    """The listed pair of two, in either order; raises DataError."""
    for pair in problem.pairs:
        if {pair.a, pair.b} == {a, b}:
            return pair
    raise DataError("these two are not listed as a possible meeting: choose a pair that is")


def held(agenda: Agenda, a: str, b: str) -> Meeting | None:
    """The meeting of two, None if they do not meet."""
    return next((one for one in agenda.meetings if {one.a, one.b} == {a, b}), None)


def placed(problem: Problem, agenda: Agenda, two: tuple[str, str], place: Place) -> Agenda:
    """The agenda with the pair held at a place, its figures counted again; rules are not looked at.

    A meeting that is there changes places with it. Where the pair did not meet before, it is added, and neither of the
    two is gone any more.

    Raises:
        DataError: the two are no listed pair.
    """
    listed_pair(problem, *two)
    there = _at(agenda, place)
    mine = held(agenda, *two)
    if mine is None:
        new = Meeting(a=two[0], b=two[1], slot=place.slot, venue=place.venue, table=place.table)
        back = replace(agenda, gone=tuple(name for name in agenda.gone if name not in two))
        return _with_pairs(problem, back, (*agenda.meetings, new))
    moved = {mine: replace(mine, slot=place.slot, venue=place.venue, table=place.table)}
    if there is not None and there != mine:
        moved[there] = replace(there, slot=mine.slot, venue=mine.venue, table=mine.table)
    return _with_pairs(problem, agenda, tuple(moved.get(one, one) for one in agenda.meetings))


def dropped(problem: Problem, agenda: Agenda, meeting: Meeting) -> Agenda:
    """The agenda without a meeting, its figures counted again."""
    return _with_pairs(problem, agenda, tuple(one for one in agenda.meetings if one != meeting))


def options(
    problem: Problem, agenda: Agenda, two: tuple[str, str], *, with_exchanges: bool = True
) -> tuple[Option, ...]:
    """Every place where the pair could be held and no rule be broken that is kept now, by time, venue and table.

    Of several free tables of a venue and slot, the first that fits is told; a table that is taken is told where the two
    meetings can change places, `with_exchanges` alone.
    """
    known = {one.message for one in check_agenda(problem, agenda)}
    busy = _busy(problem, agenda)
    mine = held(agenda, *two)
    to_exchange = mine if with_exchanges else None
    own = sorted({one.table for one in problem.parties if one.id in two and one.table is not None})
    found = []
    for slot in problem.slots:
        if slot.id in _taken(busy, two, mine):
            continue
        for venue in problem.venues:
            for place in _tables(agenda, slot.id, venue.id, own or range(1, venue.tables + 1), to_exchange):
                option = _try(problem, agenda, two, place, known, busy)
                if option is not None:
                    found.append(option)
    return tuple(found)


def feasible_places(problem: Problem, agenda: Agenda, meeting: Meeting) -> tuple[Place, ...]:
    """Where else the meeting could be held, all others as they are: per slot and venue, the first table that fits."""
    return tuple(one.place for one in options(problem, agenda, (meeting.a, meeting.b), with_exchanges=False))


def free_pairs(problem: Problem, agenda: Agenda, *, most: int = MOST_PAIRS) -> tuple[Pair, ...]:
    """The listed pairs that do not meet and are not forbidden: those with room first, then the best first."""
    meeting = {frozenset((one.a, one.b)) for one in agenda.meetings} | {frozenset(two) for two in problem.forbidden}
    unused = [pair for pair in problem.pairs if frozenset((pair.a, pair.b)) not in meeting]
    counted = Counter(name for one in agenda.meetings for name in (one.a, one.b))
    full = {one.id for one in problem.parties if one.max_meetings is not None and counted[one.id] >= one.max_meetings}
    return tuple(sorted(unused, key=lambda pair: (bool({pair.a, pair.b} & full), -pair.score, pair.a, pair.b))[:most])


def _try(
    problem: Problem,
    agenda: Agenda,
    two: tuple[str, str],
    place: Place,
    known: set[str],
    busy: dict[str, set[str]],
) -> Option | None:
    there, mine = _at(agenda, place), held(agenda, *two)
    if there is not None and (mine is None or mine.slot in _taken(busy, (there.a, there.b), there)):
        return None
    after = placed(problem, agenda, two, place)
    if any(one.message not in known for one in check_agenda(problem, after)):
        return None
    return Option(place=place, change=after.objective - agenda.objective, instead=there)


def _tables(agenda: Agenda, slot: str, venue: str, tables: Sequence[int], mine: Meeting | None) -> list[Place]:
    """The first free one of some tables of a venue in a slot, and those of the venue that are taken."""
    taken = {one.table: one for one in agenda.meetings if (one.slot, one.venue) == (slot, venue)}
    free = [table for table in tables if table not in taken][:1]
    others = [table for table, one in taken.items() if one != mine and mine is not None and one.slot != mine.slot]
    return [Place(slot=slot, venue=venue, table=table) for table in sorted((*free, *others))]


def _taken(busy: dict[str, set[str]], two: tuple[str, str], mine: Meeting | None) -> set[str]:
    """The slots in which one of two is engaged with somebody else."""
    return (busy[two[0]] | busy[two[1]]) - ({mine.slot} if mine is not None else set())


def _busy(problem: Problem, agenda: Agenda) -> dict[str, set[str]]:
    """By party the slots in which it is engaged or not there."""
    slots = [slot.id for slot in problem.slots]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for party in problem.parties:
        found[party.id] = set() if party.available is None else set(slots) - set(party.available)
    for one in agenda.meetings:
        found[one.a].add(one.slot)
        found[one.b].add(one.slot)
    groups = {group.id: group for group in problem.groups}
    for session in agenda.groups:
        group = groups[session.id]
        first = slots.index(session.slot)
        for name in (group.host, *session.guests):
            found[name].update(slots[first : first + group.length])
    return found


def _at(agenda: Agenda, place: Place) -> Meeting | None:
    at = (place.slot, place.venue, place.table)
    return next((one for one in agenda.meetings if (one.slot, one.venue, one.table) == at), None)


def _with_pairs(problem: Problem, agenda: Agenda, meetings: tuple[Meeting, ...]) -> Agenda:
    """The agenda with other meetings; what is missing, and which wishes are open, is told as it is then."""
    changed = with_figures(problem, replace(agenda, meetings=meetings))
    meeting = {frozenset((one.a, one.b)) for one in meetings}
    told = {frozenset((one.a, one.b)): one for one in agenda.unscheduled}
    gone = [one for one in agenda.meetings if frozenset((one.a, one.b)) not in meeting]
    told |= {frozenset((one.a, one.b)): Unscheduled(a=one.a, b=one.b, why=BY_HAND) for one in gone}
    missing = sorted((one for two, one in told.items() if two not in meeting), key=lambda one: (one.a, one.b))
    return replace(changed, unscheduled=tuple(missing), unmet=_open_wishes(problem, changed))


def _open_wishes(problem: Problem, agenda: Agenda) -> tuple[Unmet, ...]:
    """The wishes that are open; those of sessions stay as they were told."""
    known = {(one.party, one.rule): one.why for one in agenda.unmet}
    found = [one for one in agenda.unmet if one.rule == "min_guests"]
    found += [
        Unmet(party=party, rule=rule, wanted=wanted, got=got, why=known.get((party, rule), BY_HAND))
        for (party, rule), (wanted, got) in wishes_of(lay_board(problem, agenda)).items()
        if is_short(got, wanted)
    ]
    return tuple(sorted(found, key=lambda one: (one.party, one.rule, one.wanted)))
