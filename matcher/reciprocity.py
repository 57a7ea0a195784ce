"""Two interests → one mutual score, and how much of it each side bears."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_ALIKE = 1e-4
"""Log-odds this close are weighted by a series, since the formula would lose its digits."""


def mutual_logit(company_logit: Floats, counterpart_logit: Floats) -> Floats:
    """The log-odds of the pair: those of the harmonic mean of both sides' probabilities (RECON, Pizzato et al. 2010).

    −log((e^−company + e^−counterpart) / 2), which is also the mean of both log-odds less log cosh of half their
    difference. It rises with either interest, equals them when they agree, and otherwise stays near the lower one: one
    eager side does not make a meeting. Decision record 0004 compares it with others on people who rated each other.
    """
    found: Floats = np.log(2.0) - np.logaddexp(-company_logit, -counterpart_logit)
    return found


def side_weights(company_logit: Floats, counterpart_logit: Floats) -> tuple[Floats, Floats]:
    """What share of each side's log-odds is in the mutual ones: they sum to 1, and the less interested side has more.

    weight · company + (1 − weight) · counterpart is `mutual_logit`, exactly. These are the shares that Aumann & Shapley
    (1974) give the sides for growing together from even chances: the mean slope of `mutual_logit` on the way from 0 to
    here. Both are 1/2 where the sides agree.
    """
    lead = counterpart_logit - company_logit
    half = np.abs(lead) / 2.0
    log_cosh = half + np.log1p(np.exp(-2.0 * half)) - np.log(2.0)
    is_alike = np.abs(lead) < _ALIKE
    slope = np.where(is_alike, lead / 8.0, log_cosh / np.where(is_alike, 1.0, lead))
    return 0.5 + slope, 0.5 - slope
