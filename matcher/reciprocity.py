"""Two interests → one mutual score."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def mutual_logit(company_logit: Floats, counterpart_logit: Floats) -> Floats:
    """The log-odds of the pair: the mean of both sides' log-odds (a logarithmic opinion pool, Genest & Zidek 1986).

    Rises with either interest, equals them when they agree, and stays additive, so that a pair's contributions add up
    to its score exactly. Decision record 0004 compares it with the product and the harmonic mean.
    """
    return 0.5 * (company_logit + counterpart_logit)
