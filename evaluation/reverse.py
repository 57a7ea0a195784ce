"""The same question from the other side: which startups should a counterpart see first?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from evaluation.rankings import Scores
from evaluation.splits import Task


def reverse_task(task: Task) -> Task:
    """The task with its sides exchanged: every candidate that dealt with a query asks, and all queries are ranked.

    Startups that nobody has met have no history, so what is known of candidates says nothing of them.
    """
    asking: dict[str, set[str]] = {}
    for query in task.queries:
        for candidate in task.relevant[query]:
            asking.setdefault(candidate, set()).add(query)
    queries = tuple(sorted(asking))
    return replace(
        task,
        queries=queries,
        candidates=task.queries,
        relevant={query: frozenset(asking[query]) for query in queries},
        history=task.history.iloc[:0],
    )


def reverse_scores(scores: Mapping[str, Scores], task: Task) -> dict[str, Scores]:
    """The matrices of a task for `reverse_task(task)`: a counterpart ranks startups by how high it stands with each.

    Each row of the task is first brought to mean 0 and deviation 1, since only the order within it has a meaning.
    """
    column_of = {candidate: column for column, candidate in enumerate(task.candidates)}
    columns = [column_of[query] for query in reverse_task(task).queries]
    return {name: np.ascontiguousarray(_standard(matrix)[:, columns].T) for name, matrix in scores.items()}


def _standard(matrix: Scores) -> Scores:
    centred = matrix - matrix.mean(axis=1, keepdims=True)
    spread = centred.std(axis=1, keepdims=True)
    return np.asarray(centred / np.where(spread > 0, spread, 1.0), dtype=np.float32)
