"""From a timetable to an agenda: venues and tables for every meeting, and the figures that it claims."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from matcher.agenda.plan import GroupSession, Meeting
from matcher.agenda.solver.grid import Grid
from matcher.agenda.solver.program import Session
from matcher.profiles import COMPANY_KINDS

Place = tuple[int, int]
"""Venue row and table, tables from 1."""


def meetings(grid: Grid, before: Mapping[int, Meeting] | None = None) -> tuple[Meeting, ...]:
    """Every meeting with its place, by slot, then by parties.

    A party's own table comes first, then the place of the old meeting that `before` gives (by pair row) if the pair is
    still in its slot and the place is free. Else a party stays at the table where it met last on that day, counterparts
    before companies; where that is taken, it is the lowest free table. A pair that may meet anywhere goes to the venue
    with the most free tables.
    """
    instance = grid.instance
    ids = [party.id for party in instance.parties]
    by_slot: list[list[int]] = [[] for _ in instance.slots]
    for e in grid.placed():
        by_slot[grid.slot[e]].append(e)
    found = []
    venues = {name: v for v, name in enumerate(instance.venues)}
    sat: dict[int, Place] = {}
    for t, (slot, rows) in enumerate(zip(instance.slots, by_slot, strict=True)):
        was = {e: before[e] for e in rows if e in before and before[e].slot == slot} if before else {}
        old = {e: (venues[one.venue], one.table) for e, one in was.items()}
        sat |= _places(grid, t, rows, old, sat)
        for e in rows:
            if e in was and sat[e] == old[e] and was[e].a < was[e].b:
                found.append(was[e])
            else:
                a, b = sorted((ids[grid.left[e]], ids[grid.right[e]]))
                found.append(Meeting(a=a, b=b, slot=slot, venue=instance.venues[sat[e][0]], table=sat[e][1]))
    return tuple(found)


def _places(
    grid: Grid, t: int, rows: list[int], old: Mapping[int, Place], sat: Mapping[int, Place]
) -> dict[int, Place]:
    """The places of the meetings of slot `t`, by pair row; `sat` are those of earlier slots."""
    instance = grid.instance
    tables = _Tables(grid)
    if instance.seats:
        for e in rows:
            if instance.seat[e] >= 0:
                tables.give(e, instance.seats[instance.seat[e]])
    elif old and all(instance.venue[e] == place[0] for e, place in old.items()):
        tables.give_all(old)
    rest = _bound_first(grid, [e for e in rows if e not in tables.given])
    tables.bound = Counter(instance.venue[e] for e in rest)
    for e in rest:
        tables.ask(e, old.get(e))
    for at in (0, 1):
        for e in rest:
            if e not in tables.given:
                tables.ask(e, _last_place(grid, _counterpart_first(grid, e)[at], t, sat))
    for e in rest:
        if e not in tables.given:
            tables.give(e, tables.lowest(e))
    return tables.given


def _last_place(grid: Grid, p: int, t: int, sat: Mapping[int, Place]) -> Place | None:
    """Where party `p` met last before slot `t` of the same day."""
    met = grid.met[p] & grid.day_bits[grid.instance.day[t]] & ((1 << t) - 1)
    return sat[grid.at[p][met.bit_length() - 1]] if met else None


class _Tables:
    """The tables of a slot: `given` ones by pair row, and how many pairs are `bound` to each venue without one yet."""

    def __init__(self, grid: Grid) -> None:
        self._venue = grid.instance.venue
        self._free = [list(range(n, 0, -1)) for n in grid.instance.tables]
        self.given: dict[int, Place] = {}
        self.bound: Counter[int] = Counter()

    def give(self, e: int, place: Place) -> None:
        self.given[e] = place
        self._free[place[0]].remove(place[1])

    def give_all(self, old: Mapping[int, Place]) -> None:
        """Give several pairs that are bound to their venues the places that they had; of two with one, the first."""
        first = {place: e for e, place in reversed(old.items())}
        self.given = {e: place for place, e in first.items()}
        self._free = [[n for n in free if (v, n) not in first] for v, free in enumerate(self._free)]

    def ask(self, e: int, place: Place | None) -> None:
        """Give pair `e` a place if it has none, the place is free, and no pair that is bound to the venue needs it."""
        if place is None or e in self.given or place[1] not in self._free[place[0]]:
            return
        own = self._venue[e]
        if own == place[0] or (own < 0 and len(self._free[place[0]]) > self.bound[place[0]]):
            self.give(e, place)
            self.bound[own] -= 1

    def lowest(self, e: int) -> Place:
        """The lowest free table at the venue of pair `e`, or where most tables are free."""
        venue = self._venue[e]
        if venue < 0:
            venue = max(range(len(self._free)), key=lambda v: (len(self._free[v]), -v))
        return venue, self._free[venue][-1]


def _bound_first(grid: Grid, rows: list[int]) -> list[int]:
    """Pairs that have a venue, then those that may meet anywhere."""
    venue = grid.instance.venue
    return [e for e in rows if venue[e] >= 0] + [e for e in rows if venue[e] < 0]


def _counterpart_first(grid: Grid, e: int) -> tuple[int, int]:
    """The parties of a pair, a counterpart before a company."""
    a, b = grid.left[e], grid.right[e]
    return (b, a) if grid.instance.parties[a].kind in COMPANY_KINDS else (a, b)


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
