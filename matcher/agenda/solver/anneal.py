"""Fewer idle slots: annealing over Kempe chains and exchanged pairs, musts and minimums kept.

A chain changes when two parties are busy, those at its ends: what it gains is known before anything moves.
Kirkpatrick, Gelatt and Vecchi, *Science* 220, 1983. The work is counted in steps, so that it ends the same everywhere.
"""

from __future__ import annotations

import math
import random

from matcher.agenda.solver.chains import Chain, follow
from matcher.agenda.solver.grid import FREE, Grid, slots_of
from matcher.agenda.solver.instance import Floats
from matcher.agenda.solver.watch import Watch

STEPS_PER_MEETING = 2500
MOST_STEPS = 3_000_000
WARMTH = 0.6
"""The first temperature, in idle penalties, or in hundredths of the largest score where that is more."""
COOLER = 0.3
"""The temperature of exchanged pairs, in that of chains: what they lose is not won back by moving."""
OUTSIDE, AGAIN = 0.1, 0.3
"""How often a pair that does not meet is tried, and how often one of those that have met before."""
HOLE, SAME_DAY = 0.5, 0.7
"""How often a meeting is to fill an idle slot of its party, and otherwise stays on its day."""
HOPED = 2
"""Idle slots that the other end of a chain may be expected to save."""
SECONDS = 4
"""Parties at which a second chain is looked for, which brings back what a first one takes from a full slot."""


class Annealer:
    """A grid that is changed step by step, and what undoes all since the best state."""

    def __init__(self, grid: Grid, worth: Floats, rng: random.Random) -> None:
        """`worth` (n_pairs,) is what a pair counts for when it goes or comes."""
        self._grid, self._rng = grid, rng
        self._worth: list[float] = worth.tolist()
        self._least: list[int] = grid.instance.least.tolist()
        self._must: list[bool] = grid.instance.must.tolist()
        self._penalty = grid.instance.problem.objective.idle_penalty
        self._slots = tuple(range(len(grid.instance.slots)))
        self._parties = [p for p, load in enumerate(grid.load) if load > 0]
        self._given_up: list[int] = []
        self._since: dict[int, int] = {}
        self._now = self._best = 0.0

    def run(self, n_steps: int, hottest: float, watch: Watch) -> None:
        """Take `n_steps` steps, cooling down to nothing, and go back to the best state."""
        grid, rng = self._grid, self._rng
        outside = [e for e in range(grid.instance.n_pairs) if grid.slot[e] == FREE]
        outside.sort(key=lambda e: (-self._worth[e], e))
        outside = outside[: 4 * len(grid.placed())]
        for step in range(n_steps):
            if not step & 255 and watch.is_over():
                break
            heat = hottest * (1.0 - step / n_steps) ** 2 + 1e-12
            least = heat * math.log(1.0 - rng.random())
            if outside and rng.random() < OUTSIDE:
                self._attempt(self._exchange(self._wanted(outside)), COOLER * least)
            else:
                self._swap(self._any_party(), least)
        self._go_back()

    def _any_party(self) -> int:
        return self._parties[int(len(self._parties) * self._rng.random())]

    def _swap(self, p: int, least: float) -> None:
        """Exchange two slots along the chain of a meeting of the party, if that gains `least` or more."""
        grid = self._grid
        two = self._two_slots(p)
        found = two and self._chain(p, *two, least)
        if not two or not found:
            return
        (one, other), (chain, n_more, n_idle) = two, found
        if n_more and grid.room[other if n_more > 0 else one] <= 0:
            full, open_slot = (other, one) if n_more > 0 else (one, other)
            second = self._second(full, open_slot, chain, least + self._penalty * n_idle)
            if second is None:
                return
            chain, n_idle = chain + second[0], n_idle + second[1]
        self._make(chain, -self._penalty * n_idle, least)

    def _two_slots(self, p: int) -> tuple[int, int] | None:
        """A slot in which the party meets, and another in which it is there."""
        grid, rng = self._grid, self._rng
        mine = slots_of(grid.met[p])
        if not mine:
            return None
        one = mine[int(len(mine) * rng.random())]
        holes = grid.holes(p) if rng.random() < HOLE else 0
        if holes:
            among = slots_of(holes)
        elif rng.random() < SAME_DAY:
            among = grid.instance.days[grid.instance.day[one]]
        else:
            among = self._slots
        other = among[int(len(among) * rng.random())]
        return (one, other) if other != one and grid.instance.there[p] >> other & 1 else None

    def _chain(self, p: int, one: int, other: int, least: float) -> tuple[Chain, int, int] | None:
        """The chain that exchanges two slots from a party on, where it may gain `least`.

        With it come how many more meetings slot `other` then has, and how many more idle slots there are.
        """
        grid = self._grid
        bits = 1 << one | 1 << other
        is_end = not grid.met[p] >> other & 1
        n_idle = grid.idle_after(p, bits) if is_end else 0
        if self._penalty * (HOPED - n_idle) < least:
            return None
        found = follow(grid, p, one, other)
        if found is None:
            return None
        chain, end = found
        if end == p:
            return chain, 0, 0
        n_more = len(chain) & 1
        n_idle += grid.idle_after(end, bits)
        if not is_end:
            back = follow(grid, p, other, one)
            if back is None:
                return None
            chain = chain + back[0]
            n_more -= len(back[0]) & 1
            n_idle += grid.idle_after(back[1], bits)
        return chain, n_more, n_idle

    def _second(self, full: int, to: int, first: Chain, least: float) -> tuple[Chain, int] | None:
        """Another chain, from a random party on, that takes one meeting more from a full slot than it brings."""
        grid = self._grid
        for _ in range(SECONDS):
            q = self._any_party()
            if not grid.met[q] >> full & 1 or grid.met[q] >> to & 1 or (grid.at[q][full], to) in first:
                continue
            found = self._chain(q, full, to, least)
            if found is not None and found[1] == 1 and -self._penalty * found[2] >= least:
                return found[0], found[2]
        return None

    def _attempt(self, changes: Chain, least: float) -> None:
        """Make the changes of an exchange if they gain `least`; that is known beforehand."""
        if not changes:
            return
        grid = self._grid
        slot, left, right = grid.slot, grid.left, grid.right
        turned: dict[int, int] = {}
        gain = 0.0
        for e, t in changes:
            bits = 1 << (slot[e] if t == FREE else t)
            for p in (left[e], right[e]):
                turned[p] = turned.get(p, 0) ^ bits
            gain += -self._worth[e] if t == FREE else self._worth[e]
        gain -= self._penalty * sum(grid.idle_after(p, bits) for p, bits in turned.items() if bits)
        self._make(changes, gain, least)

    def _make(self, changes: Chain, gain: float, least: float) -> None:
        """Make the changes, FREE meaning that a meeting goes, if they gain `least` and break no rule."""
        if gain >= least:
            before = [(e, self._grid.slot[e]) for e, _ in changes]
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
        self._given_up += [e for e, was in before if was != FREE and self._grid.slot[e] == FREE]
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

    def _wanted(self, outside: list[int]) -> int:
        """A pair to try: one that has been given up, or one of the worthiest that did not meet at first."""
        rng, given_up = self._rng, self._given_up
        if not given_up or rng.random() >= AGAIN:
            return outside[int(len(outside) * rng.random() ** 2)]
        row = int(len(given_up) * rng.random())
        e = given_up[row]
        if self._grid.slot[e] != FREE:
            given_up[row] = given_up[-1]
            given_up.pop()
        return e

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
