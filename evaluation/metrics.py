"""How good each list is: one value per query first, means second.

Every function takes `hits`, `(n_queries, depth)` bool, whether the candidate at each rank is relevant, best first, and
gives `(n_queries,)` float64. A list shorter than k counts as nothing after its end. Where a query has no relevant
candidate at all there is nothing to find: its value is NaN, and `average` counts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Hits = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]


def ndcg(hits: Hits, n_relevant: Counts, k: int) -> Values:
    """Normalised discounted cumulative gain, in [0, 1]: Σ_{r ≤ k} hit_r / log2(r + 1), over the best possible sum.

    The best possible list has min(k, n_relevant) hits on top. Järvelin & Kekäläinen 2002, with 0/1 gains.

    >>> ndcg(np.array([[False, True]]), np.array([1]), 10).round(3)  # (1 / log2(3)) / (1 / log2(2))
    array([0.631])
    """
    discounts = 1.0 / np.log2(np.arange(2, k + 2))
    ideal = np.concatenate([[0.0], np.cumsum(discounts)])[np.minimum(n_relevant, k)]
    first = hits[:, :k]
    return _share(first @ discounts[: first.shape[1]], ideal)


def recall(hits: Hits, n_relevant: Counts, k: int) -> Values:
    """The share of the relevant candidates found among the first k, in [0, 1] (Manning et al. 2008, §8.4).

    >>> recall(np.array([[True, False, True]]), np.array([4]), 3)
    array([0.5])
    """
    return _share(hits[:, :k].sum(axis=1), n_relevant)


def precision(hits: Hits, n_relevant: Counts, k: int) -> Values:
    """The share of the first k ranks that hold a relevant candidate, in [0, 1] (Manning et al. 2008, §8.4).

    >>> precision(np.array([[True, False, True]]), np.array([4]), 5)
    array([0.4])
    """
    return _defined(hits[:, :k].sum(axis=1) / k, n_relevant)


def hit(hits: Hits, n_relevant: Counts, k: int) -> Values:
    """1 when any of the first k is relevant, else 0 (success@k; Craswell & Hawking 2004).

    >>> hit(np.array([[False, True], [False, False]]), np.array([1, 1]), 2)
    array([1., 0.])
    """
    return _defined(hits[:, :k].any(axis=1).astype(np.float64), n_relevant)


def reciprocal_rank(hits: Hits, n_relevant: Counts) -> Values:
    """1 / rank of the first relevant candidate, 0 when the list holds none (Voorhees 1999); its mean is MRR.

    >>> reciprocal_rank(np.array([[False, True], [False, False]]), np.array([1, 1]))
    array([0.5, 0. ])
    """
    if not hits.shape[1]:
        return _defined(np.zeros(len(hits)), n_relevant)
    return _defined(np.where(hits.any(axis=1), 1.0 / (hits.argmax(axis=1) + 1), 0.0), n_relevant)


def average_precision(hits: Hits, n_relevant: Counts) -> Values:
    """Σ over the ranks r that hit of precision@r, over n_relevant, in [0, 1] (Manning et al. 2008, §8.4).

    >>> average_precision(np.array([[True, False, True]]), np.array([2])).round(3)  # (1/1 + 2/3) / 2
    array([0.833])
    """
    precisions = np.cumsum(hits, axis=1) / np.arange(1, hits.shape[1] + 1)
    return _share((precisions * hits).sum(axis=1), n_relevant)


def query_metrics(hits: Hits, n_relevant: Counts) -> dict[str, Values]:
    """Every metric that a table shows, by name; `mrr` and `map` look as deep as the lists are."""
    return {
        "ndcg@10": ndcg(hits, n_relevant, 10),
        "recall@10": recall(hits, n_relevant, 10),
        "recall@50": recall(hits, n_relevant, 50),
        "precision@10": precision(hits, n_relevant, 10),
        "hit@10": hit(hits, n_relevant, 10),
        "mrr": reciprocal_rank(hits, n_relevant),
        "map": average_precision(hits, n_relevant),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """The mean over the queries that have a value, how many they are, and how many have none."""

    mean: float
    n_queries: int
    n_undefined: int


def average(values: Values) -> Average:
    """The mean of per-query values; NaN when no query has one.

    >>> average(np.array([0.5, np.nan, 1.0]))
    Average(mean=0.75, n_queries=2, n_undefined=1)
    """
    known = values[~np.isnan(values)]
    mean = float(known.mean()) if len(known) else float("nan")
    return Average(mean=mean, n_queries=len(known), n_undefined=len(values) - len(known))


def averages(metrics: Mapping[str, Values]) -> dict[str, Average]:
    """The mean of each metric."""
    return {name: average(values) for name, values in metrics.items()}


def _share(found: npt.NDArray[np.floating] | Counts, possible: npt.NDArray[np.floating] | Counts) -> Values:
    shares = np.full(len(found), np.nan)
    np.divide(found, possible, out=shares, where=possible > 0)
    return shares


def _defined(values: npt.ArrayLike, n_relevant: Counts) -> Values:
    return np.where(n_relevant > 0, values, np.nan)
