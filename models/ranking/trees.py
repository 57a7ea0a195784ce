"""Boosted trees kept as text: what `lambdamart` and `logistic_trees` grow, and how both are asked and stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.errors import ModelError

FORMAT = 1
TREES_FILE, FEATURES_FILE = "trees.txt", "features.json"

Floats = npt.NDArray[np.float32]


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
    booster = read_booster(text)
    if tuple(booster.feature_name()) != names:
        raise ModelError(f"{folder.name}: {FEATURES_FILE} and {TREES_FILE} name different features; train again")
    return Trees(names, text, booster, n_threads)


def read_booster(text: str) -> Any:
    """The trees of a text that LightGBM wrote.

    Raises:
        ModelError: the text is damaged.
    """
    import lightgbm

    try:
        return lightgbm.Booster(model_str=text)
    except lightgbm.basic.LightGBMError as err:
        raise ModelError(f"the text of the trees is damaged ({err}); train again") from err
