"""Boosted trees kept as text: what `lambdamart` and `logistic_trees` grow, and how both are asked and stored."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.errors import ModelError

FORMAT = 1
TREES_FILE, FEATURES_FILE = "trees.txt", "features.json"

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreesConfig:
    """How trees are grown; `feature_share` and `row_share` are drawn for each tree."""

    n_trees: int
    learning_rate: float
    n_leaves: int
    min_rows_in_leaf: int
    feature_share: float = 0.6
    row_share: float
    l2: float = 5.0
    n_threads: int = 1


@dataclass(frozen=True, slots=True)
class Trees:
    """Trained trees. Two with the same text give the same scores to the bit."""

    feature_names: tuple[str, ...]
    text: str
    booster: Any
    n_threads: int

    def score(self, features: Floats) -> npt.NDArray[np.float64]:
        """The sum of the trees for each row of `(n, n_features)`, `(n,)` float64; never a probability.

        Raises:
            ModelError: the number of columns is not that of `feature_names`.
        """
        if features.ndim != 2 or features.shape[1] != len(self.feature_names):
            raise ModelError(f"the trees read {len(self.feature_names)} features; got an array of {features.shape}")
        if not len(features):
            return np.zeros(0, dtype=np.float64)
        return np.asarray(self.booster.predict(features, num_threads=self.n_threads, raw_score=True), dtype=np.float64)

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


def grow_trees(
    rows: Mapping[str, Any],
    feature_names: Sequence[str],
    config: TreesConfig,
    seed: int,
    rising: Collection[str],
    objective: Mapping[str, object],
) -> Trees:
    """Trees on `rows` (what LightGBM's `Dataset` takes) for an `objective` (LightGBM's parameters of it).

    More of a feature named in `rising` never lowers a score. The same rows, configuration and seed grow the same trees.
    """
    import lightgbm

    parameters = {
        **objective,
        "monotone_constraints": [int(name in rising) for name in feature_names],
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
    data = lightgbm.Dataset(**rows, feature_name=list(feature_names))
    text = lightgbm.train(parameters, data, config.n_trees).model_to_string()
    return Trees(tuple(feature_names), text, _booster(text), config.n_threads)


def load_trees(folder: Path, n_threads: int) -> Trees:
    """The trees that `Trees.save` wrote.

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
    return Trees(names, text, booster, n_threads)


def _booster(text: str) -> Any:
    """The trees of a text that LightGBM wrote.

    Raises:
        ModelError: the text is damaged.
    """
    import lightgbm

    try:
        return lightgbm.Booster(model_str=text)
    except lightgbm.basic.LightGBMError as err:
        raise ModelError(f"the text of the trees is damaged ({err}); train again") from err
