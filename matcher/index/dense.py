"""Exact nearest neighbours by inner product. The only module that imports faiss."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

BLAS_THRESHOLD = 1000
"""From this many queries × dimensions on FAISS uses a matrix product.

Its default, 128,000, leaves batches of up to 333 queries of 384 numbers to a loop that is 2 to 8 times slower
(`evaluation.benches.index_speed` measures it).
"""
_TIES_AT_ONCE = 4_000_000
"""Scores held at a time when ties at the last place are settled (16 MB)."""


class VectorIndex(Protocol):
    """Vectors in, nearest rows out. Every adapter answers alike: exact, best first, ties by row."""

    def search(self, queries: npt.NDArray[np.float32], k: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """Scores and rows, both `(n_queries, k)`, best first; row −1 and score −inf where fewer than k exist."""
        ...


class FaissIndex:
    """A flat inner-product index over `(n, d)` float32 vectors; exact up to millions of profiles."""

    def __init__(
        self, vectors: npt.NDArray[np.float32], *, threads: int = 1, blas_threshold: int = BLAS_THRESHOLD
    ) -> None:
        import faiss

        self._faiss: Any = faiss
        self._blas_threshold = blas_threshold
        self._threads = threads
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self._index: Any = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(self._vectors)

    def __len__(self) -> int:
        """How many vectors the index holds."""
        return int(self._index.ntotal)

    def search(self, queries: npt.NDArray[np.float32], k: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """Scores and rows of the k nearest of each query, best first, equal scores by row, also at the last place.

        Raises:
            ValueError: the queries have another dimension than the index, or k < 1.
        """
        if queries.ndim != 2 or queries.shape[1] != self._index.d:
            raise ValueError(f"queries have shape {queries.shape}, the index holds vectors of {self._index.d} numbers")
        if k < 1:
            raise ValueError(f"k is {k}; ask for at least one neighbour")
        self._faiss.omp_set_num_threads(self._threads)
        self._faiss.cvar.distance_compute_blas_threshold = self._blas_threshold
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        scores, rows = self._index.search(queries, k + 1)
        tied = np.flatnonzero((rows[:, k] >= 0) & (scores[:, k] == scores[:, k - 1]))
        scores, rows = np.where(rows < 0, -np.inf, scores)[:, :k].astype(np.float32), rows[:, :k]
        n_at_once = max(1, _TIES_AT_ONCE // max(1, len(self)))
        for start in range(0, len(tied), n_at_once):
            block = tied[start : start + n_at_once]
            scores[block], rows[block] = self._search_stably(queries[block], k)
        order = np.lexsort((rows, -scores), axis=1)
        return np.take_along_axis(scores, order, axis=1), np.take_along_axis(rows, order, axis=1)

    def _search_stably(
        self, queries: npt.NDArray[np.float32], k: int
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """The same by a full sort: FAISS keeps any of those that tie for the last place, this the first rows."""
        scores = queries @ self._vectors.T
        rows = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        return np.take_along_axis(scores, rows, axis=1), rows
