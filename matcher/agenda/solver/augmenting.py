"""Ways to one more meeting for a party with time to spare: it takes a partner from another, which looks for a new one.

Augmenting paths (Berge, *PNAS* 43, 1957) that know the slots and never move a meeting to another time. Prices guide
them: what a way is worth is the price of the party's time less what each of its new pairs gives away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matcher.agenda.solver.grid import FREE, Grid, slots_of
from matcher.agenda.solver.instance import Bools, Floats

DEEPEST = 4
"""Partners that one way takes from others, at most."""
WIDEST = 10
"""Exchanges that are tried at each step, the cheapest first."""
MOST_STEPS = 15
"""Steps after which the search for one way ends."""


class AugmentingPaths:
    """A grid with the prices of its parties; every way that is taken makes it worth more than `least` more."""

    def __init__(
        self,
        grid: Grid,
        price: Floats,
        loss: Floats,
        home: Mapping[int, int],
        fixed: Bools,
        *,
        keep: float,
        least: float,
        stop: Callable[[], bool],
    ) -> None:
        """Start from a grid.

        Args:
            grid: is changed.
            price: (n_parties,) of a meeting of each party.
            loss: (n_pairs,) the prices of its parties and of a table less the score of each pair.
            home: the slot rows of pairs that are to stay; taking one of these away costs `keep`.
            fixed: (n_pairs,) pairs that are not given up.
            keep: ≥ 0, in scores.
            least: what a way has to be worth, in scores.
            stop: whether the time is over.
        """
        self._grid, self._home, self._keep, self._least = grid, home, keep, least
        self._stop = stop
        self._price: list[float] = price.tolist()
        self._loss: list[float] = loss.tolist()
        self._fixed: list[bool] = fixed.tolist()
        self._steps = 0
        self._tried: dict[int, tuple[float, int]] = {}
        self._was: dict[int, int] = {}

    def fill(self) -> None:
        """Use the time that parties have to spare, the dearest first, while a way is found."""
        grid = self._grid
        for p in sorted(range(len(self._price)), key=lambda p: (-self._price[p], p)):
            if self._price[p] <= self._least:
                break
            while grid.load[p] < grid.cap[p] and not self._stop():
                if not self._find(p, self._price[p] - self._least):
                    break

    def exchange(self) -> None:
        """Give up each new meeting that gives much away, the worst first, where its parties find better ones."""
        grid = self._grid
        rows = [e for e in grid.placed() if self._loss[e] > self._least and not self._fixed[e] and e not in self._home]
        for e in sorted(rows, key=lambda e: (-self._loss[e], e)):
            if grid.slot[e] == FREE or self._stop():
                continue
            self._was = {}
            self._take(e)
            for p in sorted((grid.left[e], grid.right[e]), key=lambda p: (-self._price[p], p)):
                is_short = grid.load[p] < grid.instance.least[p]
                if (is_short or self._price[p] > self._least) and not self._find(p, self._loss[e] - self._least):
                    break
            else:
                if self._gain() >= self._least:
                    continue
            self._undo()

    def _find(self, p: int, budget: float) -> bool:
        self._steps = 0
        self._tried = {}
        return self._step(p, budget, DEEPEST)

    def _step(self, p: int, budget: float, depth: int) -> bool:
        """Give party `p` one more meeting at a loss below `budget` over the whole way; False and no change if none."""
        grid, loss = self._grid, self._loss
        tried, deepest = self._tried.get(p, (0.0, -1))
        if tried >= budget and deepest >= depth:
            return False
        self._tried[p] = budget, depth
        self._steps += 1
        rows = sorted((loss[e], e) for e in grid.instance.partners[p] if grid.slot[e] == FREE and loss[e] < budget)
        for _, e in rows:
            other = grid.left[e] + grid.right[e] - p
            slots = grid.open_slots(e) if grid.load[other] < grid.cap[other] else []
            if slots:
                home = self._home.get(e, FREE)
                self._put(e, home if home in slots else slots[0])
                return True
        if not depth or self._steps > MOST_STEPS:
            return False
        for cost, e, victim, t in sorted(self._exchanges(p, budget, [e for _, e in rows]))[:WIDEST]:
            self._take(victim)
            slots = [t] if grid.fits(e, t) else grid.open_slots(e)
            if slots:
                self._put(e, slots[0])
                ends = grid.left[victim] + grid.right[victim]
                left_alone = ends - (grid.left[e] + grid.right[e] - p)
                if self._step(left_alone, budget - cost, depth - 1):
                    return True
                self._take(e)
            self._put(victim, t)
        return False

    def _exchanges(self, p: int, budget: float, rows: list[int]) -> list[tuple[float, int, int, int]]:
        """What an exchange costs, the pair of `p` that comes, the meeting of its partner that goes, and its slot."""
        grid = self._grid
        free = grid.instance.there[p] & ~grid.met[p]
        found = []
        for e in rows:
            other = grid.left[e] + grid.right[e] - p
            suits = free & grid.instance.mask[e]
            has_time = grid.load[other] >= grid.cap[other] and bool(suits & ~grid.met[other])
            for t in slots_of(grid.met[other] if has_time else grid.met[other] & suits):
                victim = grid.at[other][t]
                cost = self._loss[e] - self._loss[victim] + (self._keep if self._home.get(victim) == t else 0.0)
                if cost < budget and not self._fixed[victim]:
                    found.append((cost, e, victim, t))
        return found

    def _put(self, e: int, t: int) -> None:
        self._was.setdefault(e, FREE)
        self._grid.put(e, t)

    def _take(self, e: int) -> None:
        self._was.setdefault(e, self._grid.slot[e])
        self._grid.take(e)

    def _undo(self) -> None:
        """Go back to the slots in `_was`."""
        changed = [(e, t) for e, t in self._was.items() if self._grid.slot[e] != t]
        for e, _ in changed:
            if self._grid.slot[e] != FREE:
                self._grid.take(e)
        for e, t in changed:
            if t != FREE:
                self._grid.put(e, t)

    def _gain(self) -> float:
        """What the grid is worth more than with the slots in `_was`."""
        grid = self._grid
        gain = 0.0
        for e, was in self._was.items():
            home, is_now = self._home.get(e), grid.slot[e]
            gain += grid.score[e] * ((is_now != FREE) - (was != FREE))
            gain += self._keep * ((is_now == home) - (was == home))
        return gain
