"""Musts and minimums that found no place: other meetings give way to them, those that cost least."""

from __future__ import annotations

import random

import numpy as np

from matcher.agenda.solver.grid import FREE, Grid, slots_of
from matcher.agenda.solver.instance import Floats
from matcher.agenda.solver.timetable import insert_within_caps

MOST_PARTNERS = 40
"""Pairs that are tried for a party below its minimum, the worthiest first."""


def keep_wishes(grid: Grid, worth: Floats, rng: random.Random) -> int:
    """Put musts that do not meet, then pairs of parties below their minimum; how many came in.

    A meeting gives way only if it is no must and leaves nobody below a minimum; it is put elsewhere if it can be.
    `worth` (n_pairs,) says which go first.
    """
    instance = grid.instance
    n = 0
    for e in np.flatnonzero(instance.must).tolist():
        if grid.slot[e] == FREE:
            n += _force(grid, e, worth, rng)
    for p in np.flatnonzero(np.array(grid.load) < np.minimum(instance.least, instance.cap)).tolist():
        for e in sorted(instance.partners[p], key=lambda e: (-worth[e], e))[:MOST_PARTNERS]:
            if grid.load[p] >= instance.least[p]:
                break
            if grid.slot[e] == FREE:
                n += _force(grid, e, worth, rng)
    return n


def _force(grid: Grid, e: int, worth: Floats, rng: random.Random) -> bool:
    """Put pair `e` into the slot in which the least has to give way; False where nothing may."""
    if insert_within_caps(grid, e, rng):
        return True
    ways = []
    for t in slots_of(grid.instance.mask[e]):
        out = _in_the_way(grid, e, t, worth)
        if out is not None:
            ways.append((float(worth[out].sum()), t, out))
    for _, t, out in sorted(ways):
        before = [(o, grid.take(o)) for o in out]
        if grid.fits(e, t):
            grid.put(e, t)
            for o in out:
                insert_within_caps(grid, o, rng)
            return True
        for o, slot in before:
            grid.put(o, slot)
    return False


def _in_the_way(grid: Grid, e: int, t: int, worth: Floats) -> list[int] | None:
    """The meetings that give way where pair `e` is put in slot `t`: of its parties, and for its table."""
    out: set[int] = set()
    venue = grid.instance.venue[e]
    for p in (grid.left[e], grid.right[e]):
        here = grid.at[p][t]
        mine = [here] if here != FREE else []
        if not mine and grid.load[p] >= grid.cap[p]:
            mine = _worst(grid, [o for o in grid.at[p] if o != FREE], e, worth)
            if not mine:
                return None
        out.update(mine)
    if any(not _may_go(grid, o, e) for o in out):
        return None
    freed = [o for o in out if grid.slot[o] == t and (venue < 0 or grid.instance.venue[o] == venue)]
    if not freed and (grid.room[t] <= 0 or (venue >= 0 and grid.rest[t][venue] <= 0)):
        rows = {row[t] for row in grid.at if row[t] != FREE}
        victims = _worst(grid, [o for o in rows if venue < 0 or grid.instance.venue[o] == venue], e, worth)
        if not victims:
            return None
        out.update(victims)
    return sorted(out)


def _worst(grid: Grid, rows: list[int], e: int, worth: Floats) -> list[int]:
    """The meeting worth least of those that may go, or none."""
    found = sorted((float(worth[o]), o) for o in rows if _may_go(grid, o, e))
    return [found[0][1]] if found else []


def _may_go(grid: Grid, o: int, e: int) -> bool:
    instance = grid.instance
    coming = (grid.left[e], grid.right[e])
    ends = (grid.left[o], grid.right[o])
    return not instance.must[o] and all(p in coming or grid.load[p] > instance.least[p] for p in ends)
