"""Who deals with whom: what a company's likely counterparts say about the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from matcher.past.view import Floats, PastView

EASE_PENALTY = 10.0
RESTART = 0.3
"""Share of a walk that starts again from the company's likely counterparts."""
N_FACTORS = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Three square matrices over candidates; likely counterparts times one of them gives who else is likely."""

    ease: Floats
    walk: Floats
    factors: Floats

    def columns(self, likely: Floats) -> dict[str, Floats]:
        """`(n_queries, n_candidates)` per feature from `likely`, the same shape and 0 or more, rows of any scale."""
        total = likely.sum(axis=1, keepdims=True)
        shares = likely / np.where(total > 0, total, 1.0).astype(np.float32)
        return {
            "graph_ease": shares @ self.ease,
            "graph_walk": np.log(shares @ self.walk + 1e-6),
            "graph_factors": (shares @ self.factors) @ self.factors.T,
        }


def build_graph(view: PastView) -> Graph:
    """The co-investment graph of the candidates."""
    together = np.asarray((view.entries @ view.entries.T).toarray(), dtype=np.float64)
    return Graph(ease=ease_weights(together), walk=walk_shares(together), factors=_factors(view.entries))


def ease_weights(together: np.ndarray) -> Floats:
    """EASE: the item-to-item weights −P / diag(P), P = (XᵀX + λI)⁻¹, zero diagonal (Steck, WWW 2019)."""
    if not len(together):
        return np.zeros((0, 0), dtype=np.float32)
    inverse = np.linalg.inv(together + EASE_PENALTY * np.eye(len(together)))
    weights = -inverse / np.diag(inverse)[None, :]
    np.fill_diagonal(weights, 0.0)
    return weights.astype(np.float32)


def walk_shares(together: np.ndarray) -> Floats:
    """Row i: where a walk with restarts from candidate i is found (personalised PageRank), rows sum to 1."""
    links = together.copy()
    np.fill_diagonal(links, 0.0)
    out = links.sum(axis=1, keepdims=True)
    step = np.where(out > 0, links / np.where(out > 0, out, 1.0), np.eye(len(links)))
    return np.asarray(RESTART * np.linalg.inv(np.eye(len(links)) - (1.0 - RESTART) * step), dtype=np.float32)


def _factors(entries: sp.csr_matrix) -> Floats:
    """Unit directions of the largest singular values of the entries, `(n_candidates, k)`."""
    k = min(N_FACTORS, *entries.shape)
    if k == 0:
        return np.zeros((entries.shape[0], 0), dtype=np.float32)
    scaled = entries.multiply(1.0 / np.sqrt(np.maximum(np.asarray(entries.sum(axis=0)), 1.0))).tocsr()
    values, vectors = np.linalg.eigh(np.asarray((scaled @ scaled.T).toarray(), dtype=np.float64))
    order = np.argsort(-values, kind="stable")[:k]
    return vectors[:, order].astype(np.float32)
