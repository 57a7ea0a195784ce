"""A problem as numbers: parties, slots and pairs counted from 0, whatever the order in which the file lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from matcher.agenda.problem import Pair, Party, Problem

Resource = int
"""Row of `Instance.capacities`: something of which a slot has so many."""

_Place = tuple[str | None, int | None]
"""A venue and a table there, None for any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """What the solver works on. A set of slots is an integer whose bit t stands for slot t, in time order.

    Parties are in the order of their ids; `there` says in which slots each can be engaged, `least` and `most` how many
    meetings it should and may have, `day_limit` how many slots of a day it may be busy (None: as many as there are).
    `days` are the slots of each day, `day_of` the day of each slot.

    Pair k is `firsts[k]` with `seconds[k]` (the lower row first), in this order, worth `scores[k]` ≥ 0; it may be held
    in the slots `open_slots[k]`, and holding it takes one of each of `uses[k]` out of `capacities`. Pairs that cannot
    be held at all are not among them: `impossible` maps a pair of rows to the reason. `musts` are rows of pairs,
    `lost_musts` those that are impossible, as pairs of rows of parties.
    """

    parties: tuple[str, ...]
    n_slots: int
    days: tuple[int, ...]
    day_of: tuple[int, ...]
    there: tuple[int, ...]
    least: tuple[int, ...]
    most: tuple[int, ...]
    day_limit: tuple[int | None, ...]
    weights: tuple[float, ...]
    firsts: tuple[int, ...]
    seconds: tuple[int, ...]
    scores: tuple[float, ...]
    open_slots: tuple[int, ...]
    uses: tuple[tuple[Resource, ...], ...]
    capacities: tuple[int, ...]
    musts: frozenset[int]
    lost_musts: frozenset[tuple[int, int]]
    impossible: Mapping[tuple[int, int], str]
    idle_penalty: float

    @property
    def n_pairs(self) -> int:
        """How many pairs can be held."""
        return len(self.firsts)


def make_instance(problem: Problem) -> Instance:
    """The problem as numbers; nothing in it depends on the order of the parties, pairs and venues of the problem."""
    slots = sorted(problem.slots, key=lambda slot: slot.start)
    dates = sorted({slot.day for slot in slots})
    day_of = tuple(dates.index(slot.day) for slot in slots)
    days = tuple(_bits(t for t, day in enumerate(day_of) if day == one) for one in range(len(dates)))
    position = {slot.id: t for t, slot in enumerate(slots)}
    parties = sorted(problem.parties, key=lambda party: party.id)
    there = tuple(_there(party, position) for party in parties)
    row = {party.id: number for number, party in enumerate(parties)}
    places = _Places(problem)
    forbidden = {_ordered(row[a], row[b]) for a, b in problem.forbidden}
    listed = [(_ordered(row[pair.a], row[pair.b]), pair) for pair in problem.pairs]
    held: list[tuple[Pair, int, int, int, tuple[Resource, ...]]] = []
    impossible = {}
    for (a, b), pair in sorted(listed, key=itemgetter(0)):
        common = there[a] & there[b]
        if pair.slot is not None:
            common &= 1 << position[pair.slot]
        where = places.of(parties[a], parties[b])
        if (a, b) in forbidden:
            impossible[a, b] = "they are forbidden to meet"
        elif not common:
            impossible[a, b] = "they have no common slot"
        elif isinstance(where, str):
            impossible[a, b] = where
        else:
            held.append((pair, a, b, common, where))
    return Instance(
        parties=tuple(party.id for party in parties),
        n_slots=len(slots),
        days=days,
        day_of=day_of,
        there=there,
        least=tuple(party.min_meetings for party in parties),
        most=tuple(_most(party, slots, days) for party, slots in zip(parties, there, strict=True)),
        day_limit=tuple(party.max_per_day for party in parties),
        weights=tuple(party.weight for party in parties),
        firsts=tuple(a for _, a, _, _, _ in held),
        seconds=tuple(b for _, _, b, _, _ in held),
        scores=tuple(pair.score for pair, _, _, _, _ in held),
        open_slots=tuple(common for _, _, _, common, _ in held),
        uses=tuple(where for _, _, _, _, where in held),
        capacities=tuple(places.capacities),
        musts=frozenset(k for k, (pair, _, _, _, _) in enumerate(held) if pair.must),
        lost_musts=frozenset(both for both, pair in listed if pair.must and both in impossible),
        impossible=impossible,
        idle_penalty=problem.objective.idle_penalty,
    )


class _Places:
    """Which resources a meeting of two parties takes: a table of the event, of a venue, a table with a number."""

    def __init__(self, problem: Problem) -> None:
        self._tables = {venue.id: venue.tables for venue in sorted(problem.venues, key=lambda venue: venue.id)}
        self._only = next(iter(self._tables)) if len(self._tables) == 1 else None
        self.capacities = [sum(self._tables.values())]
        self._rows: dict[_Place, Resource] = {}
        self._known: dict[tuple[_Place, _Place], tuple[Resource, ...] | str] = {}
        if self._only is None:
            for venue, tables in self._tables.items():
                self._add((venue, None), tables)
        owners = Counter(self._place(party) for party in problem.parties if party.table is not None)
        for place in sorted(owners):
            if owners[place] > 1:
                self._add(place, 1)

    def of(self, a: Party, b: Party) -> tuple[Resource, ...] | str:
        """The rows of `capacities` that a meeting of the two takes one of, or why there is no place for it."""
        key = self._place(a), self._place(b)
        if key not in self._known:
            self._known[key] = self._conflict(a, b) or self._uses(*key)
        return self._known[key]

    def _add(self, place: _Place, capacity: int) -> None:
        self._rows[place] = len(self.capacities)
        self.capacities.append(capacity)

    def _place(self, party: Party) -> _Place:
        return party.venue or self._only, party.table

    def _uses(self, one: _Place, other: _Place) -> tuple[Resource, ...]:
        venue = one[0] or other[0]
        table = one[1] if one[1] is not None else other[1]
        places = dict.fromkeys(((venue, None), (venue, table)))
        return (0, *(self._rows[place] for place in places if place in self._rows))

    def _conflict(self, a: Party, b: Party) -> str:
        if a.venue is not None and b.venue is not None and a.venue != b.venue:
            return f"one of them meets at {a.venue} only, the other at {b.venue} only"
        if a.table is not None and b.table is not None and a.table != b.table:
            return f"one of them meets at table {a.table} only, the other at table {b.table} only"
        venue = a.venue or b.venue
        tables = self.capacities[0] if venue is None else self._tables[venue]
        return "" if tables else f"there is no table {'at any venue' if venue is None else f'at {venue}'}"


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _bits(slots: Iterable[int]) -> int:
    return sum(1 << t for t in slots)


def _there(party: Party, position: Mapping[str, int]) -> int:
    return _bits(position.values() if party.available is None else {position[slot] for slot in party.available})


def _most(party: Party, there: int, days: Sequence[int]) -> int:
    """How many meetings a party can have by its limits and the slots it is there."""
    a_day = [(there & day).bit_count() for day in days]
    n_slots = sum(a_day if party.max_per_day is None else (min(n, party.max_per_day) for n in a_day))
    return n_slots if party.max_meetings is None else min(n_slots, party.max_meetings)
