"""Do probabilities come true? Equal-mass bins, expected calibration error, Brier score.

`probabilities` are `(n,)` in [0, 1], `outcomes` `(n,)` bool; without any, figures are NaN and tables empty. Equal
probabilities always share a bin, so that the order of the pairs plays no part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Outcomes = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The pairs of one bin: how many, their mean probability, and the share of them that came true."""

    n: int
    predicted: float
    observed: float


def reliability(probabilities: Values, outcomes: Outcomes, n_bins: int = 10) -> tuple[Bin, ...]:
    """At most `n_bins` bins of about as many pairs each, lowest probabilities first; ties make bins fewer, never empty.

    >>> reliability(np.array([0.1, 0.3, 0.8, 0.8]), np.array([False, True, True, True]), 2)
    (Bin(n=2, predicted=0.2, observed=0.5), Bin(n=2, predicted=0.8, observed=1.0))

    Raises:
        ValueError: lengths differ, or a probability is outside [0, 1].
    """
    _check(probabilities, outcomes)
    if not len(probabilities):
        return ()
    n_below = np.searchsorted(np.sort(probabilities), probabilities, side="left")
    place = n_below * n_bins // len(probabilities)
    members = [place == number for number in np.unique(place)]
    return tuple(
        Bin(n=int(own.sum()), predicted=float(probabilities[own].mean()), observed=float(outcomes[own].mean()))
        for own in members
    )


def expected_calibration_error(probabilities: Values, outcomes: Outcomes, n_bins: int = 10) -> float:
    """Σ over bins of their share of the pairs × |predicted − observed|, in [0, 1]; 0 is calibrated.

    Equal-mass bins as in Nixon et al. 2019.

    >>> round(expected_calibration_error(np.array([0.1, 0.3, 0.8, 0.8]), np.array([False, True, True, True]), 2), 3)
    0.25
    """
    bins = reliability(probabilities, outcomes, n_bins)
    if not bins:
        return float("nan")
    return sum(each.n * abs(each.predicted - each.observed) for each in bins) / len(probabilities)


def brier(probabilities: Values, outcomes: Outcomes) -> float:
    """The mean of (probability − outcome)², in [0, 1]; 0 is certain and right (Brier 1950).

    >>> round(brier(np.array([0.8, 0.4]), np.array([True, False])), 3)  # (0.04 + 0.16) / 2
    0.1
    """
    _check(probabilities, outcomes)
    return float(np.mean((probabilities - outcomes) ** 2)) if len(probabilities) else float("nan")


def _check(probabilities: Values, outcomes: Outcomes) -> None:
    if probabilities.shape != outcomes.shape:
        raise ValueError(f"{probabilities.shape} probabilities, but {outcomes.shape} outcomes")
    if not ((probabilities >= 0.0) & (probabilities <= 1.0)).all():
        raise ValueError("a probability is outside [0, 1]; give probabilities, not scores or log-odds")
