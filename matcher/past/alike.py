"""Candidates that deal alike: what is expected of one is lent, in part, to those with portfolios like it."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from matcher.past.dynamics import members
from matcher.past.kernel import VECTORS_WEIGHT, WEIGHTS, likeness_codes
from matcher.past.view import Floats, PastView

STIFFNESS = 3.0
"""How little a candidate takes from others: the penalty of the ridge, where its likeness to itself is at most 1."""


def lending(view: PastView) -> Floats:
    """(C + 3·I)⁻¹·C for the likeness C of candidates, `(n_candidates, n_candidates)` float32.

    Expected interest times this matrix is the second side of a two-step kernel ridge (Stock et al. 2018): still linear
    in the past companies, but smooth over candidates too, so that one with few deals is judged with its like. C is the
    mean of two cosines: of mean portfolios, in the facts of the company kernel, and of the companies entered.
    """
    likeness = (portfolio_likeness(view) + joint_likeness(view)) / 2.0
    system = likeness + STIFFNESS * np.eye(len(likeness))
    return np.asarray(np.linalg.solve(system, likeness), dtype=np.float32)


def portfolio_likeness(view: PastView) -> np.ndarray:
    """Cosines of the mean company of each portfolio over text, sectors, place, stage, age and season.

    0 for a candidate none of whose companies has a known fact.
    """
    share = sp.diags(1.0 / np.maximum(view.n_entries, 1.0)) @ view.entries
    facts = {"text": view.text, "sectors": view.sectors}
    facts |= {name: members(codes) for name, codes in likeness_codes(view).items()}
    prose = np.asarray(share @ view.vectors[view.past], dtype=np.float64)
    together = VECTORS_WEIGHT * (prose @ prose.T)
    for name, rows in facts.items():
        mean_company = (share @ rows[view.past]).tocsr()
        together += WEIGHTS[name] * (mean_company @ mean_company.T).toarray()
    return _cosines(together)


def joint_likeness(view: PastView) -> np.ndarray:
    """Cosines of the companies entered: 1 for the same companies, 0 where none is shared or there is none."""
    return _cosines((view.entries @ view.entries.T).toarray().astype(np.float64))


def _cosines(products: np.ndarray) -> np.ndarray:
    length = np.sqrt(np.diag(products))
    scale = np.where(length > 0, 1.0 / np.maximum(length, 1e-12), 0.0)
    return np.asarray(products * scale[:, None] * scale[None, :], dtype=np.float64)
