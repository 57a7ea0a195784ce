"""The instance of a few listed pairs, taken from the columns of all: what `compile_problem` makes of these alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from matcher.agenda.problem import Pair, Problem
from matcher.agenda.solver.frame import Frame, as_bits, may_meet, pair_place, why_impossible
from matcher.agenda.solver.instance import Bools, Instance, Ints, build_instance
from matcher.agenda.solver.listing import Listing, pair_codes
from matcher.agenda.solver.places import ANYWHERE

ABSENT = -1
"""The row of a pair that is not there."""

Two = frozenset[str]


def compile_few(
    problem: Problem, listing: Listing, looked_at: Bools, frame: Frame, pinned: Mapping[Two, int]
) -> Instance | None:
    """The instance of the pairs that are looked at; companies are left. None where one may meet another of its side.

    Args:
        problem: with all listed pairs.
        listing: of these.
        looked_at: (n_listed,) which of them to compile.
        frame: of the problem, with what is taken from its parties.
        pinned: pairs, by ids, with the row of the only slot in which they can meet, whatever is taken from them.
    """
    rows = np.flatnonzero(looked_at)
    rows = rows[np.argsort(pair_codes(listing.first[rows], listing.second[rows], len(frame.parties)))]
    left, right = listing.first[rows], listing.second[rows]
    pairs = [problem.pairs[row] for row in rows.tolist()]
    mask, there = _masks(frame, pairs, listing.fixed[rows], left, right, pinned)
    place = _places(frame, left, right)
    is_open = np.array([may_meet(party) for party in frame.parties])
    possible = listing.possible[rows] & is_open[left] & is_open[right] & (mask != 0)
    possible[[e for e, one in place.items() if isinstance(one, str)]] = False
    possible &= frame.has_tables
    kept = np.flatnonzero(possible)
    is_left = np.zeros(len(frame.parties), dtype=bool)
    is_left[left[kept]] = True
    if is_left[right[kept]].any():
        return None
    default = (frame.default, ANYWHERE)
    impossible = {}
    for e in np.flatnonzero(~possible).tolist():
        a, b = sorted((pairs[e].a, pairs[e].b))
        is_forbidden = listing.forbidden[rows[e]]
        why = "forbidden" if is_forbidden else why_impossible(frame, pairs[e], place.get(e, default), int(mask[e]))
        impossible[a, b] = why
    venue, seat = [frame.default] * len(kept), [ANYWHERE] * len(kept)
    for e, one in place.items():
        if possible[e] and not isinstance(one, str):
            row = int(np.searchsorted(kept, e))
            venue[row], seat[row] = one
    return build_instance(
        replace(problem, pairs=tuple(pairs)),
        frame,
        left=left[kept],
        right=right[kept],
        score=listing.score[rows[kept]],
        must=listing.must[rows[kept]],
        mask=tuple(mask[kept].tolist()),
        venue=tuple(venue),
        seat=tuple(seat),
        there=there,
        two_sided=True,
        impossible=impossible,
    )


def pair_rows(instance: Instance, wanted: Ints) -> Ints:
    """The rows of pairs given by their codes, ABSENT where the instance has no such pair."""
    codes = pair_codes(instance.left, instance.right, len(instance.parties))
    rows = np.searchsorted(codes, wanted)
    found: Ints = np.where(np.append(codes, -1)[rows] == wanted, rows, ABSENT)
    return found


def _masks(
    frame: Frame, pairs: list[Pair], fixed: Bools, left: Ints, right: Ints, pinned: Mapping[Two, int]
) -> tuple[Ints, tuple[int, ...]]:
    """The slots that suit each pair, as bits, and those of each party, pinned meetings included."""
    there, free = list(frame.free), as_bits(frame.free, len(frame.slots))
    mask = free[left] & free[right]
    for e in np.flatnonzero(fixed).tolist():
        mask[e] &= 1 << frame.position[pairs[e].slot or ""]
    row = {frozenset((pair.a, pair.b)): e for e, pair in enumerate(pairs)} if pinned else {}
    for two, t in pinned.items():
        if two in row:
            mask[row[two]] = 1 << t
            for name in two:
                there[frame.rows[name]] |= 1 << t
    return mask, tuple(there)


def _places(frame: Frame, left: Ints, right: Ints) -> dict[int, tuple[int, int] | str]:
    """Venue row and seat row, or why there are none, of the pairs of which one has its own venue or table."""
    is_bound = np.array([party.venue is not None or party.table is not None for party in frame.parties])
    rows = np.flatnonzero(is_bound[left] | is_bound[right]).tolist()
    ends = {e: sorted((int(left[e]), int(right[e]))) for e in rows}
    return {e: pair_place(frame, a, b) for e, (a, b) in ends.items()}
