"""One slot made anew, all others fixed: the matching of largest worth among the pairs that could meet in it."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from matcher.agenda.solver.flow import match_slot
from matcher.agenda.solver.grid import FREE, Grid
from matcher.agenda.solver.instance import Bools, Floats


def improve_slots(grid: Grid, worth: Floats, rng: random.Random, stop: Callable[[], bool]) -> float:
    """Make every slot anew once, in random order; how much was gained. No must or minimum is given up for scores."""
    need = float(worth.max())
    slots = list(range(len(grid.instance.slots)))
    rng.shuffle(slots)
    gain = 0.0
    for t in slots:
        if stop():
            break
        gain += improve_slot(grid, t, worth, need)
    return gain


def improve_slot(grid: Grid, t: int, worth: Floats, need: float) -> float:
    """Replace the meetings of slot `t` by a matching of largest worth; how much was gained, 0 where none was found.

    Where idle slots cost something, a party's worth in the slot is less what it would wait for it, or more by what it
    would wait without it; a matching weighs that exactly, as all other slots are fixed.

    Args:
        grid: the timetable.
        t: slot row.
        worth: (n_pairs,) float64 > 0.
        need: added to the worth of a pair for each of its parties that would otherwise miss its minimum.
    """
    instance = grid.instance
    before = sorted({row[t] for row in grid.at if row[t] != FREE})
    for e in before:
        grid.take(e)
    load = np.array(grid.load)
    open_party = (load < instance.cap) & np.array([row[t] == FREE for row in grid.at])
    short = load < instance.least
    rows = np.flatnonzero(
        open_party[instance.left] & open_party[instance.right] & (np.array(grid.slot) == FREE) & _in_slot(grid, t)
    )
    if grid.ruled:
        rows = np.array([e for e in rows.tolist() if grid.fits(e, t)], dtype=np.int64)
    value = worth + need * (short[instance.left].astype(float) + short[instance.right])
    penalty = instance.problem.objective.idle_penalty
    if penalty > 0:
        waits = penalty * np.array([grid.idle_after(p, 1 << t) for p in range(len(grid.at))])
        value -= waits[instance.left] + waits[instance.right]
        rows = rows[value[rows] > 0]
    after = match_slot(instance, rows, value[rows], tuple(grid.rest[t]), grid.room[t]).tolist()
    put = []
    for e in after:
        if grid.fits(e, t):
            grid.put(e, t)
            put.append(e)
    gain = float(value[put].sum() - value[before].sum())
    if gain > 1e-9:
        return gain
    for e in put:
        grid.take(e)
    for e in before:
        grid.put(e, t)
    return 0.0


def _in_slot(grid: Grid, t: int) -> Bools:
    return np.array([bits >> t & 1 for bits in grid.instance.mask], dtype=bool)
