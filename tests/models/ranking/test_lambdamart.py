from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from models.errors import ModelError
from models.ranking import Ranker
from models.ranking.lambdamart import LambdaMartConfig, train_lambdamart
from models.ranking.trees import FEATURES_FILE, TREES_FILE, Trees, load_trees

CONFIG = LambdaMartConfig(n_trees=10, n_leaves=4, min_rows_in_leaf=5, n_threads=1)
N_LISTS, LENGTH = 30, 10


def training_rows() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lists in which the row with the largest first feature is relevant; the second feature says nothing."""
    features = np.random.default_rng(0).random((N_LISTS * LENGTH, 2), dtype=np.float32)
    relevance = np.zeros((N_LISTS, LENGTH), dtype=np.int8)
    relevance[np.arange(N_LISTS), features[:, 0].reshape(N_LISTS, LENGTH).argmax(axis=1)] = 1
    return features, relevance.ravel(), np.full(N_LISTS, LENGTH)


@pytest.fixture(scope="module")
def trees() -> Trees:
    return train_lambdamart(*training_rows(), ("near", "noise"), CONFIG, seed=1)


def test_trees_are_a_ranker(trees: Trees) -> None:
    assert isinstance(trees, Ranker)


def test_what_was_relevant_scores_higher(trees: Trees) -> None:
    low, high = trees.score(np.float32([[0.1, 0.5], [0.99, 0.5]]))
    assert high > low


def test_the_same_seed_grows_the_same_trees(trees: Trees) -> None:
    assert train_lambdamart(*training_rows(), ("near", "noise"), CONFIG, seed=1).text == trees.text


def test_loaded_trees_score_the_same_to_the_bit(trees: Trees, tmp_path: Path) -> None:
    trees.save(tmp_path)
    rows = training_rows()[0]
    assert np.array_equal(load_trees(tmp_path, n_threads=1).score(rows), trees.score(rows))


def test_no_row_has_no_score(trees: Trees) -> None:
    assert trees.score(np.zeros((0, 2), dtype=np.float32)).shape == (0,)


def test_another_number_of_features_is_refused(trees: Trees) -> None:
    with pytest.raises(ModelError, match="read 2 features"):
        trees.score(np.zeros((1, 3), dtype=np.float32))


@pytest.mark.parametrize("names", [("near",), ("noise", "near"), ("near", "other")])
def test_other_features_are_refused(trees: Trees, names: tuple[str, ...]) -> None:
    with pytest.raises(ModelError, match="train again"):
        trees.check_features(names)


@pytest.mark.parametrize("missing", [TREES_FILE, FEATURES_FILE])
def test_a_folder_without_a_file_is_refused(trees: Trees, tmp_path: Path, missing: str) -> None:
    trees.save(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(ModelError, match="cannot read"):
        load_trees(tmp_path, n_threads=1)


@pytest.mark.parametrize(
    ("document", "message"),
    [({"format": 9, "features": ["near", "noise"]}, "format 9"), ({"format": 1, "features": ["far", "noise"]}, "name")],
)
def test_a_folder_with_other_names_or_format_is_refused(
    trees: Trees, tmp_path: Path, document: dict[str, object], message: str
) -> None:
    trees.save(tmp_path)
    (tmp_path / FEATURES_FILE).write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        load_trees(tmp_path, n_threads=1)


def test_damaged_trees_are_refused(trees: Trees, tmp_path: Path) -> None:
    trees.save(tmp_path)
    (tmp_path / TREES_FILE).write_text("tree of another kind\n", encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        load_trees(tmp_path, n_threads=1)
