"""Scores → lists: the first k candidates of every query, best first, equal scores by id."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from evaluation.metrics import ndcg
from evaluation.splits import Task, relevance

Scores = npt.NDArray[np.float32]
"""`(n_queries, n_candidates)` in the order of a task, higher is better; −inf keeps a candidate out of the list."""
Rows = npt.NDArray[np.int64]
"""`(n_queries, k)` candidate rows, best first; −1 where a list has ended."""

DEPTH = 100
"""How far down a list is looked at."""


def top_rows(scores: Scores, k: int = DEPTH) -> Rows:
    """The k best candidates of each query; equal scores by row, which is by id. Narrower when there are fewer.

    Raises:
        ValueError: a score is NaN: it has no place in an order.

    >>> top_rows(np.array([[0.1, 0.7, 0.7, -np.inf]], dtype=np.float32), 4)
    array([[ 1,  2,  0, -1]])
    """
    if np.isnan(scores).any():
        raise ValueError("a score is NaN and has no place in an order; give −inf to what must not be listed")
    rows = np.argsort(-scores, axis=1, kind="stable")[:, :k].astype(np.int64)
    return np.where(np.isneginf(np.take_along_axis(scores, rows, axis=1)), -1, rows)


def check_shape(task: Task, scores: Scores, name: str = "the scores") -> None:
    """Nothing when there is one score per query and candidate.

    Raises:
        ValueError: the matrix has another shape.
    """
    shape = (len(task.queries), len(task.candidates))
    if scores.shape != shape:
        raise ValueError(f"{name} have shape {scores.shape}; the task has {shape[0]} queries × {shape[1]} candidates")


def hits(task: Task, rows: Rows) -> npt.NDArray[np.bool_]:
    """Whether each listed candidate is relevant to its query, the shape of `rows`; False after the end of a list."""
    if not rows.size:
        return np.zeros(rows.shape, dtype=np.bool_)
    found = np.take_along_axis(relevance(task), np.maximum(rows, 0), axis=1)
    return found & (rows >= 0)


def n_relevant(task: Task) -> npt.NDArray[np.int64]:
    """How many candidates are relevant to each query, `(n_queries,)`."""
    return np.array([len(task.relevant[query]) for query in task.queries], dtype=np.int64)


def ndcg_of(scores: Scores, task: Task, k: int = 10) -> npt.NDArray[np.float64]:
    """NDCG at k of the list of each query, `(n_queries,)`; raises as `top_rows` does."""
    return ndcg(hits(task, top_rows(scores, k)), n_relevant(task), k)
