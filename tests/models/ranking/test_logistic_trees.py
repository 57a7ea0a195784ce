"""Trees that tell yes from no on top of a score."""

from __future__ import annotations

import numpy as np
import pytest

from models.ranking.logistic_trees import LogisticTreesConfig, train_logistic_trees
from models.ranking.trees import Trees

CONFIG = LogisticTreesConfig(n_trees=60, n_leaves=4, min_rows_in_leaf=100, learning_rate=0.2)
N = 2000


def trained(offset: np.ndarray, *, rising: tuple[str, ...] = ()) -> Trees:
    """Trees on rows whose odds of yes are e² where the first feature is high and e⁻² where it is low."""
    features, labels = rows()
    return train_logistic_trees(features, labels, offset, ("high", "noise"), CONFIG, seed=0, rising=rising)


def rows() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    features = rng.random((N, 2), dtype=np.float32)
    odds = np.where(features[:, 0] > 0.5, 2.0, -2.0)
    return features, rng.random(N) < 1.0 / (1.0 + np.exp(-odds))


def low_high(trees: Trees) -> list[float]:
    """The mean sum of low and of high rows."""
    features, _ = rows()
    scores, high = trees.score(features), features[:, 0] > 0.5
    return [float(scores[~high].mean()), float(scores[high].mean())]


def test_their_sum_is_in_log_odds() -> None:
    assert low_high(trained(np.zeros(N))) == pytest.approx([-2.0, 2.0], abs=0.6)


def test_they_add_to_what_is_there_only_what_it_lacks() -> None:
    features, _ = rows()
    knows_all = np.where(features[:, 0] > 0.5, 2.0, -2.0)
    assert low_high(trained(knows_all)) == pytest.approx([0.0, 0.0], abs=0.6)


def test_a_rising_feature_never_lowers_the_sum() -> None:
    features, _ = rows()
    falling = np.column_stack([1.0 - features[:, 0], features[:, 1]]).astype(np.float32)
    trees = train_logistic_trees(falling, rows()[1], np.zeros(N), ("low", "noise"), CONFIG, 0, rising=("low",))
    low, high = trees.score(np.float32([[0.2, 0.5], [0.8, 0.5]]))
    assert high >= low


def test_the_same_seed_grows_the_same_trees() -> None:
    assert trained(np.zeros(N)).text == trained(np.zeros(N)).text
