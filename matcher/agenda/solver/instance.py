"""A problem in integers: rows for parties, slots, venues and the pairs that could meet, in an order of its own.

Rows are sorted by id (slots by time), so that the order of a file's entries changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.agenda.problem import Pair, Party, Problem
from matcher.agenda.solver.places import ANYWHERE, fixed_seats, place_of, ways_between
from matcher.agenda.solver.sides import two_sides

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LARGEST_VALUE = 10**6
"""Scores are taken as whole numbers of about this size."""

_Row = tuple[int, int, float, bool, int, int, int]
"""A pair in the making: its two parties, score, must, slots as bits, venue row, seat row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """What the solver works on.

    Pairs that cannot meet whatever the agenda are not among the rows of pairs; `impossible` gives, by ids, why.

    Attributes:
        left, right: (n_pairs,) party rows; where `two_sided`, no party is left in one pair and right in another.
        score: (n_pairs,) float64; `value` (n_pairs,) int64 is `score` × `scale`, rounded up.
        mask: the slots in which a pair can meet, as bits; slot 0 is the lowest.
        venue: venue row of each pair, or ANYWHERE; `seat` the row of its fixed table, or ANYWHERE.
        there: the slots of each party as bits; `cap` and `least` its most and least meetings.
        per_day: most busy slots of a day for each party.
        days: for each day its slot rows; `day` the day row of each slot.
        way: (n_venues, n_venues) empty slots needed between two venues.
        precedences: (pair row, pair row) where the first meets before the second.
        partners: rows of the pairs of each party.
        any_place: whether some pair without a place of its own was put at the largest venue, to spare it the way.
    """

    problem: Problem
    parties: tuple[Party, ...]
    slots: tuple[str, ...]
    venues: tuple[str, ...]
    left: Ints
    right: Ints
    score: Floats
    value: Ints
    scale: int
    must: Bools
    mask: tuple[int, ...]
    venue: tuple[int, ...]
    seat: tuple[int, ...]
    seats: tuple[tuple[int, int], ...]
    there: tuple[int, ...]
    cap: Ints
    least: Ints
    per_day: tuple[int, ...]
    day: tuple[int, ...]
    days: tuple[tuple[int, ...], ...]
    tables: tuple[int, ...]
    way: tuple[tuple[int, ...], ...]
    two_sided: bool
    any_place: bool
    precedences: tuple[tuple[int, int], ...]
    partners: tuple[tuple[int, ...], ...]
    impossible: dict[tuple[str, str], str]

    @property
    def n_pairs(self) -> int:
        """How many pairs could meet."""
        return len(self.score)

    @property
    def has_travel(self) -> bool:
        """Whether any two venues are apart."""
        return any(way for row in self.way for way in row)


def compile_problem(
    problem: Problem,
    unavailable: dict[str, int] | None = None,
    pinned: dict[frozenset[str], int] | None = None,
) -> Instance:
    """The instance of a problem.

    Args:
        problem: as `read_problem` gives it.
        unavailable: slots, as bits, that are taken from parties given by id: sessions, the past, who is gone or late.
        pinned: pairs, by ids, with the row of the only slot in which they can meet, whatever is taken from them.
    """
    slots = tuple(sorted(problem.slots, key=lambda slot: slot.start))
    position = {slot.id: row for row, slot in enumerate(slots)}
    dates = sorted({slot.day for slot in slots})
    day = tuple(dates.index(slot.day) for slot in slots)
    days = tuple(tuple(t for t, of in enumerate(day) if of == d) for d in range(len(dates)))
    parties = tuple(sorted(problem.parties, key=lambda party: party.id))
    rows = {party.id: row for row, party in enumerate(parties)}
    venues = tuple(sorted(problem.venues, key=lambda venue: venue.id))
    venue_rows = {venue.id: row for row, venue in enumerate(venues)}
    whole = (1 << len(slots)) - 1
    there = []
    for party in parties:
        bits = whole if party.available is None else _bits(position[slot] for slot in party.available)
        there.append(bits & ~(unavailable or {}).get(party.id, 0))
    free = list(there)
    tables = tuple(venue.tables for venue in venues)
    seats = fixed_seats(parties, venue_rows, tables)
    seat_rows = {seat: row for row, seat in enumerate(seats)}
    way = ways_between(problem, venue_rows)
    open_venues = [v for v, n in enumerate(tables) if n]
    apart = any(way[v][w] for v in open_venues for w in open_venues)
    default = max(open_venues, key=lambda v: (tables[v], -v)) if apart or len(open_venues) == 1 else ANYWHERE

    pins = {tuple(sorted(rows[name] for name in two)): t for two, t in (pinned or {}).items()}
    forbidden = {tuple(sorted((rows[a], rows[b]))) for a, b in problem.forbidden}
    may_meet = [_may_meet(party) for party in parties]
    is_bound = [party.venue is not None or party.table is not None for party in parties]
    kept: list[_Row] = []
    impossible: dict[tuple[str, str], str] = {}
    for a, b, pair in _in_order(problem, rows):
        mask = free[a] & free[b]
        if pair.slot is not None:
            mask &= 1 << position[pair.slot]
        if (a, b) in pins:
            mask = 1 << pins[a, b]
            there[a] |= mask
            there[b] |= mask
        place: tuple[int, int] | str = (default, ANYWHERE)
        if is_bound[a] or is_bound[b]:
            place = place_of(parties[a], parties[b], venue_rows, seat_rows, tables, default)
        is_forbidden = (a, b) in forbidden
        if mask and may_meet[a] and may_meet[b] and open_venues and not is_forbidden and not isinstance(place, str):
            kept.append((a, b, pair.score, pair.must, mask, *place))
        else:
            why = "forbidden" if is_forbidden else _why_impossible(pair, place, may_meet[a], mask, bool(open_venues))
            impossible[parties[a].id, parties[b].id] = why
    side = two_sides(len(parties), (one[:2] for one in kept))
    if side is not None:
        kept = [one if side[one[0]] == 0 else (one[1], one[0], *one[2:]) for one in kept]
    score = np.array([one[2] for one in kept], dtype=np.float64)
    largest = float(score.max(initial=0.0))
    scale = 10 ** max(0, round(math.log10(LARGEST_VALUE / largest))) if largest > 0 else 1
    partners: list[list[int]] = [[] for _ in parties]
    for e, (a, b, *_) in enumerate(kept):
        partners[a].append(e)
        partners[b].append(e)
    per_day = tuple(len(slots) if party.max_per_day is None else party.max_per_day for party in parties)
    cap = [
        _most_meetings(party, [kept[e][4] for e in partners[p]], days, per_day[p]) for p, party in enumerate(parties)
    ]
    return Instance(
        problem=problem,
        parties=parties,
        slots=tuple(slot.id for slot in slots),
        venues=tuple(venue.id for venue in venues),
        left=np.array([one[0] for one in kept], dtype=np.int64),
        right=np.array([one[1] for one in kept], dtype=np.int64),
        score=score,
        value=np.ceil(score * scale - 1e-6).astype(np.int64),
        scale=scale,
        must=np.array([one[3] for one in kept], dtype=bool),
        mask=tuple(one[4] for one in kept),
        venue=tuple(one[5] for one in kept),
        seat=tuple(one[6] for one in kept),
        seats=seats,
        there=tuple(there),
        cap=np.array(cap, dtype=np.int64),
        least=np.array([party.min_meetings for party in parties], dtype=np.int64),
        per_day=per_day,
        day=day,
        days=days,
        tables=tables,
        way=tuple(tuple(row) for row in way),
        two_sided=side is not None,
        any_place=apart and any(parties[a].venue is None and parties[b].venue is None for a, b, *_ in kept),
        precedences=_precedences(problem, parties, kept),
        partners=tuple(tuple(ones) for ones in partners),
        impossible=impossible,
    )


def bit_table(bits: Sequence[int], n_slots: int) -> Bools:
    """Slots given as bits, one row each: (n, n_slots) bool."""
    if n_slots < 63:
        return (np.array(bits, dtype=np.int64)[:, None] >> np.arange(n_slots) & 1).astype(bool)
    return np.array([[one >> t & 1 for t in range(n_slots)] for one in bits], dtype=bool).reshape(len(bits), n_slots)


def _bits(rows: Iterable[int]) -> int:
    return sum(1 << t for t in set(rows))


def _in_order(problem: Problem, rows: dict[str, int]) -> list[tuple[int, int, Pair]]:
    """Listed pairs with their party rows, the lower first, in the order of these."""
    listed = ((rows[pair.a], rows[pair.b], pair) for pair in problem.pairs)
    return sorted(((a, b, pair) if a < b else (b, a, pair) for a, b, pair in listed), key=lambda one: one[:2])


def _why_impossible(pair: Pair, place: tuple[int, int] | str, first_may: bool, mask: int, has_tables: bool) -> str:
    if not has_tables:
        return "no venue has a table"
    if isinstance(place, str):
        return place
    if not mask:
        return "no common slot" if pair.slot is None else f"not both there in their fixed slot {pair.slot}"
    return f"{max(pair.a, pair.b) if first_may else min(pair.a, pair.b)} may have no meeting"


def _most_meetings(party: Party, masks: list[int], days: tuple[tuple[int, ...], ...], per_day: int) -> int:
    """The most meetings that a party can have by its own limits, its partners, and the slots that suit any of them."""
    reach = 0
    for mask in masks:
        reach |= mask
    slots = sum(min((reach & _bits(day)).bit_count(), per_day) for day in days)
    return min(slots, len(masks), slots if party.max_meetings is None else party.max_meetings)


def _precedences(problem: Problem, parties: tuple[Party, ...], kept: list[_Row]) -> tuple[tuple[int, int], ...]:
    if not problem.precedences:
        return ()
    rows = {frozenset((parties[a].id, parties[b].id)): e for e, (a, b, *_) in enumerate(kept)}
    both = ((frozenset(rule.before), frozenset(rule.after)) for rule in problem.precedences)
    return tuple((rows[before], rows[after]) for before, after in both if before in rows and after in rows)


def _may_meet(party: Party) -> bool:
    return party.max_meetings != 0 and party.max_per_day != 0
