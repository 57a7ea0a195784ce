from __future__ import annotations

from dataclasses import replace
from math import log2

import numpy as np
import pytest

from evaluation.exposure import ExposurePoint, curve_table, exposure_curve
from evaluation.splits import Task

# Both want a most; q1, whom a suits best, is right to.
SCORES = np.array([[9, 2, -np.inf], [8, 7, 6]], dtype=np.float32)


def test_without_a_cap_lists_are_in_the_order_of_scores(task: Task) -> None:
    (point,) = exposure_curve(task, SCORES, [2])
    second = (1 / log2(3) + 1 / log2(4)) / (1 + 1 / log2(3))
    assert point.ndcg == pytest.approx((1 + second) / 2)
    assert (point.coverage, point.mean_length) == (1.0, (2 + 3) / 2)
    assert point.gini == pytest.approx(1 + 1 / 3 - 2 / 3 * (1 / 5 + 3 / 5 + 5 / 5))


def test_a_capped_candidate_stays_where_it_scores_highest(task: Task) -> None:
    (point,) = exposure_curve(task, SCORES, [1])
    # q1 keeps a and loses b to q2, whose list is b, ghost: both right.
    assert point == ExposurePoint(cap=1, ndcg=1.0, coverage=1.0, gini=pytest.approx(0.0), mean_length=1.5)


def test_a_pool_ends_how_far_down_a_query_is_moved(task: Task) -> None:
    (point,) = exposure_curve(task, SCORES, [1], pool=1)
    assert (point.ndcg, point.mean_length) == (0.5, 0.5)


def test_the_curve_has_a_point_for_each_cap(task: Task) -> None:
    table = curve_table(exposure_curve(task, SCORES, [1, 2])).splitlines()
    assert table[2] == "| 1 | 1.000 | 1.000 | 0.000 | 1.50 |"
    assert table[3].startswith("| 2 | ")


def test_no_caps_make_no_curve(task: Task) -> None:
    assert exposure_curve(task, SCORES, []) == ()


def test_a_cap_that_shows_nobody_is_refused(task: Task) -> None:
    with pytest.raises(ValueError, match="1 or more"):
        exposure_curve(task, SCORES, [0])


def test_without_queries_there_is_nothing_to_measure(task: Task) -> None:
    empty = replace(task, queries=(), relevant={})
    (point,) = exposure_curve(empty, SCORES[:0], [1])
    assert np.isnan([point.ndcg, point.mean_length]).all()
