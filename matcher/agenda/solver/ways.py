"""The program of ways: at which venue and when each party is busy, along one path a day.

A party that meets at several venues takes a path through a network of venues and slots in which changing the venue
takes the slots of the way. The program asks for as many busy slots at each venue as meetings there, and for balance of
the two sides at each venue in each slot, within its tables; not for who of those who are busy meets whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, linprog, milp

from matcher.agenda.solver.grid import slots_of
from matcher.agenda.solver.instance import Bools, Floats, Instance, Ints
from matcher.agenda.solver.linear import Rows, rounded_down
from matcher.agenda.solver.places import ANYWHERE

MOST_NODES = 20
CLOSE_ENOUGH, ROUGHLY = 1e-4, 3e-3
"""The relative gap at which the search ends; with whole days, which are rougher than the gap that they leave."""
WORTHWHILE = 1e-9

Term = tuple[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A bound on every agenda, and the rows of the pairs left out that are worth more than their parties' prices."""

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

    def __init__(self, instance: Instance, pairs: Ints, *, whole_days: bool) -> None:
        """`pairs` are the rows of the pairs that it knows; `whole_days` keeps a party at one venue all day."""
        self._instance, self._pairs, self._whole_days = instance, pairs, whole_days
        self._size = len(pairs)
        self._equal, self._most = Rows(), Rows()
        self._is: dict[tuple[int, int, int], int] = {}
        self._places: list[int] = []
        self._price_rows: dict[tuple[int, int], int] = {}
        self._least_rows: dict[int, int] = {}
        self._most_rows: dict[int, int] = {}
        self._venues = [sorted({instance.venue[e] for e in partners}) for partners in instance.partners]
        for p, venues in enumerate(self._venues):
            if len(venues) > 1:
                for day in instance.days:
                    self._add_paths(p, day)
        self._add_busy()

    def _column(self) -> int:
        self._size += 1
        return self._size - 1

    def _place(self, p: int, slots: tuple[int, ...], v: int) -> int:
        """A column that says whether the party is at the venue in all of the slots."""
        column = self._column()
        self._places.append(column)
        self._is.update({(p, t, v): column for t in slots})
        return column

    def _add_paths(self, p: int, day: tuple[int, ...]) -> None:
        """One path of a day: a party stays where it is, or leaves after a slot and arrives when the way is done."""
        venues, way = self._venues[p], self._instance.way
        if self._whole_days:
            self._equal.add([(self._place(p, day, v), 1.0) for v in venues], 1, 1)
            return
        for t in day:
            for v in venues:
                self._place(p, (t,), v)
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
            for p in (int(instance.left[e]), int(instance.right[e])):
                if len(self._venues[p]) > 1:
                    places = sorted({self._is[p, t, instance.venue[e]] for t in slots_of(instance.mask[e])})
                    self._most.add([(column, 1.0), *((place, -1.0) for place in places)], -np.inf, 0)

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
        return Priced(bound=rounded_down(instance, bound), worthwhile=np.flatnonzero(gain > WORTHWHILE))

    def solve(self, time_limit: float, closed: Bools | None = None, places: Floats | None = None) -> Solved | None:
        """The best choice found that meets all musts and minimums; None where none is.

        Only the places are whole numbers: with these fixed, the rest is nearly a flow.

        Args:
            time_limit: seconds after which the best so far is taken.
            closed: (n_pairs_known,) pairs that are not to be chosen.
            places: a solution whose places are kept.
        """
        size, n = self._size, len(self._pairs)
        low, high, whole = self._low(), np.ones(size), np.zeros(size)
        if closed is not None:
            high[:n] = ~closed
        if places is None:
            whole[self._places] = 1
        else:
            low[self._places] = high[self._places] = np.rint(places[self._places])
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
                "mip_rel_gap": ROUGHLY if self._whole_days else CLOSE_ENOUGH,
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
