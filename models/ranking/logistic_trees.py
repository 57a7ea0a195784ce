"""Boosted trees trained to tell yes from no on top of a score that is already there: LightGBM's logistic loss."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.ranking.trees import Trees, read_booster

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogisticTreesConfig:
    """How the trees are grown; `feature_share` and `row_share` are drawn for each tree."""

    n_trees: int = 200
    learning_rate: float = 0.07
    n_leaves: int = 16
    min_rows_in_leaf: int = 40
    feature_share: float = 0.6
    row_share: float = 0.7
    l2: float = 5.0
    n_threads: int = 1


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
    import lightgbm

    rows = lightgbm.Dataset(features, labels, init_score=offset, feature_name=list(feature_names))
    monotone = [int(name in rising) for name in feature_names]
    text = lightgbm.train(_parameters(config, seed, monotone), rows, config.n_trees).model_to_string()
    return Trees(tuple(feature_names), text, read_booster(text), config.n_threads)


def _parameters(config: LogisticTreesConfig, seed: int, monotone: list[int]) -> dict[str, object]:
    return {
        "monotone_constraints": monotone,
        "objective": "binary",
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
