"""A venue and a table for each meeting of a timetable whose slots have room for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from matcher.agenda.plan import Meeting
from matcher.agenda.problem import Party, Problem

Timed = tuple[str, str, str]
"""The ids of two parties and of the slot in which they meet."""

_Seat = tuple[str, int]


def seat(problem: Problem, timed: Iterable[Timed]) -> tuple[Meeting, ...]:
    """The meetings with their places, by slot, venue and table.

    Who has a table of its own is seated there, who has a venue at its first free table; the others then take what is
    free, venues in the order of their ids. A party that met in the slot before keeps its seat where that is free, the
    lower id first, so that people walk less.

    Raises:
        ValueError: There are more meetings in a slot than tables for them.
    """
    parties = {party.id: party for party in problem.parties}
    in_slot: defaultdict[str, list[Timed]] = defaultdict(list)
    for entry in timed:
        in_slot[entry[2]].append(entry)
    last_seat: dict[str, _Seat] = {}
    meetings: list[Meeting] = []
    for slot in sorted(problem.slots, key=lambda one: one.start):
        seated = _seat_slot(problem, parties, sorted(in_slot[slot.id]), last_seat)
        meetings.extend(sorted(seated, key=lambda one: (one.venue, one.table)))
        last_seat.update({party: (one.venue, one.table) for one in seated for party in (one.a, one.b)})
    return tuple(meetings)


def _seat_slot(
    problem: Problem, parties: dict[str, Party], timed: list[Timed], last_seat: dict[str, _Seat]
) -> list[Meeting]:
    free = {venue.id: set(range(1, venue.tables + 1)) for venue in sorted(problem.venues, key=lambda venue: venue.id)}
    seats: dict[Timed, _Seat] = {}
    wanted = {entry: _bound_to(parties[entry[0]], parties[entry[1]], free) for entry in timed}
    for entry in sorted(timed, key=lambda entry: _freedom(wanted[entry])):
        venue, table = wanted[entry]
        if table is None:
            venue, table = _free_seat(entry, venue, free, last_seat)
        free[venue].remove(table)
        seats[entry] = (venue, table)
    return [
        Meeting(a=a, b=b, slot=slot, venue=seats[a, b, slot][0], table=seats[a, b, slot][1]) for a, b, slot in timed
    ]


def _bound_to(a: Party, b: Party, free: dict[str, set[int]]) -> tuple[str, int | None]:
    """The venue, "" for any, and the table, None for any, that the two are bound to."""
    venue = a.venue or b.venue or (next(iter(free)) if len(free) == 1 else "")
    return venue, a.table if a.table is not None else b.table


def _freedom(place: tuple[str, int | None]) -> int:
    venue, table = place
    return 0 if table is not None else 1 if venue else 2


def _free_seat(entry: Timed, venue: str, free: dict[str, set[int]], last_seat: dict[str, _Seat]) -> _Seat:
    for party in sorted(entry[:2]):
        seat_before = last_seat.get(party)
        if seat_before and venue in ("", seat_before[0]) and seat_before[1] in free[seat_before[0]]:
            return seat_before
    for one in (venue,) if venue else free:
        if free[one]:
            return one, min(free[one])
    raise ValueError(f"no table is left in slot {entry[2]} for {entry[0]} and {entry[1]}")
