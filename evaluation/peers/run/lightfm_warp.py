"""LightFM with the WARP loss: startups ask, counterparts answer, both described by their facts."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray


def score(known: dict[str, Any], parameters: dict[str, float], seed: int) -> NDArray[np.float64]:
    """`(n_queries, n_candidates)` scores; a counterpart is itself and its facts, a startup its facts alone."""
    from lightfm import LightFM

    weight = parameters["candidate_facts"]
    described = known["candidates"] * weight if weight else known["candidates"][:, :0]
    candidates = sp.csr_matrix(sp.hstack([sp.identity(described.shape[0]), described]), dtype=np.float32)
    past, queries = (_shared(known[name]) for name in ("past", "queries"))
    model = LightFM(
        no_components=int(parameters["factors"]),
        loss="warp",
        learning_rate=parameters["learning_rate"],
        user_alpha=parameters["penalty"],
        item_alpha=parameters["penalty"],
        max_sampled=30,
        random_state=seed,
    )
    deals = known["deals"].T.tocoo().astype(np.float32)
    model.fit(deals, user_features=past, item_features=candidates, epochs=int(parameters["epochs"]), num_threads=1)
    bias, answers = model.get_item_representations(candidates)
    _, asked = model.get_user_representations(queries)
    found: NDArray[np.float64] = asked.astype(np.float64) @ answers.T + bias
    return found


def _shared(facts: sp.csr_matrix) -> sp.csr_matrix:
    """The facts of each startup and one that all have, rows that sum to 1."""
    whole = sp.csr_matrix(sp.hstack([facts, np.ones((facts.shape[0], 1))]))
    return sp.csr_matrix(sp.diags(1.0 / np.asarray(whole.sum(axis=1)).ravel()) @ whole, dtype=np.float32)
