from __future__ import annotations

from collections.abc import Iterator

import faiss
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.index import FaissIndex
from matcher.index.dense import BLAS_THRESHOLD

Floats = npt.NDArray[np.float32]


@pytest.fixture
def threshold() -> Iterator[None]:
    """Give FAISS its global threshold back afterwards."""
    before = faiss.cvar.distance_compute_blas_threshold
    yield
    faiss.cvar.distance_compute_blas_threshold = before


def brute_force(vectors: Floats, queries: Floats, k: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """The k nearest by a full sort in float64, equal scores by row, −1 and −inf where there are fewer."""
    scores = queries.astype(np.float64) @ vectors.astype(np.float64).T
    rows = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    missing = ((0, 0), (0, max(k - len(vectors), 0)))
    best = np.take_along_axis(scores, rows, axis=1)
    return np.pad(best, missing, constant_values=-np.inf), np.pad(rows, missing, constant_values=-1)


@given(
    n=st.integers(0, 60),
    n_queries=st.integers(0, 5),
    dimension=st.integers(1, 4),
    k=st.integers(1, 70),
    seed=st.integers(0, 2**16),
)
@settings(max_examples=150)
def test_the_index_answers_like_a_full_sort_ties_included(
    n: int, n_queries: int, dimension: int, k: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    vectors = rng.integers(-1, 2, (n, dimension)).astype(np.float32)
    queries = rng.integers(-1, 2, (n_queries, dimension)).astype(np.float32)
    scores, rows = FaissIndex(vectors).search(queries, k)
    expected_scores, expected_rows = brute_force(vectors, queries, k)
    assert rows.tolist() == expected_rows.tolist()
    assert scores.tolist() == expected_scores.tolist()


@pytest.mark.parametrize("k", [10, 99, 100, 600], ids=lambda k: f"k={k}")
@pytest.mark.parametrize("n_queries", [1, 40])
def test_large_answers_keep_the_first_of_many_ties(k: int, n_queries: int) -> None:
    rng = np.random.default_rng(0)
    vectors = rng.integers(-1, 2, (3000, 4)).astype(np.float32)
    queries = rng.integers(-1, 2, (n_queries, 4)).astype(np.float32)
    _, rows = FaissIndex(vectors).search(queries, k)
    assert rows.tolist() == brute_force(vectors, queries, k)[1].tolist()


def test_real_numbers_come_out_as_a_full_sort_has_them() -> None:
    rng = np.random.default_rng(1)
    vectors, queries = rng.standard_normal((500, 32)), rng.standard_normal((20, 32))
    scores, rows = FaissIndex(vectors.astype(np.float32)).search(queries.astype(np.float32), 7)
    expected_scores, expected_rows = brute_force(vectors.astype(np.float32), queries.astype(np.float32), 7)
    assert rows.tolist() == expected_rows.tolist()
    assert scores == pytest.approx(expected_scores, abs=1e-4)


def test_a_query_of_zeros_is_equally_far_from_all() -> None:
    scores, rows = FaissIndex(np.eye(3, dtype=np.float32)).search(np.zeros((1, 3), np.float32), 2)
    assert (scores.tolist(), rows.tolist()) == ([[0.0, 0.0]], [[0, 1]])


def test_an_index_without_vectors_finds_nothing() -> None:
    index = FaissIndex(np.zeros((0, 3), dtype=np.float32))
    scores, rows = index.search(np.ones((1, 3), np.float32), 2)
    assert len(index) == 0
    assert (scores.tolist(), rows.tolist()) == ([[-np.inf, -np.inf]], [[-1, -1]])


@pytest.mark.parametrize(
    ("queries", "k", "message"),
    [
        pytest.param(np.ones((1, 2), np.float32), 1, "holds vectors of 3 numbers", id="another dimension"),
        pytest.param(np.ones(3, np.float32), 1, r"shape \(3,\)", id="one flat query"),
        pytest.param(np.ones((1, 3), np.float32), 0, "at least one neighbour", id="no neighbour"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(queries: Floats, k: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        FaissIndex(np.eye(3, dtype=np.float32)).search(queries, k)


def test_small_batches_are_searched_by_matrix_product(threshold: None) -> None:
    faiss.cvar.distance_compute_blas_threshold = 128_000
    FaissIndex(np.eye(3, dtype=np.float32)).search(np.eye(3, dtype=np.float32), 1)
    assert faiss.cvar.distance_compute_blas_threshold == BLAS_THRESHOLD == 1000
