"""How sure a mean over queries is, and whether one order really beats another.

Random numbers come from the generator that is passed in; the same seed gives the same figures. Queries are what is
drawn, so values of several models for the same queries stay together. A query without a value (NaN) is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

DRAWS = 10_000
LEVEL = 0.95
_CELLS_AT_ONCE = 2_000_000
"""Random numbers held at a time (16 MB); what is drawn does not depend on it."""
_ROUNDING = 1e-12
"""Sums of the same numbers in another order are equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean with the bounds of its bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        """Three decimals, bounds after the mean."""
        return f"{self.mean:.3f} ({self.low:.3f}–{self.high:.3f})"


def bootstrap(values: Sequence[float] | Values, rng: np.random.Generator, draws: int = DRAWS) -> Interval:
    """The mean with its 95 % percentile interval over resampled queries (Efron 1979); NaN for no values."""
    return bootstrap_columns(np.asarray(values, dtype=np.float64)[:, None], rng, draws)[0]


def paired_bootstrap(
    values: Sequence[float] | Values, baseline: Sequence[float] | Values, rng: np.random.Generator, draws: int = DRAWS
) -> Interval:
    """The mean of `values − baseline` over the same queries, with its 95 % percentile interval."""
    return bootstrap(_differences(values, baseline), rng, draws)


def bootstrap_columns(table: Values, rng: np.random.Generator, draws: int = DRAWS) -> tuple[Interval, ...]:
    """The interval of each column of `(n_queries, n_columns)`; every column sees the same resampled queries.

    A query that has no value in some column is left out of all.
    """
    known = table[~np.isnan(table).any(axis=1)]
    if not len(known):
        return tuple(Interval(mean=math.nan, low=math.nan, high=math.nan) for _ in range(table.shape[1]))
    means = np.concatenate([counts @ known / len(known) for counts in _resampled(len(known), rng, draws)])
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    bounds = np.stack([known.mean(axis=0), low, high], axis=1).tolist()
    return tuple(Interval(mean=mean, low=least, high=most) for mean, least, most in bounds)


def cluster_bootstrap(
    table: Values, clusters: npt.NDArray[np.int64], rng: np.random.Generator, draws: int = DRAWS
) -> tuple[Interval, ...]:
    """The interval of each column as `bootstrap_columns`, where queries of one cluster depend on one another.

    `clusters` `(n_queries,)` says which. Whole clusters are drawn, with all their queries, and the mean is over the
    queries drawn (Cameron, Gelbach & Miller 2008); with few clusters intervals are somewhat too narrow.
    """
    known = ~np.isnan(table).any(axis=1)
    names, place = np.unique(clusters[known], return_inverse=True)
    if not len(names):
        return tuple(Interval(mean=math.nan, low=math.nan, high=math.nan) for _ in range(table.shape[1]))
    sums = cluster_sums(table[known], place)
    sizes = np.bincount(place).astype(np.float64)
    means = np.concatenate([counts @ sums / (counts @ sizes)[:, None] for counts in _resampled(len(names), rng, draws)])
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    bounds = np.stack([table[known].mean(axis=0), low, high], axis=1).tolist()
    return tuple(Interval(mean=mean, low=least, high=most) for mean, least, most in bounds)


def cluster_sums(table: Values, clusters: npt.NDArray[np.int64]) -> Values:
    """The sum of each column in each cluster, `(n_clusters, n_columns)`, clusters in order; NaN counts nothing."""
    names, place = np.unique(clusters, return_inverse=True)
    sums = np.zeros((len(names), table.shape[1]))
    np.add.at(sums, place, np.nan_to_num(table))
    return sums


def sign_flip_test(
    values: Sequence[float] | Values, baseline: Sequence[float] | Values, rng: np.random.Generator, draws: int = DRAWS
) -> float:
    """The two-sided p of no difference: how often flipped signs give a mean difference as large (Fisher 1935).

    Exact over all 2^n sign patterns where these are at most `draws`; otherwise (1 + times as large) / (1 + draws)
    (Phipson & Smyth 2010). 1 when no query differs or there is none.
    """
    differences = _differences(values, baseline)
    differences = differences[np.abs(differences) > 0]
    n = len(differences)
    least = abs(differences.sum()) - _ROUNDING * max(1.0, float(np.abs(differences).sum()))
    if n < draws.bit_length() and 2**n <= draws:
        patterns = 1.0 - 2.0 * (np.arange(2**n)[:, None] >> np.arange(n) & 1)
        return float((np.abs(patterns @ differences) >= least).mean())
    n_as_large = sum(int((np.abs(signs @ differences) >= least).sum()) for signs in _signs(n, rng, draws))
    return (1 + n_as_large) / (1 + draws)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """The p values corrected for being several, in their order (Holm 1979).

    The i-th smallest of m is multiplied by m − i + 1; none falls below a smaller one's, nor exceeds 1.

    >>> holm([0.04, 0.01, 0.03])
    (0.06, 0.03, 0.06)
    """
    order = np.argsort(p_values, kind="stable")
    corrected, highest = [0.0] * len(p_values), 0.0
    for n_smaller, position in enumerate(order):
        highest = max(highest, min(1.0, p_values[position] * (len(p_values) - n_smaller)))
        corrected[position] = highest
    return tuple(corrected)


def _differences(values: Sequence[float] | Values, baseline: Sequence[float] | Values) -> Values:
    first, second = np.asarray(values, dtype=np.float64), np.asarray(baseline, dtype=np.float64)
    if first.shape != second.shape:
        raise ValueError(f"{len(first)} values cannot be paired with {len(second)}; give both for the same queries")
    differences = first - second
    return differences[~np.isnan(differences)]


def _resampled(n: int, rng: np.random.Generator, draws: int) -> Iterator[Values]:
    """How often each query is in each resample of n, `(draws, n)` in blocks."""
    for rows in _blocks(n, draws):
        chosen = rng.integers(n, size=(rows, n)) + np.arange(rows)[:, None] * n
        yield np.bincount(chosen.ravel(), minlength=rows * n).reshape(rows, n).astype(np.float64)


def _signs(n: int, rng: np.random.Generator, draws: int) -> Iterator[Values]:
    """Random signs, `(draws, n)` in blocks."""
    for rows in _blocks(n, draws):
        yield np.where(rng.integers(2, size=(rows, n)), 1.0, -1.0)


def _blocks(n: int, draws: int) -> Iterator[int]:
    rows = max(1, _CELLS_AT_ONCE // max(1, n))
    for start in range(0, draws, rows):
        yield min(rows, draws - start)
