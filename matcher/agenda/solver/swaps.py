"""Better pairs in a full timetable: slots made anew, and pairs swapped in for worse ones along chains."""

from __future__ import annotations

import math
import random

import numpy as np

from matcher.agenda.solver.chains import Chain, apply_chain, insertions, move_all
from matcher.agenda.solver.grid import FREE, Grid
from matcher.agenda.solver.instance import Floats
from matcher.agenda.solver.reslot import improve_slots
from matcher.agenda.solver.timetable import fill, spare_rows
from matcher.agenda.solver.watch import Watch

ROUNDS = 6
"""Most passes over all slots."""
ENOUGH = 1e-9
"""The share of the bound at which nothing is left to gain."""
SPARE_PAIRS = 20_000
STEPS_PER_MEETING = 250
"""Swaps that are tried for each meeting."""
MOST_STEPS = 200_000


def improve(grid: Grid, worth: Floats, bound: float, rng: random.Random, watch: Watch) -> None:
    """Raise the score towards `bound`: passes over the slots while they gain, then swaps; nothing ever gets worse."""
    for _ in range(ROUNDS):
        if grid.total() >= bound - ENOUGH * abs(bound) or watch.is_over():
            return
        gain = improve_slots(grid, worth, rng, watch.is_over)
        gain += fill(grid, rng, spare_rows(grid, worth, SPARE_PAIRS), watch.is_over)
        if gain <= bound * 1e-6:
            break
    swap_in(grid, bound, rng, watch)


def swap_in(grid: Grid, bound: float, rng: random.Random, watch: Watch) -> None:
    """Annealing over single swaps: a pair comes in, one worse meeting of each full party goes out."""
    n_steps = min(MOST_STEPS, STEPS_PER_MEETING * len(grid.placed()))
    hottest = 0.02 * float(grid.instance.score.max(initial=0.0))
    best, best_slots = grid.total(), grid.copy_slots()
    pool = _pool(grid)
    if not pool:
        return
    now = best
    for step in range(n_steps):
        if not step % 64 and watch.is_over():
            break
        heat = hottest * (1.0 - step / n_steps) ** 2 + 1e-12
        e = pool[int(len(pool) * rng.random() ** 2)]
        if grid.slot[e] != FREE:
            continue
        now += _try_swap(grid, e, heat, rng)
        if now > best + 1e-9:
            best, best_slots = now, grid.copy_slots()
            if best >= bound - ENOUGH * abs(bound):
                break
    grid.restore(best_slots)


def _pool(grid: Grid) -> list[int]:
    """Pairs worth trying, best first: their score less the worst meetings that they would replace."""
    instance = grid.instance
    lowest = np.zeros(len(instance.parties))
    for p, row in enumerate(grid.at):
        if grid.load[p] >= instance.cap[p]:
            lowest[p] = min((grid.score[e] for e in row if e != FREE), default=0.0)
    gain = instance.score - np.maximum(lowest[instance.left], lowest[instance.right])
    rows = np.flatnonzero(gain > -0.05 * instance.score.max(initial=0.0))
    found: list[int] = rows[np.argsort(-gain[rows], kind="stable")].tolist()
    return found


def _try_swap(grid: Grid, e: int, heat: float, rng: random.Random) -> float:
    """Swap pair `e` in where that is accepted; the change in score."""
    out = []
    for p in (grid.left[e], grid.right[e]):
        if not any(grid.at[p][t] == FREE and grid.instance.mask[e] >> t & 1 for t in range(len(grid.room))) or (
            grid.load[p] >= grid.cap[p]
        ):
            victim = _victim(grid, p, e, rng)
            if victim is None:
                return 0.0
            out.append(victim)
    out = sorted(set(out))
    change = grid.score[e] - sum(grid.score[o] for o in out)
    if change < 0 and rng.random() >= math.exp(max(change / heat, -50.0)):
        return 0.0
    before = [(o, grid.take(o)) for o in out]
    way = _put_somehow(grid, e, rng)
    if way is None:
        for o, t in before:
            grid.put(o, t)
        return 0.0
    for o in out:
        change += _put_back(grid, o)
    return change


def _victim(grid: Grid, p: int, e: int, rng: random.Random) -> int | None:
    """A meeting of the party that may go: no must, no minimum of the other side broken; a bad one more often."""
    instance = grid.instance
    found = []
    for o in grid.at[p]:
        if o == FREE or instance.must[o]:
            continue
        other = grid.right[o] if grid.left[o] == p else grid.left[o]
        if grid.load[other] > instance.least[other] or other in (grid.left[e], grid.right[e]):
            found.append((grid.score[o], o))
    if not found:
        return None
    found.sort()
    return found[int(len(found) * rng.random() ** 3)][1]


def _put_somehow(grid: Grid, e: int, rng: random.Random) -> Chain | None:
    free = grid.open_slots(e)
    if free:
        grid.put(e, rng.choice(free))
        return []
    for chain, t in insertions(grid, e, rng, 4):
        before = apply_chain(grid, chain)
        if before is None:
            continue
        if grid.fits(e, t):
            grid.put(e, t)
            return before
        move_all(grid, before)
    return None


def _put_back(grid: Grid, e: int) -> float:
    if any(grid.load[p] >= grid.cap[p] for p in (grid.left[e], grid.right[e])):
        return 0.0
    for t in grid.open_slots(e):
        grid.put(e, t)
        return grid.score[e]
    return 0.0
