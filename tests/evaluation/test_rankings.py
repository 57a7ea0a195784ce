from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation.rankings import check_shape, hits, n_relevant, top_rows
from evaluation.splits import Task


def scores(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_the_best_come_first_and_ties_by_row() -> None:
    assert top_rows(scores([1, 3, 3, 2], [0, 0, 0, 0]), 3).tolist() == [[1, 2, 3], [0, 1, 2]]


def test_what_is_scored_minus_infinity_is_not_listed() -> None:
    assert top_rows(scores([-np.inf, 1, -np.inf]), 3).tolist() == [[1, -1, -1]]


def test_a_list_is_no_longer_than_there_are_candidates() -> None:
    assert top_rows(scores([1, 2]), 10).tolist() == [[1, 0]]


def test_a_score_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        top_rows(scores([0, np.nan]), 1)


def test_scores_of_another_shape_are_refused(task: Task) -> None:
    with pytest.raises(ValueError, match="2 queries × 3 candidates"):
        check_shape(task, scores([0, 0, 0]))


def test_hits_are_relevant_candidates_and_nothing_after_the_end(task: Task) -> None:
    assert hits(task, np.array([[1, 0, 2], [2, 0, -1]])).tolist() == [[False, True, False], [True, False, False]]


def test_hits_of_lists_without_candidates_are_none(task: Task) -> None:
    empty = replace(task, candidates=(), relevant={"q1": frozenset(), "q2": frozenset()})
    assert hits(empty, top_rows(np.zeros((2, 0), dtype=np.float32))).shape == (2, 0)


def test_relevant_candidates_are_counted(task: Task) -> None:
    assert n_relevant(task).tolist() == [1, 2]
