"""Who is there when: pairs that can meet with their common slots, and how many meetings each slot and day can hold."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.agenda.problem import Pair, Party, Problem
from matcher.profiles import COMPANY_KINDS


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
    companies = {party.id for party in problem.parties if party.kind in COMPANY_KINDS}
    turned = [pair.b in companies for pair, _ in calendar.pairs]
    edges = np.array(
        [
            (row[pair.b], row[pair.a]) if is_turned else (row[pair.a], row[pair.b])
            for (pair, _), is_turned in zip(calendar.pairs, turned, strict=True)
        ],
        dtype=np.int32,
    ).reshape(-1, 2)
    there = np.array([[slot.id in calendar.there[party.id] for slot in problem.slots] for party in problem.parties])
    fixed = [position for position, (pair, _) in enumerate(calendar.pairs) if pair.slot is not None]
    found = {}
    for t, slot in enumerate(problem.slots):
        both = there[edges[:, 0], t] & there[edges[:, 1], t]
        for position in fixed:
            both[position] &= slot.id in calendar.pairs[position][1]
        found[slot.id] = min(n_tables, _matching(edges[both], len(row)))
    return found


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


def _matching(edges: npt.NDArray[np.int32], n: int) -> int:
    """The size of the largest matching; where parties of one side meet one another, no less than it."""
    if not len(edges):
        return 0
    graph = csr_array((np.ones(len(edges), dtype=np.int8), (edges[:, 0], edges[:, 1])), shape=(n, n))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())
