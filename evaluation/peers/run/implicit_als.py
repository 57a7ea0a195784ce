"""Alternating least squares of the `implicit` library; a new startup's factors come from its facts by ridge regression.

The factors of past startups are regressed on their facts; a query's facts then give its factors (Gantner et al. 2010,
attribute-to-feature mapping).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray


def score(known: dict[str, Any], parameters: dict[str, float], seed: int) -> NDArray[np.float64]:
    """`(n_queries, n_candidates)` scores from `deals`, `past` and `queries`."""
    from implicit.cpu.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(
        factors=int(parameters["factors"]),
        regularization=parameters["regularization"],
        alpha=parameters["alpha"],
        iterations=20,
        random_state=seed,
        num_threads=1,
    )
    model.fit(known["deals"].T.tocsr(), show_progress=False)
    dealt = np.asarray(known["deals"].sum(axis=0)).ravel() > 0
    facts = _with_constant(known["past"][dealt])
    gram = (facts.T @ facts).toarray() + parameters["ridge"] * np.eye(facts.shape[1])
    mapped = np.linalg.solve(gram, facts.T @ model.user_factors[dealt].astype(np.float64))
    found: NDArray[np.float64] = (_with_constant(known["queries"]) @ mapped) @ model.item_factors.T.astype(np.float64)
    return found


def _with_constant(facts: sp.csr_matrix) -> sp.csr_matrix:
    return sp.csr_matrix(sp.hstack([facts, np.ones((facts.shape[0], 1))]), dtype=np.float64)
