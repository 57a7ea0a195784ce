"""Fewer idle slots: annealing over single moves, Kempe chains and exchanged pairs, musts and minimums kept.

Kirkpatrick, Gelatt and Vecchi, *Science* 220, 1983. The work is counted in steps, so that it ends the same everywhere.
"""

from __future__ import annotations

import math
import random

from matcher.agenda.solver.chains import Chain, component
from matcher.agenda.solver.grid import FREE, Grid, slots_of
from matcher.agenda.solver.instance import Floats
from matcher.agenda.solver.watch import Watch

STEPS_PER_MEETING = 2500
MOST_STEPS = 3_000_000
WARMTH = 0.6
"""The first temperature, in idle penalties, or in hundredths of the largest score where that is more."""
COOLER = 0.3
"""The temperature of exchanged pairs, in that of moves: what they lose is not won back by moving."""
OUTSIDE, MOVE = 0.1, 0.4
"""How often a pair that is left out is tried, and a single meeting moved; otherwise a chain is."""


class Annealer:
    """A grid that is changed step by step, and what undoes all since the best state."""

    def __init__(self, grid: Grid, worth: Floats, rng: random.Random) -> None:
        """`worth` (n_pairs,) is what a pair counts for when it goes or comes."""
        self._grid, self._rng = grid, rng
        self._worth: list[float] = worth.tolist()
        self._least: list[int] = grid.instance.least.tolist()
        self._must: list[bool] = grid.instance.must.tolist()
        self._penalty = grid.instance.problem.objective.idle_penalty
        self._since: dict[int, int] = {}
        self._now = self._best = 0.0

    def run(self, n_steps: int, hottest: float, watch: Watch) -> None:
        """Take `n_steps` steps, cooling down to nothing, and go back to the best state."""
        grid, rng = self._grid, self._rng
        parties = [p for p in range(len(grid.at)) if grid.load[p] > 0]
        outside = [e for e in range(grid.instance.n_pairs) if grid.slot[e] == FREE]
        outside.sort(key=lambda e: (-self._worth[e], e))
        outside = outside[: 4 * len(grid.placed())]
        for step in range(n_steps):
            if not step & 255 and watch.is_over():
                break
            heat = hottest * (1.0 - step / n_steps) ** 2 + 1e-12
            draw = rng.random()
            if outside and draw < OUTSIDE:
                changes = self._exchange(outside[int(len(outside) * rng.random() ** 2)])
            elif draw < MOVE:
                changes = self._move(parties[int(len(parties) * rng.random())])
            else:
                changes = self._chain(parties[int(len(parties) * rng.random())])
            if changes:
                self._attempt(changes, heat * (COOLER if draw < OUTSIDE else 1.0))
        self._go_back()

    def _attempt(self, changes: Chain, heat: float) -> None:
        """Make the changes, FREE meaning that a meeting goes, if the loss is accepted and no rule is broken.

        What they would gain is known beforehand: most parties of a chain are busy in the same slots after it.
        """
        grid = self._grid
        slot, left, right, worth = grid.slot, grid.left, grid.right, self._worth
        turned: dict[int, int] = {}
        gain = 0.0
        for e, t in changes:
            was = slot[e]
            bits = (1 << t if t != FREE else 0) ^ (1 << was if was != FREE else 0)
            a, b = left[e], right[e]
            turned[a] = turned.get(a, 0) ^ bits
            turned[b] = turned.get(b, 0) ^ bits
            if t == FREE:
                gain -= worth[e]
            elif was == FREE:
                gain += worth[e]
        gain -= self._penalty * sum(grid.idle_after(p, bits) for p, bits in turned.items() if bits)
        if gain < 0 and self._rng.random() >= math.exp(max(gain / heat, -50.0)):
            return
        before = [(e, slot[e]) for e, _ in changes]
        if self._replace(before, changes):
            self._accept(before, gain)

    def _replace(self, old: Chain, new: Chain) -> bool:
        """Put the pairs in their new slots; False, with the grid as it was, where one does not fit."""
        grid = self._grid
        for e, t in old:
            if t != FREE:
                grid.take(e)
        for n, (e, t) in enumerate(new):
            if t == FREE:
                continue
            if not grid.fits(e, t):
                for other, slot in new[:n]:
                    if slot != FREE:
                        grid.take(other)
                for other, slot in old:
                    if slot != FREE:
                        grid.put(other, slot)
                return False
            grid.put(e, t)
        return True

    def _accept(self, before: Chain, gain: float) -> None:
        self._now += gain
        if self._now > self._best + 1e-9:
            self._best = self._now
            self._since.clear()
            return
        for e, was in before:
            self._since.setdefault(e, was)

    def _go_back(self) -> None:
        grid = self._grid
        changed = [(e, t) for e, t in self._since.items() if grid.slot[e] != t]
        for e, _ in changed:
            if grid.slot[e] != FREE:
                grid.take(e)
        for e, t in changed:
            if t != FREE:
                grid.put(e, t)

    def _move(self, p: int) -> Chain:
        """One meeting of the party to another slot that is free for both."""
        grid = self._grid
        mine = slots_of(grid.met[p])
        if not mine:
            return []
        e = grid.at[p][mine[int(len(mine) * self._rng.random())]]
        free = slots_of(grid.instance.mask[e] & ~grid.met[grid.left[e]] & ~grid.met[grid.right[e]])
        return [(e, free[int(len(free) * self._rng.random())])] if free else []

    def _chain(self, p: int) -> Chain:
        """The meetings of two slots, most often of one day, exchanged along a chain."""
        grid, rng = self._grid, self._rng
        mine = slots_of(grid.met[p])
        if not mine:
            return []
        one = mine[int(len(mine) * rng.random())]
        day = grid.instance.days[grid.instance.day[one]]
        among = day if rng.random() < 0.7 else range(len(grid.room))
        other = among[int(len(among) * rng.random())]
        return (component(grid, p, one, other) or []) if other != one else []

    def _exchange(self, e: int) -> Chain:
        """A pair that is left out comes in; one worse meeting of each party without room goes."""
        grid = self._grid
        if grid.slot[e] != FREE:
            return []
        changes: Chain = []
        freed = [grid.met[grid.left[e]], grid.met[grid.right[e]]]
        for side, p in enumerate((grid.left[e], grid.right[e])):
            if grid.load[p] < grid.cap[p]:
                continue
            victim = self._victim(p)
            if victim is None:
                return []
            changes.append((victim, FREE))
            freed[side] &= ~(1 << grid.slot[victim])
        free = slots_of(grid.instance.mask[e] & ~freed[0] & ~freed[1])
        if not free:
            return []
        changes.append((e, free[int(len(free) * self._rng.random())]))
        return changes

    def _victim(self, p: int) -> int | None:
        """A meeting of the party that may go, one of the worst more often."""
        grid = self._grid
        found = []
        for t in slots_of(grid.met[p]):
            o = grid.at[p][t]
            other = grid.right[o] if grid.left[o] == p else grid.left[o]
            if not self._must[o] and grid.load[other] > self._least[other]:
                found.append((self._worth[o], o))
        found.sort()
        return found[int(len(found) * self._rng.random() ** 3)][1] if found else None


def anneal(grid: Grid, worth: Floats, rng: random.Random, watch: Watch) -> None:
    """Lower the price of idle slots less the scores that it costs; the grid ends no worse than it began."""
    n_placed = len(grid.placed())
    if n_placed:
        hottest = WARMTH * max(grid.instance.problem.objective.idle_penalty, 0.01 * float(grid.instance.score.max()))
        Annealer(grid, worth, rng).run(min(MOST_STEPS, STEPS_PER_MEETING * n_placed), hottest, watch)
