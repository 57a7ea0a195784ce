"""Boosted trees trained to tell yes from no on top of a score that is already there: LightGBM's logistic loss."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.ranking.trees import Trees, TreesConfig, grow_trees

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogisticTreesConfig(TreesConfig):
    """How the trees are grown."""

    n_trees: int = 150
    learning_rate: float = 0.12
    n_leaves: int = 63
    min_rows_in_leaf: int = 500
    feature_share: float = 0.4
    row_share: float = 0.7
    l2: float = 20.0


def train_logistic_trees(
    features: Floats,
    labels: npt.NDArray[np.bool_],
    offset: npt.NDArray[np.float64],
    feature_names: Sequence[str],
    config: LogisticTreesConfig,
    seed: int,
    rising: Collection[str] = (),
) -> Trees:
    """Trees whose sum, added to `offset`, is the log-odds of a row's label.

    Args:
        features: `(n, n_features)`.
        labels: `(n,)`, True for yes.
        offset: `(n,)`, the log-odds that the trees start from.
        feature_names: one name per column.
        config: how the trees are grown.
        seed: of all that is drawn.
        rising: names of features of which more never lowers a score.
    """
    rows = {"data": features, "label": labels, "init_score": offset}
    return grow_trees(rows, feature_names, config, seed, rising, {"objective": "binary"})
