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
    held: dict[int, Meeting] = {}
    for t, (slot, rows) in enumerate(zip(instance.slots, by_slot, strict=True)):
        old = {e: before[e] for e in rows if e in before and before[e].slot == slot} if before else {}
        tables = _Tables(grid, t, held)
        tables.give_seats(rows)
        held |= tables.keep(old)
        for e, (venue, table) in tables.give([e for e in rows if e not in held], old).items():
            a, b = sorted((ids[grid.left[e]], ids[grid.right[e]]))
            held[e] = Meeting(a=a, b=b, slot=slot, venue=instance.venues[venue], table=table)
    return tuple([held[e] for rows in by_slot for e in rows])


class _Tables:
    """The tables of one slot, while they are given to its meetings."""

    def __init__(self, grid: Grid, t: int, held: Mapping[int, Meeting]) -> None:
        """All are free; `held` are the meetings of earlier slots, by pair row."""
        instance = grid.instance
        self._grid, self._held = grid, held
        self._before = grid.day_bits[instance.day[t]] & ((1 << t) - 1)
        self._venues = {name: v for v, name in enumerate(instance.venues)}
        self._free = [set(range(1, n + 1)) for n in instance.tables]
        self._given: dict[int, Place] = {}
        self._bound: Counter[int] = Counter()

    def give_seats(self, rows: list[int]) -> None:
        """Give the pairs that have a fixed table theirs."""
        instance = self._grid.instance
        if instance.seats:
            for e in rows:
                if instance.seat[e] >= 0:
                    self._give(e, instance.seats[instance.seat[e]])

    def keep(self, old: Mapping[int, Meeting]) -> dict[int, Meeting]:
        """The old meetings that stay as they are: those of pairs that are bound to the venue, if the table is free."""
        kept = {}
        for e, one in old.items():
            venue = self._venues[one.venue]
            free = self._free[venue]
            if self._grid.instance.venue[e] == venue and one.table in free and one.a < one.b:
                free.remove(one.table)
                kept[e] = one
        return kept

    def give(self, rows: list[int], old: Mapping[int, Meeting]) -> dict[int, Place]:
        """The places of the other pairs: the old one, the last one of either party on that day, or the lowest."""
        rest = _bound_first(self._grid, [e for e in rows if e not in self._given])
        self._bound = Counter(self._grid.instance.venue[e] for e in rest)
        for e in rest:
            self._ask(e, self._place(old.get(e)))
        for at in (0, 1):
            for e in rest:
                if e not in self._given:
                    self._ask(e, self._place(self._last(_counterpart_first(self._grid, e)[at])))
        for e in rest:
            if e not in self._given:
                self._give(e, self._lowest(e))
        return self._given

    def _last(self, p: int) -> Meeting | None:
        """The last meeting of party `p` on that day before the slot."""
        met = self._grid.met[p] & self._before
        return self._held[self._grid.at[p][met.bit_length() - 1]] if met else None

    def _place(self, meeting: Meeting | None) -> Place | None:
        return None if meeting is None else (self._venues[meeting.venue], meeting.table)

    def _give(self, e: int, place: Place) -> None:
        self._given[e] = place
        self._free[place[0]].remove(place[1])

    def _ask(self, e: int, place: Place | None) -> None:
        """Give pair `e` a place if it is free and no pair that is bound to the venue needs it."""
        if place is None or place[1] not in self._free[place[0]]:
            return
        own = self._grid.instance.venue[e]
        if own == place[0] or (own < 0 and len(self._free[place[0]]) > self._bound[place[0]]):
            self._give(e, place)
            self._bound[own] -= 1

    def _lowest(self, e: int) -> Place:
        """The lowest free table at the venue of pair `e`, or where most tables are free."""
        venue = self._grid.instance.venue[e]
        if venue < 0:
            venue = max(range(len(self._free)), key=lambda v: (len(self._free[v]), -v))
        return venue, min(self._free[venue])


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


def objective_on(grid: Grid, sessions: tuple[Session, ...]) -> float:
    """Scores of pairs and guests, less the price of idle slots."""
    penalty = grid.instance.problem.objective.idle_penalty
    return score(grid, sessions) - (penalty * total_idle(grid) if penalty else 0.0)
