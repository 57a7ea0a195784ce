"""Boosted trees trained to order lists: LightGBM's LambdaMART, kept as text."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.errors import ModelError

FORMAT = 1
TREES_FILE, FEATURES_FILE = "trees.txt", "features.json"

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


@dataclass(frozen=True, slots=True)
class LambdaMart:
    """Trained trees. Two with the same text give the same scores to the bit."""

    feature_names: tuple[str, ...]
    text: str
    booster: Any
    n_threads: int

    def score(self, features: Floats) -> npt.NDArray[np.float64]:
        """The sum of the trees for each row of `(n, n_features)`, `(n,)` float64.

        Raises:
            ModelError: the number of columns is not that of `feature_names`.
        """
        if features.ndim != 2 or features.shape[1] != len(self.feature_names):
            raise ModelError(f"the trees read {len(self.feature_names)} features; got an array of {features.shape}")
        if not len(features):
            return np.zeros(0, dtype=np.float64)
        return np.asarray(self.booster.predict(features, num_threads=self.n_threads), dtype=np.float64)

    def contributions(self, features: Floats) -> npt.NDArray[np.float64]:
        """What each feature adds to each score, and in the last column what a row of which nothing is known has.

        `(n, n_features + 1)` float64; a row sums to its score (exact TreeSHAP, Lundberg et al. 2018). It takes some
        hundred times longer than `score`: ask for the rows that somebody will read.
        """
        if not len(features):
            return np.zeros((0, len(self.feature_names) + 1), dtype=np.float64)
        found = self.booster.predict(features, num_threads=self.n_threads, pred_contrib=True)
        return np.asarray(found, dtype=np.float64)

    def check_features(self, names: Sequence[str]) -> None:
        """Nothing if these are the features of the trees, in their order.

        Raises:
            ModelError: they are others, or in another order.
        """
        if tuple(names) != self.feature_names:
            odd = sorted(set(names) ^ set(self.feature_names)) or "none, but the order differs"
            raise ModelError(f"the trees were trained on other features than these; differing: {odd}; train again")

    def save(self, folder: Path) -> None:
        """Write the trees as text and the names of their features beside them."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / TREES_FILE).write_text(self.text, encoding="utf-8", newline="\n")
        features = {"format": FORMAT, "features": list(self.feature_names)}
        (folder / FEATURES_FILE).write_text(json.dumps(features, indent=1) + "\n", encoding="utf-8", newline="\n")


def train_lambdamart(
    features: Floats,
    relevance: Integers,
    list_sizes: Integers,
    feature_names: Sequence[str],
    config: LambdaMartConfig,
    seed: int,
    rising: Collection[str] = (),
) -> LambdaMart:
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
    return LambdaMart(tuple(feature_names), text, _booster(text), config.n_threads)


def load_lambdamart(folder: Path, n_threads: int) -> LambdaMart:
    """The trees that `LambdaMart.save` wrote.

    Raises:
        ModelError: a file is missing or damaged, of another format, or the two files name different features.
    """
    try:
        document = json.loads((folder / FEATURES_FILE).read_text(encoding="utf-8"))
        text = (folder / TREES_FILE).read_text(encoding="utf-8")
        names = tuple(str(name) for name in document["features"])
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as err:
        raise ModelError(f"{folder.name}: cannot read the trees and their features ({err!r})") from err
    if document.get("format") != FORMAT:
        raise ModelError(f"{folder.name}: format {document.get('format')!r} is not the format {FORMAT} read here")
    booster = _booster(text)
    if tuple(booster.feature_name()) != names:
        raise ModelError(f"{folder.name}: {FEATURES_FILE} and {TREES_FILE} name different features; train again")
    return LambdaMart(names, text, booster, n_threads)


def _booster(text: str) -> Any:
    import lightgbm

    try:
        return lightgbm.Booster(model_str=text)
    except lightgbm.basic.LightGBMError as err:
        raise ModelError(f"the text of the trees is damaged ({err}); train again") from err


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
