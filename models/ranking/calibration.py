"""Scores → probabilities that mean what they say, never changing the order of two scores."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.errors import ModelError

Scores = npt.NDArray[np.float64]

RIDGE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Platt:
    """1 / (1 + exp(−(slope · score + intercept))), slope 0 or more."""

    slope: float
    intercept: float

    def probabilities(self, scores: npt.ArrayLike) -> Scores:
        """Same shape as the scores, in (0, 1)."""
        logits = self.slope * np.asarray(scores, dtype=np.float64) + self.intercept
        return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)), dtype=np.float64)

    def to_json(self) -> str:
        """One line that `calibration_from_json` reads."""
        return json.dumps({"kind": "platt", "slope": self.slope, "intercept": self.intercept})


@dataclass(frozen=True, slots=True, kw_only=True)
class Isotonic:
    """Straight lines between knots, both ascending; flat outside them."""

    scores: tuple[float, ...]
    values: tuple[float, ...]

    def probabilities(self, scores: npt.ArrayLike) -> Scores:
        """Same shape as the scores, between the first and the last value."""
        return np.asarray(np.interp(np.asarray(scores, dtype=np.float64), self.scores, self.values), dtype=np.float64)

    def to_json(self) -> str:
        """One line that `calibration_from_json` reads."""
        return json.dumps({"kind": "isotonic", "scores": list(self.scores), "values": list(self.values)})


Calibration = Platt | Isotonic


def fit_platt(scores: npt.ArrayLike, outcomes: npt.ArrayLike) -> Platt:
    """Logistic regression of 0/1 outcomes on the score, with Platt's smoothed targets.

    Where higher scores go with fewer successes the slope is 0: a calibration never turns the order round. With no
    outcome at all everything has probability 1/2.
    """
    from scipy.optimize import minimize

    x = np.asarray(scores, dtype=np.float64).ravel()
    happened = np.asarray(outcomes, dtype=np.float64).ravel()
    n_yes = float(happened.sum())
    n_no = len(x) - n_yes
    target = np.where(happened > 0, (n_yes + 1.0) / (n_yes + 2.0), 1.0 / (n_no + 2.0))

    def loss(parameters: Scores) -> tuple[float, Scores]:
        logits = parameters[0] * x + parameters[1]
        miss = Platt(slope=1.0, intercept=0.0).probabilities(logits) - target
        value = float((np.logaddexp(0.0, logits) - target * logits).sum() + 0.5 * RIDGE * (parameters @ parameters))
        return value, np.array([miss @ x, miss.sum()]) + RIDGE * parameters

    start = np.array([0.0, np.log((n_yes + 1.0) / (n_no + 1.0))])
    slope, intercept = map(float, minimize(loss, start, jac=True, method="BFGS", options={"gtol": 1e-8}).x)
    return Platt(slope=slope, intercept=intercept) if slope >= 0 else _constant(n_yes, n_no)


def fit_isotonic(scores: npt.ArrayLike, outcomes: npt.ArrayLike) -> Isotonic:
    """The non-decreasing function of the score nearest to the 0/1 outcomes in squares.

    Raises:
        ModelError: there is no score.
    """
    from sklearn.isotonic import IsotonicRegression

    x = np.asarray(scores, dtype=np.float64).ravel()
    if not len(x):
        raise ModelError("an isotonic calibration needs at least one score with its outcome")
    fitted = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    fitted.fit(x, np.asarray(outcomes, dtype=np.float64).ravel())
    knots, values = fitted.X_thresholds_.tolist(), fitted.y_thresholds_.tolist()
    return Isotonic(scores=tuple(knots), values=tuple(values))


def calibration_from_json(line: str) -> Calibration:
    """The calibration that `to_json` wrote.

    Raises:
        ModelError: it is something else, or would not keep the order of scores.
    """
    try:
        document = json.loads(line)
        if document["kind"] == "platt":
            platt = Platt(slope=float(document["slope"]), intercept=float(document["intercept"]))
            found: Calibration = platt
            keeps_order = platt.slope >= 0
        else:
            scores, values = tuple(map(float, document["scores"])), tuple(map(float, document["values"]))
            found = Isotonic(scores=scores, values=values)
            ascend = bool(np.all(np.diff(scores) >= 0) and np.all(np.diff(values) >= 0))
            keeps_order = document["kind"] == "isotonic" and 0 < len(scores) == len(values) and ascend
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as err:
        raise ModelError(f"this is no calibration ({err!r})") from err
    if not keeps_order:
        raise ModelError("this calibration would change the order of scores, or is of a kind not known here")
    return found


def _constant(n_yes: float, n_no: float) -> Platt:
    return Platt(slope=0.0, intercept=float(np.log((n_yes + 1.0) / (n_no + 1.0))))
