"""Logistic regression with a small ridge penalty; no randomness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from matcher.errors import DataError

Floats = npt.NDArray[np.float64]
Outcomes = npt.NDArray[np.bool_]

PENALTY = 1.0
_TOLERANCE = 1e-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """Log-odds as a weighted sum of features, plus an intercept."""

    weights: tuple[float, ...]
    intercept: float

    def logits(self, features: Floats) -> Floats:
        """The log-odds, of the shape of `features` without its last axis, which is that of the weights."""
        found: Floats = features @ np.asarray(self.weights) + self.intercept
        return found


def fit_logistic(features: Floats, positive: Outcomes, penalty: float = PENALTY) -> Logistic:
    """The regression of outcomes `(n,)` on `(n, n_features)`.

    `penalty` · Σ weight² / 2, on features in standard deviations, is added to the summed loss; the intercept is free.
    A feature that never varies has no weight.

    Raises:
        DataError: all outcomes are alike or there is none, so that nothing can be fitted.
    """
    if positive.all() or not positive.any():
        raise DataError(
            "every decision to learn from is the same, or there is none; give at least two events with both yes and no"
        )
    centre, spread = features.mean(axis=0), features.std(axis=0)
    spread = np.where(spread > _TOLERANCE, spread, np.inf)
    model = LogisticRegression(C=1.0 / penalty, solver="newton-cholesky", tol=_TOLERANCE)
    model.fit((features - centre) / spread, positive)
    weights = model.coef_[0] / spread
    return Logistic(weights=tuple(weights.tolist()), intercept=float(model.intercept_[0] - weights @ centre))


def log_loss(logits: Floats, positive: Outcomes) -> float:
    """The mean of −log p(outcome), in nats; NaN without any.

    >>> round(log_loss(np.array([0.0]), np.array([True])), 3)  # −log(1/2)
    0.693
    """
    return float(np.logaddexp(0.0, np.where(positive, -logits, logits)).mean()) if len(logits) else float("nan")
