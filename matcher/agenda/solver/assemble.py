"""From a timetable to an agenda: venues and tables for every meeting, and the figures that it claims."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from matcher.agenda.plan import GroupSession, Meeting
from matcher.agenda.solver.grid import Grid
from matcher.agenda.solver.program import Session

Place = tuple[int, int]
"""Venue row and table, tables from 1."""


def meetings(grid: Grid, before: Mapping[int, Meeting] | None = None) -> tuple[Meeting, ...]:
    """Every meeting with its place, by slot, then by parties.

    A party's own table comes first, then the place of the old meeting that `before` gives (by pair row) if the pair is
    still in its slot and the place is free, then the lowest free table; a pair that may meet anywhere goes to the venue
    with the most free tables.
    """
    instance = grid.instance
    ids = [party.id for party in instance.parties]
    by_slot: list[list[int]] = [[] for _ in instance.slots]
    for e in grid.placed():
        by_slot[grid.slot[e]].append(e)
    found = []
    for slot, rows in zip(instance.slots, by_slot, strict=True):
        old = {e: before[e] for e in rows if e in before and before[e].slot == slot} if before else {}
        places = _places(grid, rows, old)
        for e in rows:
            venue, table = instance.venues[places[e][0]], places[e][1]
            was = old.get(e)
            if was is not None and was.a < was.b and was.table == table and was.venue == venue:
                found.append(was)
            else:
                a, b = sorted((ids[grid.left[e]], ids[grid.right[e]]))
                found.append(Meeting(a=a, b=b, slot=slot, venue=venue, table=table))
    return tuple(found)


def _places(grid: Grid, rows: list[int], old: Mapping[int, Meeting]) -> dict[int, Place]:
    """The places of the meetings of one slot, by pair row."""
    instance = grid.instance
    free = [list(range(n, 0, -1)) for n in instance.tables]
    found: dict[int, Place] = {}
    if instance.seats:
        for e in rows:
            if instance.seat[e] >= 0:
                _seat(e, instance.seats[instance.seat[e]], found, free)
    bound = Counter(instance.venue[e] for e in rows if e not in found)
    venues = {name: v for v, name in enumerate(instance.venues)}
    for e in _bound_first(grid, [e for e in old if e not in found]):
        venue, table = venues[old[e].venue], old[e].table
        own = instance.venue[e]
        has_room = own == venue or (own < 0 and len(free[venue]) > bound[venue])
        if has_room and table in free[venue]:
            _seat(e, (venue, table), found, free)
            bound[own] -= 1
    for e in _bound_first(grid, [e for e in rows if e not in found]):
        venue = instance.venue[e]
        if venue < 0:
            venue = max(range(len(free)), key=lambda v: (len(free[v]), -v))
        _seat(e, (venue, free[venue][-1]), found, free)
    return found


def _bound_first(grid: Grid, rows: list[int]) -> list[int]:
    """Pairs that have a venue, then those that may meet anywhere."""
    venue = grid.instance.venue
    return [e for e in rows if venue[e] >= 0] + [e for e in rows if venue[e] < 0]


def _seat(e: int, place: Place, found: dict[int, Place], free: list[list[int]]) -> None:
    found[e] = place
    free[place[0]].remove(place[1])


def group_sessions(grid: Grid, sessions: tuple[Session, ...]) -> tuple[GroupSession, ...]:
    """The sessions as the agenda gives them, by group."""
    instance = grid.instance
    return tuple(
        GroupSession(
            id=one.group.id,
            slot=instance.slots[one.start],
            guests=tuple(instance.parties[p].id for p in one.guests),
        )
        for one in sorted(sessions, key=lambda one: one.group.id)
    )


def score(grid: Grid, sessions: tuple[Session, ...]) -> float:
    """The scores of the pairs that meet and of the guests that come."""
    instance = grid.instance
    guests = [one.group.guests[instance.parties[p].id] for one in sessions for p in one.guests]
    return math.fsum([grid.score[e] for e in grid.placed()] + guests)


def total_idle(grid: Grid) -> int:
    """Idle slots of all parties and days."""
    return sum(grid.n_idle(p, d) for p in range(len(grid.at)) for d in range(len(grid.instance.days)))
