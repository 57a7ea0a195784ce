"""The program of ways: at which venue and when each party is busy, along one path a day.

A party that meets at several venues takes a path through a network of venues and slots in which changing the venue
takes the slots of the way. The program asks for as many busy slots at each venue as meetings there, and for balance of
the two sides at each venue in each slot, within its tables; not for who of those who are busy meets whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, linprog, milp

from matcher.agenda.solver.grid import slots_of
from matcher.agenda.solver.instance import Bools, Floats, Instance, Ints
from matcher.agenda.solver.linear import Rows, rounded_down
from matcher.agenda.solver.places import ANYWHERE

MOST_NODES = 20
CLOSE_ENOUGH, ROUGHLY = 1e-4, 5e-4
"""The relative gap at which the search ends; where most places are given, so that it proves nothing, the rougher."""
WORTHWHILE = 1e-9
WHOLE = 1e-6
"""How far from whole numbers a place may be to count as one."""

Term = tuple[int, float]
PartyDay = tuple[int, int]
"""The rows of a party and of a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A bound on every agenda, and the rows of the pairs left out that are worth more than their parties' prices.

    `x` is the solution, in which a party may be here and there by halves.
    """

    x: Floats
    bound: float
    worthwhile: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A solution with its value, and what is proven for the pairs that the program knows."""

    x: Floats
    value: float
    bound: float


class WaysProgram:
    """Columns: the pairs, where and when each party is busy, where each traveller is, and when it leaves for where."""

    def __init__(self, instance: Instance, pairs: Ints) -> None:
        """`pairs` are the rows of the pairs that it knows."""
        self._instance, self._pairs = instance, pairs
        self._size = len(pairs)
        self._equal, self._most = Rows(), Rows()
        self._is: dict[tuple[int, int, int], int] = {}
        self._places: defaultdict[PartyDay, list[int]] = defaultdict(list)
        self._price_rows: dict[tuple[int, int], int] = {}
        self._least_rows: dict[int, int] = {}
        self._most_rows: dict[int, int] = {}
        self._venues = [sorted({instance.venue[e] for e in partners}) for partners in instance.partners]
        for p, venues in enumerate(self._venues):
            if len(venues) > 1:
                for d in range(len(instance.days)):
                    self._add_paths(p, d)
        self._add_busy()

    def _column(self) -> int:
        self._size += 1
        return self._size - 1

    def _add_paths(self, p: int, d: int) -> None:
        """One path of a day: a party stays where it is, or leaves after a slot and arrives when the way is done."""
        venues, way, day = self._venues[p], self._instance.way, self._instance.days[d]
        for t in day:
            for v in venues:
                self._is[p, t, v] = self._column()
                self._places[p, d].append(self._is[p, t, v])
        moves: defaultdict[tuple[int, int], list[Term]] = defaultdict(list)
        for t in day:
            for v in venues:
                for w in venues:
                    arrival = t + way[v][w] + 1
                    if w != v and arrival <= day[-1]:
                        column = self._column()
                        moves[t + 1, v].append((column, 1.0))
                        moves[arrival, w].append((column, -1.0))
        self._equal.add([(self._is[p, day[0], v], 1.0) for v in venues], 1, 1)
        for t in day[1:]:
            for v in venues:
                self._equal.add([(self._is[p, t, v], 1.0), (self._is[p, t - 1, v], -1.0), *moves[t, v]], 0, 0)

    def _add_busy(self) -> None:
        """Busy slots of each party as its meetings, and in balance between the sides."""
        instance = self._instance
        meetings: defaultdict[tuple[int, int], list[Term]] = defaultdict(list)
        for column, e in enumerate(self._pairs.tolist()):
            for p in (int(instance.left[e]), int(instance.right[e])):
                meetings[p, instance.venue[e]].append((column, 1.0))
        lefts = set(instance.left.tolist())
        present: defaultdict[tuple[int, int], list[Term]] = defaultdict(list)
        for p, venues in enumerate(self._venues):
            busy = {(t, v): self._column() for v in venues for t in slots_of(instance.there[p])}
            for (t, v), column in busy.items():
                present[t, v].append((column, 1.0 if p in lefts else -1.0))
                if (p, t, v) in self._is:
                    self._most.add([(column, 1.0), (self._is[p, t, v], -1.0)], -np.inf, 0)
            for v in venues:
                mine = [(column, -1.0) for (_, w), column in busy.items() if w == v]
                self._price_rows[p, v] = self._equal.add(meetings[p, v] + mine, 0, 0)
            self._add_limits(p, [one for v in venues for one in meetings[p, v]], busy)
        for (_, v), terms in present.items():
            self._equal.add(terms, 0, 0)
            self._most.add([one for one in terms if one[1] > 0], -np.inf, instance.tables[v])

    def _add_limits(self, p: int, meetings: list[Term], busy: dict[tuple[int, int], int]) -> None:
        instance = self._instance
        least = min(int(instance.least[p]), int(instance.cap[p]))
        self._most_rows[p] = self._most.add(meetings, -np.inf, int(instance.cap[p]))
        self._least_rows[p] = self._most.add([(column, -1.0) for column, _ in meetings], -np.inf, -least)
        for day in instance.days:
            if instance.per_day[p] < len(day):
                mine = [(column, 1.0) for (t, _), column in busy.items() if t in day]
                self._most.add(mine, -np.inf, instance.per_day[p])

    def ask_for_common_slots(self, columns: Iterable[int]) -> None:
        """Pairs, by column, are only chosen where their travellers are at the venue in some common slot."""
        instance = self._instance
        for column in columns:
            e = int(self._pairs[column])
            for p in self.travellers(column):
                places = [(self._is[p, t, instance.venue[e]], -1.0) for t in slots_of(instance.mask[e])]
                self._most.add([(column, 1.0), *places], -np.inf, 0)

    def travellers(self, column: int) -> list[int]:
        """The rows of those parties of a pair, given by its column, that meet at several venues."""
        e = self._pairs[column]
        two = (int(self._instance.left[e]), int(self._instance.right[e]))
        return [p for p in two if len(self._venues[p]) > 1]

    def torn_days(self, x: Floats) -> set[PartyDay]:
        """The days on which a party is nowhere wholly, but here and there by halves."""
        return {
            day for day, columns in self._places.items() if (np.abs(x[columns] - np.rint(x[columns])) > WHOLE).any()
        }

    def price(self, time_limit: float) -> Priced | None:
        """What the program without whole numbers proves; None where it has no solution, or none is found in the time.

        It gives prices to the meetings of each party. A pair that the program does not know adds at most what it is
        worth above the prices of its parties (Lagrangian duality; each pair is held at most once).
        """
        instance = self._instance
        found = linprog(
            self._costs(),
            A_eq=self._equal.matrix(self._size),
            b_eq=self._equal.high,
            A_ub=self._most.matrix(self._size),
            b_ub=self._most.high,
            bounds=np.column_stack([self._low(), np.ones(self._size)]),
            method="highs",
            options={"time_limit": max(time_limit, 0.1)},
        )
        if found.status != 0:
            return None
        price = np.zeros((len(instance.parties), len(instance.tables)))
        for (p, v), row in self._price_rows.items():
            price[p, v] = found.eqlin.marginals[row]
        for p, row in self._most_rows.items():
            price[p] += found.ineqlin.marginals[row] - found.ineqlin.marginals[self._least_rows[p]]
        venue = np.array(instance.venue)
        gain = instance.score + price[instance.left, venue] + price[instance.right, venue]
        gain[self._pairs] = 0.0
        bound = -float(found.fun) + float(np.maximum(gain, 0.0).sum())
        return Priced(x=found.x, bound=rounded_down(instance, bound), worthwhile=np.flatnonzero(gain > WORTHWHILE))

    def solve(
        self,
        time_limit: float,
        *,
        closed: Bools | None = None,
        places: Floats | None = None,
        open_days: Collection[PartyDay] = (),
    ) -> Solved | None:
        """The best choice found that meets all musts and minimums; None where none is.

        Args:
            time_limit: seconds.
            closed: pairs, by column, that may not be chosen.
            places: a solution by which parties are bound to their places, but on `open_days`; None binds nobody.
            open_days: days on which a party may take any path.
        """
        size, n = self._size, len(self._pairs)
        low, high, whole = self._low(), np.ones(size), np.zeros(size)
        if closed is not None:
            high[:n] = ~closed
        for day, columns in self._places.items():
            if places is None or day in open_days:
                whole[columns] = 1
            else:
                low[columns] = high[columns] = np.rint(places[columns])
        if (low > high).any():
            return None
        found = milp(
            self._costs(),
            integrality=whole,
            bounds=Bounds(low, high),
            constraints=[self._equal.constraint(size), self._most.constraint(size)],
            options={
                "node_limit": MOST_NODES,
                "time_limit": max(time_limit, 0.1),
                "mip_rel_gap": CLOSE_ENOUGH if places is None else ROUGHLY,
            },
        )
        if found.x is None:
            return None
        dual = found.fun if found.mip_dual_bound is None else found.mip_dual_bound
        return Solved(x=found.x, value=-float(found.fun), bound=rounded_down(self._instance, -float(dual)))

    def where(self, x: Floats) -> dict[int, tuple[int, ...]]:
        """For each party that has several venues, its venue row in each slot, ANYWHERE on the way."""
        n_slots = len(self._instance.slots)
        travellers = [p for p, venues in enumerate(self._venues) if len(venues) > 1]
        return {p: tuple(self._venue_at(p, t, x) for t in range(n_slots)) for p in travellers}

    def _venue_at(self, p: int, t: int, x: Floats) -> int:
        return next((v for v in self._venues[p] if x[self._is[p, t, v]] > 0.5), ANYWHERE)

    def _costs(self) -> Floats:
        costs = np.zeros(self._size)
        costs[: len(self._pairs)] = -self._instance.score[self._pairs]
        return costs

    def _low(self) -> Floats:
        low = np.zeros(self._size)
        low[: len(self._pairs)] = self._instance.must[self._pairs]
        return low
