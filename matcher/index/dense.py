"""Exact nearest neighbours by inner product. The only module that imports faiss."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

BLAS_THRESHOLD = 1000
"""Above this many queries × dimensions FAISS uses a matrix product; its default of 20 queries leaves batches slow."""


class VectorIndex(Protocol):
    """Vectors in, nearest rows out. Every adapter answers alike: exact, best first, ties by row."""

    def search(
        self, queries: npt.NDArray[np.float32], k: int
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """Scores `(n_queries, k)` and rows `(n_queries, k)`, best first; row −1 and score −inf where fewer than k exist."""
        ...


class FaissIndex:
    """A flat inner-product index over `(n, d)` float32 vectors; exact up to millions of profiles."""

    def __init__(self, vectors: npt.NDArray[np.float32], *, threads: int = 1) -> None:
        import faiss

        faiss.cvar.distance_compute_blas_threshold = BLAS_THRESHOLD
        self._faiss: Any = faiss
        self._threads = threads
        self._index: Any = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def __len__(self) -> int:
        """How many vectors the index holds."""
        return int(self._index.ntotal)

    def search(
        self, queries: npt.NDArray[np.float32], k: int
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """Scores and rows of the k nearest of each query, best first, equal scores by row.

        Raises:
            ValueError: the queries have another dimension than the index, or k < 1.
        """
        if queries.ndim != 2 or queries.shape[1] != self._index.d:
            raise ValueError(f"queries have shape {queries.shape}, the index holds vectors of {self._index.d} numbers")
        if k < 1:
            raise ValueError(f"k is {k}; ask for at least one neighbour")
        self._faiss.omp_set_num_threads(self._threads)
        scores, rows = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), k)
        scores = np.where(rows < 0, -np.inf, scores).astype(np.float32)
        order = np.lexsort((rows, -scores), axis=1)
        return np.take_along_axis(scores, order, axis=1), np.take_along_axis(rows, order, axis=1)
