"""How fast the vector index answers a batch, against the bare matrix product that it cannot do without.

`OPENBLAS_NUM_THREADS=1 python -m evaluation.benches.index_speed` prints, for several numbers of vectors and dimensions,
the time of `FaissIndex.search` for the nearest 10 as a ratio to a NumPy GEMM of the same queries and vectors, which
only computes the scores and chooses nothing; and how much slower the loop is that FAISS would take with its own default
for small batches. Contestants take turns and the least time of each counts, so that a busy machine slows all alike.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from matcher.index import FaissIndex

SHAPES = ((5_731, 384), (5_731, 1_792), (100_000, 384), (100_000, 1_792))
N_QUERIES, N_SMALL_BATCH, K = 350, 60, 10
FAISS_DEFAULT_THRESHOLD = 128_000
THREADS_VARIABLE = "OPENBLAS_NUM_THREADS"
LIMIT = 1.2
"""The highest ratio to the matrix product that the index may have."""

Floats = npt.NDArray[np.float32]


def least_seconds(contestants: Mapping[str, Callable[[], object]], turns: int) -> dict[str, float]:
    """The least time of each contestant over `turns` turns; each runs once before, unclocked."""
    least = {name: float("inf") for name in contestants}
    for run in contestants.values():
        run()
    for _ in range(turns):
        for name, run in contestants.items():
            start = time.perf_counter()
            run()
            least[name] = min(least[name], time.perf_counter() - start)
    return least


def unit_vectors(rng: np.random.Generator, n: int, dimension: int) -> Floats:
    """Random unit rows, `(n, dimension)` float32."""
    vectors = rng.standard_normal((n, dimension), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def measure(n_vectors: int, dimension: int, n_queries: int, turns: int, seed: int) -> dict[str, float]:
    """The least seconds of the product, of the index, and of a small batch with our threshold and FAISS's own."""
    rng = np.random.default_rng(seed)
    vectors, queries = unit_vectors(rng, n_vectors, dimension), unit_vectors(rng, n_queries, dimension)
    few = queries[:N_SMALL_BATCH]
    index, by_default = FaissIndex(vectors), FaissIndex(vectors, blas_threshold=FAISS_DEFAULT_THRESHOLD)
    contestants: dict[str, Callable[[], object]] = {
        "product": lambda: queries @ vectors.T,
        "index": lambda: index.search(queries, K),
        "few": lambda: index.search(few, K),
        "few by default": lambda: by_default.search(few, K),
    }
    return least_seconds(contestants, turns)


def row(n_vectors: int, dimension: int, seconds: Mapping[str, float]) -> str:
    """One line of the table."""
    product, index = seconds["product"], seconds["index"]
    default = seconds["few by default"] / seconds["few"]
    return f"| {n_vectors} × {dimension} | {product:.3f} | {index:.3f} | {index / product:.2f} | {default:.1f} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a ratio is above `LIMIT`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--largest", type=int, default=max(n for n, _ in SHAPES), help="leave larger indexes out")
    options = parser.parse_args(arguments)
    if os.environ.get(THREADS_VARIABLE) != "1":
        parser.error(f"set {THREADS_VARIABLE}=1: FAISS runs on one thread, and the matrix product must too")
    sys.stdout.write(
        f"{N_QUERIES} queries, nearest {K}, one thread, least of {options.turns} turns, seed {options.seed}\n\n"
        f"| vectors | product, s | index, s | × product | {N_SMALL_BATCH} queries by FAISS's default, × ours |\n"
        "| --- | --- | --- | --- | --- |\n"
    )
    worst = 0.0
    for n_vectors, dimension in SHAPES:
        if n_vectors <= options.largest:
            seconds = measure(n_vectors, dimension, N_QUERIES, options.turns, options.seed)
            worst = max(worst, seconds["index"] / seconds["product"])
            sys.stdout.write(f"{row(n_vectors, dimension, seconds)}\n")
    sys.stdout.write(f"\nHighest ratio {worst:.2f}, limit {LIMIT}\n")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
