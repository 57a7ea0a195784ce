"""Who meets whom where a flow cannot say it or says too much: an integer program, solved by HiGHS.

Beside the pairs it decides in which slots each party is busy, so that in every slot as many are busy on one side as on
the other, no more than there are tables. What is left out is only that the two of a pair are busy in the same slot.
Companies may meet companies: the busy of a slot are then an even number. The search ends after a number of nodes, not
of seconds; the bound is proven wherever it ends.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_matrix, csr_matrix, eye, hstack

from matcher.agenda.solver.choice import Choice, Wishes
from matcher.agenda.solver.instance import Instance
from matcher.agenda.solver.sides import two_sides

Floats = npt.NDArray[np.float64]

MOST_NODES = 200

INFEASIBLE = 2
"""What `milp` says where the constraints contradict each other."""


def choose_by_program(instance: Instance, wishes: Wishes, *, seconds: float) -> Choice:
    """The best choice found; wishes come before scores, those of heavier parties first.

    `bound` is proven for choices that meet each wish as far as this one was made to. `seconds` cuts the search short.
    """
    program = _Program(instance)
    least = np.minimum(wishes.least, instance.most).astype(float)
    must = np.zeros(instance.n_pairs)
    must[sorted(wishes.musts)] = 1
    found = program.best(least, must, seconds)
    if found.x is None and found.status == INFEASIBLE:
        least, must = program.reachable(least, must, seconds)
        found = program.best(least, must, seconds)
    scores = np.array(instance.scores)
    chosen = np.flatnonzero(found.x[: instance.n_pairs] > 0.5) if found.x is not None else np.zeros(0, dtype=int)
    proven = np.inf if found.mip_dual_bound is None else -float(found.mip_dual_bound)
    bound = max(min(proven, _at_most(instance)), float(scores[chosen].sum()))
    return Choice(pairs=tuple(chosen.tolist()), bound=bound, source="lp")


class _Program:
    """Variables: each pair, each slot in which a party could be busy, and the meetings of each slot.

    Rows: the meetings of each party equal its busy slots; the busy of a slot, on each side, equal its meetings; no day
    has more busy slots than a party's limit.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._n_parties = n = len(instance.parties)
        left = two_sides(n, instance.firsts, instance.seconds)
        sides = [np.ones(n)] if left is None else [left.astype(float), 1.0 - left]
        busy = [(p, t) for p in range(n) for t in range(instance.n_slots) if instance.there[p] >> t & 1]
        self._n_busy = len(busy)
        self._of_parties = self._meetings_of_parties()
        rows, columns, values = [], [], []
        for number, (p, t) in enumerate(busy):
            at = instance.n_pairs + number
            for row, value in ((p, -1.0), *((n + k * instance.n_slots + t, side[p]) for k, side in enumerate(sides))):
                rows.append(row)
                columns.append(at)
                values.append(value)
        for t in range(instance.n_slots):
            for k in range(len(sides)):
                rows.append(n + k * instance.n_slots + t)
                columns.append(instance.n_pairs + self._n_busy + t)
                values.append(-1.0 if left is not None else -2.0)
        shape = (n + len(sides) * instance.n_slots, self.n_variables)
        self._balance = coo_matrix((values, (rows, columns)), shape=shape).tocsr() + self._padded(shape[0])
        self._days = self._day_limits(busy)

    @property
    def n_variables(self) -> int:
        """How many there are, without those of wishes that cannot all be met."""
        return self._instance.n_pairs + self._n_busy + self._instance.n_slots

    def best(self, least: Floats, must: Floats, seconds: float) -> OptimizeResult:
        """The most score where each party has at least `least` meetings and the pairs of `must` (ones) are chosen."""
        costs = np.zeros(self.n_variables)
        costs[: self._instance.n_pairs] = -np.array(self._instance.scores)
        return self._solve(costs, least, must, seconds)

    def reachable(self, least: Floats, must: Floats, seconds: float) -> tuple[Floats, Floats]:
        """As much of the minimums and musts as can be met together, by weight."""
        n, weights = self._instance.n_pairs, np.array(self._instance.weights)
        costs = np.concatenate([np.zeros(self.n_variables), weights / weights.max()])
        costs[:n] = -must
        found = self._solve(costs, least, np.zeros(n), seconds)
        if found.x is None:
            return np.zeros(self._n_parties), np.zeros(n)
        chosen = (found.x[:n] > 0.5).astype(float)
        return np.minimum(least, self._of_parties[:, :n] @ chosen), must * chosen

    def _solve(self, costs: Floats, least: Floats, must: Floats, seconds: float) -> OptimizeResult:
        """Where there are more costs than variables, the rest are of meetings that parties are short of `least`."""
        n_short = len(costs) - self.n_variables
        at_least = [self._of_parties, *([eye(n_short)] if n_short else [])]
        lower, upper = np.zeros(len(costs)), np.ones(len(costs))
        lower[: self._instance.n_pairs] = must
        upper[self.n_variables - self._instance.n_slots : self.n_variables] = self._instance.capacities[0]
        upper[self.n_variables :] = least[:n_short]
        most = np.array(self._instance.most, dtype=float)

        def wide(matrix: csr_matrix) -> csr_matrix:
            return csr_matrix((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], len(costs)))

        constraints = [
            LinearConstraint(hstack(at_least).tocsr(), least, np.inf),
            LinearConstraint(wide(self._of_parties), -np.inf, most),
            LinearConstraint(wide(self._balance), 0, 0),
        ]
        if self._days is not None:
            constraints.append(LinearConstraint(wide(self._days[0]), -np.inf, self._days[1]))
        return milp(
            costs,
            integrality=np.ones(len(costs)),
            bounds=Bounds(lower, upper),
            constraints=constraints,
            options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES, "time_limit": seconds},
        )

    def _meetings_of_parties(self) -> csr_matrix:
        """One where a party (row) is in a pair (column)."""
        n = self._instance.n_pairs
        rows = np.concatenate([np.array(self._instance.firsts, dtype=int), np.array(self._instance.seconds, dtype=int)])
        columns = np.concatenate([np.arange(n), np.arange(n)])
        return csr_matrix((np.ones(2 * n), (rows, columns)), shape=(self._n_parties, self.n_variables))

    def _padded(self, n_rows: int) -> csr_matrix:
        """`_of_parties` with empty rows below."""
        matrix = self._of_parties.tocoo()
        return coo_matrix((matrix.data, (matrix.row, matrix.col)), shape=(n_rows, self.n_variables)).tocsr()

    def _day_limits(self, busy: list[tuple[int, int]]) -> tuple[csr_matrix, Floats] | None:
        """The busy slots of each day of those who have a limit, and the limits; None where nobody has one."""
        instance = self._instance
        row_of: dict[tuple[int, int], int] = {}
        rows: list[int] = []
        columns: list[int] = []
        limits: list[float] = []
        for number, (p, t) in enumerate(busy):
            limit = instance.day_limit[p]
            if limit is not None:
                key = p, instance.day_of[t]
                if key not in row_of:
                    row_of[key] = len(limits)
                    limits.append(float(limit))
                rows.append(row_of[key])
                columns.append(instance.n_pairs + number)
        if not limits:
            return None
        shape = (len(limits), self.n_variables)
        return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape), np.array(limits)


def _at_most(instance: Instance) -> float:
    """A value that no choice exceeds, whatever the wishes: half of what each party's best pairs are worth."""
    best: list[list[float]] = [[] for _ in instance.parties]
    for a, b, score in zip(instance.firsts, instance.seconds, instance.scores, strict=True):
        best[a].append(score)
        best[b].append(score)
    return sum(sum(sorted(ones, reverse=True)[:most]) for ones, most in zip(best, instance.most, strict=True)) / 2
