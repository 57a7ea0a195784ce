"""Linear constraints and bounds that are rounded down, for the programs of this package."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import coo_array, csr_array

from matcher.agenda.solver.instance import Instance

EXACT = 1e-12
"""How far a score may be from a whole multiple to count as one."""
SLACK = 1e-7
"""The share by which a bound is raised, far above the tolerance of a solver."""

Terms = Sequence[tuple[int, float]]
"""Columns with their factors."""


class Rows:
    """Linear constraints in the making, one at a time."""

    def __init__(self) -> None:
        self._row: list[int] = []
        self._column: list[int] = []
        self._factor: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, terms: Terms, low: float, high: float) -> int:
        """A constraint `low` ≤ sum of the terms ≤ `high`; its row."""
        at = len(self.low)
        for column, factor in terms:
            self._row.append(at)
            self._column.append(column)
            self._factor.append(factor)
        self.low.append(low)
        self.high.append(high)
        return at

    def matrix(self, n_columns: int) -> csr_array:
        """The factors, (n_rows, n_columns)."""
        return coo_array((self._factor, (self._row, self._column)), shape=(len(self.low), n_columns)).tocsr()

    def constraint(self, n_columns: int) -> LinearConstraint:
        """The constraints as `scipy.optimize.milp` takes them."""
        return LinearConstraint(self.matrix(n_columns), self.low, self.high)


def rounded_down(instance: Instance, bound: float) -> float:
    """A bound on scores, raised by `SLACK`, on the grid of what scores can sum to where there is one."""
    bound *= 1.0 + SLACK
    values = instance.value
    if np.any(np.abs(values / instance.scale - instance.score) >= EXACT):
        return bound
    step = max(1, int(np.gcd.reduce(values)))
    return math.floor(bound * instance.scale / step) * step / instance.scale
