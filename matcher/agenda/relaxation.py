"""What no agenda of a problem can exceed: meetings as fractions, days without their times, as a linear program.

A pair meets for a share between 0 and 1, divided over the days when both are there. Parties keep their limits and do
not meet more often on a day than they have slots; a day holds no more meetings than its tables, and each slot no more
than can be held at once (a maximum matching, Hopcroft & Karp 1973). Every agenda gives such shares, so the best shares
are worth at least as much as the best agenda. Times, ways between venues and idle slots are not looked at.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.agenda.problem import Pair, Party, Problem
from matcher.errors import AbbinaError
from matcher.profiles import COMPANY_KINDS

TOLERANCE = 1e-6
"""Amounts below this are rounding of the linear program."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """The best shares.

    `value` is what they are worth, sessions included: with `wishes` off, no agenda is worth more. `missing` gives by id
    how many meetings parties lack of their minimum at the least, parties without lack left out. `n_meetings` is the
    sum of all shares.
    """

    value: float
    missing: Mapping[str, float]
    n_meetings: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When parties can meet: `there` are the slots of each by id; `pairs` are those that can meet, with their slots."""

    days: tuple[datetime.date, ...]
    slots_of_day: Mapping[datetime.date, frozenset[str]]
    there: Mapping[str, frozenset[str]]
    pairs: tuple[tuple[Pair, frozenset[str]], ...]


def lay_calendar(problem: Problem) -> Calendar:
    """Who is there when; pairs that are forbidden, have no common slot, or a party that may not meet, are left out."""
    slots_of_day: dict[datetime.date, set[str]] = {}
    for slot in problem.slots:
        slots_of_day.setdefault(slot.day, set()).add(slot.id)
    everything = frozenset(slot.id for slot in problem.slots)
    there = {one.id: everything if one.available is None else frozenset(one.available) for one in problem.parties}
    party = {one.id: one for one in problem.parties}
    forbidden = {frozenset(pair) for pair in problem.forbidden}
    pairs = []
    for pair in problem.pairs:
        common = there[pair.a] & there[pair.b]
        if pair.slot is not None:
            common &= {pair.slot}
        two = (party[pair.a], party[pair.b])
        if common and frozenset((pair.a, pair.b)) not in forbidden and all(map(may_meet, two)) and not _apart(*two):
            pairs.append((pair, common))
    return Calendar(
        days=tuple(sorted(slots_of_day)),
        slots_of_day={day: frozenset(ids) for day, ids in slots_of_day.items()},
        there=there,
        pairs=tuple(pairs),
    )


def may_meet(party: Party) -> bool:
    """Whether the limits of a party allow it any meeting."""
    return party.max_meetings != 0 and party.max_per_day != 0


def most_at_once(problem: Problem, calendar: Calendar) -> dict[str, int]:
    """For each slot the most meetings that can be held in it, by its tables and by who is there for whom."""
    n_tables = sum(venue.tables for venue in problem.venues)
    row = {party.id: position for position, party in enumerate(problem.parties)}
    by_slot: dict[str, list[tuple[int, int]]] = {slot.id: [] for slot in problem.slots}
    companies = {party.id for party in problem.parties if party.kind in COMPANY_KINDS}
    for pair, common in calendar.pairs:
        first, second = (pair.b, pair.a) if pair.b in companies else (pair.a, pair.b)
        for slot in common:
            by_slot[slot].append((row[first], row[second]))
    return {slot: min(n_tables, _matching(edges, len(row))) for slot, edges in by_slot.items()}


def relax(problem: Problem, *, wishes: bool) -> Relaxed:
    """The best shares; with `wishes`, first of all those that leave least missing of the minimums.

    Raises:
        AbbinaError: the linear program fails, which it never should.
    """
    calendar = lay_calendar(problem)
    sessions = math.fsum(
        math.fsum(sorted(group.guests.values(), reverse=True)[: group.max_guests]) for group in problem.groups
    )
    lacking = [party for party in problem.parties if wishes and party.min_meetings]
    columns = [
        (position, day)
        for position, (_, common) in enumerate(calendar.pairs)
        for day in calendar.days
        if common & calendar.slots_of_day[day]
    ]
    if not columns:
        return Relaxed(value=sessions, missing={one.id: float(one.min_meetings) for one in lacking}, n_meetings=0.0)
    scores = np.array([calendar.pairs[position][0].score for position, _ in columns])
    price = 1e3 * max(1.0, float(scores.max()))
    weights = np.array([price * min(max(party.weight, 0.1), 10.0) for party in lacking])
    limits = _Rows(len(columns) + len(lacking))
    _add_limits(limits, problem, calendar, columns)
    of_party: dict[str, list[int]] = {party.id: [] for party in problem.parties}
    for column, (position, _) in enumerate(columns):
        pair = calendar.pairs[position][0]
        of_party[pair.a].append(column)
        of_party[pair.b].append(column)
    for position, party in enumerate(lacking):
        limits.add([*of_party[party.id], len(columns) + position], -float(party.min_meetings), sign=-1.0)
    found = linprog(
        np.concatenate([-scores, weights]),
        A_ub=limits.matrix(),
        b_ub=limits.bounds(),
        bounds=[(0.0, 1.0)] * len(columns) + [(0.0, None)] * len(lacking),
        method="highs",
    )
    if found.status != 0:
        raise AbbinaError(f"the linear program of the agenda ended with {found.message!r}; please report this problem")
    shares, short = found.x[: len(columns)], found.x[len(columns) :]
    return Relaxed(
        value=float(scores @ shares) + sessions,
        missing={one.id: float(n) for one, n in zip(lacking, short, strict=True) if n > TOLERANCE},
        n_meetings=float(shares.sum()),
    )


class _Rows:
    """Constraints "sum of columns ≤ bound", collected row by row."""

    def __init__(self, n_columns: int) -> None:
        self._n_columns = n_columns
        self._entries: list[tuple[int, int, float]] = []
        self._bounds: list[float] = []

    def add(self, columns: list[int], bound: float, *, sign: float = 1.0) -> None:
        self._entries += [(len(self._bounds), column, sign) for column in columns]
        self._bounds.append(bound)

    def matrix(self) -> csr_array:
        rows, columns, values = zip(*self._entries, strict=True)
        return coo_array((values, (rows, columns)), shape=(len(self._bounds), self._n_columns)).tocsr()

    def bounds(self) -> Floats:
        return np.array(self._bounds, dtype=np.float64)


def _add_limits(limits: _Rows, problem: Problem, calendar: Calendar, columns: list[tuple[int, datetime.date]]) -> None:
    """Every limit of pairs, parties, days and venues, each over the columns that it limits."""
    party = {one.id: one for one in problem.parties}
    tables = {venue.id: venue.tables for venue in problem.venues}
    at_once = most_at_once(problem, calendar)
    rooms = {day: sum(at_once[slot] for slot in calendar.slots_of_day[day]) for day in calendar.days}
    limited: dict[tuple[object, ...], list[int]] = {}
    most: dict[tuple[object, ...], int] = {}
    for column, (position, day) in enumerate(columns):
        pair = calendar.pairs[position][0]
        here: dict[tuple[object, ...], int] = {("pair", position): 1, ("day", day): rooms[day]}
        for one in (party[pair.a], party[pair.b]):
            here["party on day", one.id, day] = slots_for(one, day, calendar)
            if one.max_meetings is not None:
                here["party", one.id] = one.max_meetings
            if one.venue is not None:
                here["venue", one.venue, day] = tables[one.venue] * len(calendar.slots_of_day[day])
        most |= here
        for key in here:
            limited.setdefault(key, []).append(column)
    for key, mine in limited.items():
        limits.add(mine, float(most[key]))


def most_meetings(party: Party, calendar: Calendar) -> int:
    """How many meetings a party can have at most: by its own limit, and by those of its days."""
    room = sum(slots_for(party, day, calendar) for day in calendar.days)
    return room if party.max_meetings is None else min(room, party.max_meetings)


def slots_for(party: Party, day: datetime.date, calendar: Calendar) -> int:
    """In how many slots of a day a party can be engaged."""
    n_there = len(calendar.there[party.id] & calendar.slots_of_day[day])
    return n_there if party.max_per_day is None else min(n_there, party.max_per_day)


def _apart(a: Party, b: Party) -> bool:
    """Whether two parties have no place in common."""
    venues_differ = a.venue is not None and b.venue is not None and a.venue != b.venue
    return venues_differ or (a.table is not None and b.table is not None and a.table != b.table)


def _matching(edges: list[tuple[int, int]], n: int) -> int:
    """The size of the largest matching; where parties of one side meet one another, no less than it."""
    if not edges:
        return 0
    rows, columns = (np.array(side, dtype=np.int32) for side in zip(*edges, strict=True))
    graph = csr_array((np.ones(len(edges), dtype=np.int8), (rows, columns)), shape=(n, n))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())
