"""EASE of the `cornac` library on startups × (counterparts and facts): a new startup is a row that has facts alone.

Side information as further columns of the matrix: Jeunen, Van Balen and Goethals 2020.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray


def score(known: dict[str, Any], parameters: dict[str, float], seed: int) -> NDArray[np.float64]:
    """`(n_queries, n_candidates)` scores from `deals`, `past` and `queries`."""
    from cornac.data import Dataset
    from cornac.models import EASE

    weight, n_candidates = parameters["fact_weight"], known["deals"].shape[0]
    whole = sp.coo_matrix(sp.hstack([known["deals"].T, weight * known["past"]]))
    names = {column: column for column in range(whole.shape[1])}
    triples = list(zip(whole.row.tolist(), whole.col.tolist(), whole.data.tolist(), strict=True))
    data = Dataset.build(triples, global_iid_map=names, seed=seed)
    model = EASE(lamb=parameters["penalty"], posB=False, verbose=False, seed=seed).fit(data)
    column = np.array([data.iid_map[name] for name in range(whole.shape[1])])
    weights = np.asarray(model.B)[np.ix_(column[n_candidates:], column[:n_candidates])]
    found: NDArray[np.float64] = weight * (known["queries"] @ weights)
    return found
