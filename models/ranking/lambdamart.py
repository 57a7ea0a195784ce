"""Boosted trees trained to order lists: LightGBM's LambdaMART."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from models.ranking.trees import Trees, read_booster

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LambdaMartConfig:
    """How the trees are grown.

    `truncation` is how far down a list its order counts; `feature_share` and `row_share` are drawn for each tree.
    """

    n_trees: int = 250
    learning_rate: float = 0.05
    n_leaves: int = 8
    min_rows_in_leaf: int = 100
    feature_share: float = 0.6
    row_share: float = 0.8
    l2: float = 5.0
    truncation: int = 50
    n_threads: int = 1


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
    import lightgbm

    rows = lightgbm.Dataset(features, relevance, group=list_sizes, feature_name=list(feature_names))
    monotone = [int(name in rising) for name in feature_names]
    grown = lightgbm.train(_parameters(config, seed, monotone), rows, config.n_trees)
    text = grown.model_to_string()
    return Trees(tuple(feature_names), text, read_booster(text), config.n_threads)


def _parameters(config: LambdaMartConfig, seed: int, monotone: list[int]) -> dict[str, object]:
    return {
        "monotone_constraints": monotone,
        "objective": "lambdarank",
        "lambdarank_truncation_level": config.truncation,
        "learning_rate": config.learning_rate,
        "num_leaves": config.n_leaves,
        "min_data_in_leaf": config.min_rows_in_leaf,
        "feature_fraction": config.feature_share,
        "bagging_fraction": config.row_share,
        "bagging_freq": 1,
        "lambda_l2": config.l2,
        "num_threads": config.n_threads,
        "deterministic": True,
        "force_row_wise": True,
        "seed": seed,
        "verbose": -1,
    }
