"""Where a candidate stands among all candidates of the same query."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from matcher.past.view import Floats

RANKED = ("kernel", "graph_walk", "near_text", "near_like", "metro_recent")
"""The features whose rank says more than their level, which differs from query to query."""


def standings(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """−log(1 + n_better) for each of `RANKED`: 0 for the best of the query; equals stand equally."""
    return {f"{name}_rank": -np.log1p(n_better(columns[name])) for name in RANKED}


def n_better(values: Floats) -> Floats:
    """How many of the same row are larger, `(n_queries, n_candidates)` float32."""
    from scipy.stats import rankdata

    if not values.size:
        return np.zeros(values.shape, dtype=np.float32)
    return np.asarray(rankdata(-values, method="min", axis=1) - 1, dtype=np.float32)
