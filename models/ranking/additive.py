"""A transparent ranker: a weighted sum of features in log-odds, every weight written down with its reason.

It is monotone in its features by construction (weights are never negative), exact to explain (each term *is* its
contribution) and needs no training data, so it ranks where there is no history at all. Feature values lie in [−1, 1]
and 0 means "unknown", so that an empty cell neither helps nor hurts. It knows nothing of what the features mean.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.errors import ModelError

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One weighted feature: `weight` ≥ 0 in logits per unit of it (the file's scale included), and why it has it."""

    feature: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditiveConfig:
    """Everything an `AdditiveRanker` is: `base` is the log-odds of a pair of which nothing is known."""

    name: str
    base: float
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class AdditiveRanker:
    """Features → log-odds of interest, by a sum of documented terms."""

    config: AdditiveConfig

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The features this ranker reads, in the order of its columns."""
        return tuple(term.feature for term in self.config.terms)

    def contributions(self, features: Mapping[str, npt.NDArray[np.float32]]) -> npt.NDArray[np.float64]:
        """The terms of each row's sum, `(n_rows, n_terms)` in logits; with `config.base` each row sums to its logit.

        Args:
            features: one `(n_rows,)` column per feature name, values in [−1, 1], 0 = unknown; other names are ignored.

        Raises:
            ModelError: a feature is missing, or holds NaN or a value outside [−1, 1].
        """
        missing = [name for name in self.feature_names if name not in features]
        if missing:
            raise ModelError(f"ranker {self.config.name!r} needs the features {missing}; they were not computed")
        columns = np.stack([features[name] for name in self.feature_names], axis=-1).astype(np.float64)
        if columns.size and not (np.abs(columns) <= 1.0 + 1e-6).all():
            raise ModelError(f"ranker {self.config.name!r}: feature values must lie in [-1, 1] and never be NaN")
        weights: npt.NDArray[np.float64] = np.array([term.weight for term in self.config.terms])
        return columns * weights

    def logits(self, features: Mapping[str, npt.NDArray[np.float32]]) -> npt.NDArray[np.float64]:
        """The log-odds of interest of each row, `(n_rows,)`; never lower when a feature is higher."""
        summed: npt.NDArray[np.float64] = self.contributions(features).sum(axis=1)
        return summed + self.config.base


def sigmoid(logits: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Log-odds → probability, without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * np.asarray(logits, dtype=np.float64))))


def load_additive_config(path: Path) -> dict[str, AdditiveConfig]:
    """The rankers of one weights file, by name.

    Raises:
        ModelError: the file is missing, not TOML, of another format or incomplete; or a weight is negative, not finite,
            given twice, or without a reason.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise ModelError(f"{path.name}: cannot read the weights ({err})") from err
    if document.get("format") != FORMAT:
        raise ModelError(f"{path.name}: format {document.get('format')!r} is not the format {FORMAT} that is read here")
    try:
        configs = {name: _config(name, table) for name, table in document["ranker"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as err:
        raise ModelError(
            f"{path.name}: every [ranker.NAME] needs a number `base` and terms with a number `weight` ({err!r})"
        ) from err
    for config in configs.values():
        _check(path.name, config)
    return configs


def _config(name: str, table: Mapping[str, Any]) -> AdditiveConfig:
    scale = float(table.get("scale", 1.0))
    if not (math.isfinite(scale) and scale > 0):
        raise ValueError(f"[{name}] scale {scale} must be above 0 and finite")
    terms = tuple(
        Term(feature=feature, weight=scale * float(row["weight"]), reason=str(row.get("reason", "")).strip())
        for feature, row in table["terms"].items()
    )
    return AdditiveConfig(name=name, base=float(table["base"]), terms=terms)


def _check(file: str, config: AdditiveConfig) -> None:
    if not (config.terms and math.isfinite(config.base)):
        raise ModelError(f"{file}: [{config.name}] needs a finite base and at least one term")
    for term in config.terms:
        if not (math.isfinite(term.weight) and term.weight >= 0):
            raise ModelError(
                f"{file}: [{config.name}] {term.feature}: weight {term.weight} must be 0 or more and finite"
            )
        if not term.reason:
            raise ModelError(f"{file}: [{config.name}] {term.feature}: every weight needs a reason in words")
