"""Boosted trees trained to order lists: LightGBM's LambdaMART."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from models.ranking.trees import Trees, TreesConfig, grow_trees

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LambdaMartConfig(TreesConfig):
    """How the trees are grown; `truncation` is how far down a list its order counts."""

    n_trees: int = 250
    learning_rate: float = 0.05
    n_leaves: int = 8
    min_rows_in_leaf: int = 100
    row_share: float = 0.8
    truncation: int = 50


def train_lambdamart(
    features: Floats,
    relevance: Integers,
    list_sizes: Integers,
    feature_names: Sequence[str],
    config: LambdaMartConfig,
    seed: int,
    rising: Collection[str] = (),
) -> Trees:
    """Trees that put relevant rows first within each list.

    Args:
        features: `(n, n_features)`, the rows of a list next to one another.
        relevance: `(n,)`, 0 or 1.
        list_sizes: rows of each list, in order; they sum to n.
        feature_names: one name per column.
        config: how the trees are grown.
        seed: of all that is drawn.
        rising: names of features of which more never lowers a score.
    """
    objective = {"objective": "lambdarank", "lambdarank_truncation_level": config.truncation}
    rows = {"data": features, "label": relevance, "group": list_sizes}
    return grow_trees(rows, feature_names, config, seed, rising, objective)
