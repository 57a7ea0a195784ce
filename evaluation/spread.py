"""Whom the lists show: how many candidates, how evenly, and how well known they were before.

`shown` is `(n_queries, depth)` candidate rows, best first, −1 after the end of a list.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]


def exposure(shown: Rows, n_candidates: int, k: int) -> Counts:
    """In how many lists each candidate is among the first k, `(n_candidates,)`.

    >>> exposure(np.array([[0, 2], [0, -1]]), 3, 2)
    array([2, 0, 1])
    """
    listed = shown[:, :k]
    return np.bincount(listed[listed >= 0], minlength=n_candidates).astype(np.int64)


def coverage(exposed: Counts) -> float:
    """The share of the candidates that are shown to anyone, in [0, 1]; NaN without candidates (Ge et al. 2010).

    >>> coverage(np.array([2, 0, 1, 0]))
    0.5
    """
    return float((exposed > 0).mean()) if len(exposed) else float("nan")


def gini(exposed: Counts) -> float:
    """Inequality of exposure: 0 when all are shown equally often, 1 − 1/n when one of n has it all (Gini 1912).

    1 + 1/n − (2/n) Σ_i C_i / C_n, where C_i is the exposure of the i least shown together. 1 + 1/n when nothing is
    shown, NaN without candidates.

    >>> round(gini(np.array([1, 3])), 3)  # 1 + 1/2 − (1/4 + 4/4)
    0.25
    """
    if not len(exposed):
        return float("nan")
    held = np.cumsum(np.sort(exposed)) / max(1, int(exposed.sum()))
    return float(1.0 - 2.0 * held.mean() + 1.0 / len(exposed))


def lorenz(exposed: Counts) -> tuple[Values, Values]:
    """The Lorenz curve from (0, 0) to (1, 1): share of the candidates, least shown first, and the exposure they have.

    Both `(n_candidates + 1,)`; exposure is all 0 when nothing is shown (Lorenz 1905).

    >>> lorenz(np.array([3, 1]))
    (array([0. , 0.5, 1. ]), array([0.  , 0.25, 1.  ]))
    """
    candidates = np.arange(len(exposed) + 1) / max(1, len(exposed))
    held = np.concatenate([[0], np.cumsum(np.sort(exposed))]) / max(1, int(exposed.sum()))
    return candidates, held


def novelty(shown: Rows, popularity: Counts, k: int) -> float:
    """The mean surprise of what is shown among the first k, in bits: −log2 of the candidate's share of all past deals.

    `popularity` is `(n_candidates,)`, above 0 for whoever is shown; NaN when nothing is shown. Vargas & Castells 2011.

    >>> novelty(np.array([[0, 1]]), np.array([2, 1, 1]), 2)  # (−log2(1/2) − log2(1/4)) / 2
    1.5
    """
    listed = shown[:, :k]
    listed = listed[listed >= 0]
    if not len(listed):
        return float("nan")
    return float(-np.log2(popularity[listed] / popularity.sum()).mean())
