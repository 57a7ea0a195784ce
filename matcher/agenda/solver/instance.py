"""A problem in integers: rows for parties, slots, venues and the pairs that could meet, in an order of its own.

Rows are sorted by id (slots by time), so that the order of a file's entries changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.agenda.problem import Pair, Party, Problem
from matcher.agenda.solver.frame import Frame, lay_frame, may_meet, pair_place, why_impossible
from matcher.agenda.solver.places import ANYWHERE
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
    frame = lay_frame(problem, unavailable)
    parties, rows, free = frame.parties, frame.rows, frame.free
    there = list(free)
    pins = {tuple(sorted(rows[name] for name in two)): t for two, t in (pinned or {}).items()}
    forbidden = {tuple(sorted((rows[a], rows[b]))) for a, b in problem.forbidden}
    is_open = [may_meet(party) for party in parties]
    is_bound = [party.venue is not None or party.table is not None for party in parties]
    kept: list[_Row] = []
    impossible: dict[tuple[str, str], str] = {}
    for a, b, pair in _in_order(problem, rows):
        mask = free[a] & free[b]
        if pair.slot is not None:
            mask &= 1 << frame.position[pair.slot]
        if (a, b) in pins:
            mask = 1 << pins[a, b]
            there[a] |= mask
            there[b] |= mask
        place: tuple[int, int] | str = (frame.default, ANYWHERE)
        if is_bound[a] or is_bound[b]:
            place = pair_place(frame, a, b)
        is_forbidden = (a, b) in forbidden
        if mask and is_open[a] and is_open[b] and frame.has_tables and not is_forbidden and not isinstance(place, str):
            kept.append((a, b, pair.score, pair.must, mask, *place))
        else:
            why = "forbidden" if is_forbidden else why_impossible(frame, pair, place, mask)
            impossible[parties[a].id, parties[b].id] = why
    side = two_sides(len(parties), (one[:2] for one in kept))
    if side is not None:
        kept = [one if side[one[0]] == 0 else (one[1], one[0], *one[2:]) for one in kept]
    left, right, score, must, mask_of, venue, seat = zip(*kept, strict=True) if kept else ((),) * 7
    return build_instance(
        problem,
        frame,
        left=np.array(left, dtype=np.int64),
        right=np.array(right, dtype=np.int64),
        score=np.array(score, dtype=np.float64),
        must=np.array(must, dtype=bool),
        mask=mask_of,
        venue=venue,
        seat=seat,
        there=tuple(there),
        two_sided=side is not None,
        impossible=impossible,
    )


def build_instance(
    problem: Problem,
    frame: Frame,
    *,
    left: Ints,
    right: Ints,
    score: Floats,
    must: Bools,
    mask: tuple[int, ...],
    venue: tuple[int, ...],
    seat: tuple[int, ...],
    there: tuple[int, ...],
    two_sided: bool,
    impossible: dict[tuple[str, str], str],
) -> Instance:
    """The instance of pairs that can meet, given in order of their party rows; the columns are those of `Instance`."""
    parties = frame.parties
    ends = list(zip(left.tolist(), right.tolist(), strict=True))
    partners: list[list[int]] = [[] for _ in parties]
    reach = [0] * len(parties)
    for e, ((a, b), bits) in enumerate(zip(ends, mask, strict=True)):
        partners[a].append(e)
        partners[b].append(e)
        reach[a] |= bits
        reach[b] |= bits
    largest = float(score.max(initial=0.0))
    scale = 10 ** max(0, round(math.log10(LARGEST_VALUE / largest))) if largest > 0 else 1
    return Instance(
        problem=problem,
        parties=parties,
        slots=frame.slots,
        venues=frame.venues,
        left=left,
        right=right,
        score=score,
        value=np.ceil(score * scale - 1e-6).astype(np.int64),
        scale=scale,
        must=must,
        mask=mask,
        venue=venue,
        seat=seat,
        seats=frame.seats,
        there=there,
        cap=np.array(
            [_most_meetings(frame, p, reach[p], len(ones)) for p, ones in enumerate(partners)], dtype=np.int64
        ),
        least=np.array([party.min_meetings for party in parties], dtype=np.int64),
        per_day=tuple(len(frame.slots) if party.max_per_day is None else party.max_per_day for party in parties),
        day=frame.day,
        days=frame.days,
        tables=frame.tables,
        way=frame.way,
        two_sided=two_sided,
        any_place=frame.apart and any(parties[a].venue is None and parties[b].venue is None for a, b in ends),
        precedences=_precedences(problem, parties, ends),
        partners=tuple(map(tuple, partners)),
        impossible=impossible,
    )


def bit_table(bits: Sequence[int], n_slots: int) -> Bools:
    """Slots given as bits, one row each: (n, n_slots) bool."""
    if n_slots < 63:
        return (np.array(bits, dtype=np.int64)[:, None] >> np.arange(n_slots) & 1).astype(bool)
    return np.array([[one >> t & 1 for t in range(n_slots)] for one in bits], dtype=bool).reshape(len(bits), n_slots)


def _in_order(problem: Problem, rows: Mapping[str, int]) -> list[tuple[int, int, Pair]]:
    """Listed pairs with their party rows, the lower first, in the order of these."""
    listed = ((rows[pair.a], rows[pair.b], pair) for pair in problem.pairs)
    return sorted(((a, b, pair) if a < b else (b, a, pair) for a, b, pair in listed), key=lambda one: one[:2])


def _most_meetings(frame: Frame, p: int, reach: int, n_partners: int) -> int:
    """The most meetings that a party can have by its own limits, its partners, and the slots that suit any of them."""
    slots = min(frame.most_slots(p, reach), n_partners)
    most = frame.parties[p].max_meetings
    return slots if most is None else min(slots, most)


def _precedences(
    problem: Problem, parties: tuple[Party, ...], ends: list[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    if not problem.precedences:
        return ()
    rows = {frozenset((parties[a].id, parties[b].id)): e for e, (a, b) in enumerate(ends)}
    both = ((frozenset(rule.before), frozenset(rule.after)) for rule in problem.precedences)
    return tuple((rows[before], rows[after]) for before, after in both if before in rows and after in rows)
