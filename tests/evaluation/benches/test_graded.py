from __future__ import annotations

from math import log, log2

import numpy as np
import pytest

from evaluation.benches.graded import fit_logistic, ndcg, precision


def test_the_gain_of_a_grade_is_two_to_its_power_less_one() -> None:
    dcg = 1 / log2(2) + 0 + 3 / log2(4)
    ideal = 3 / log2(2) + 1 / log2(3)
    assert ndcg([1, 0, 2], [0, 1, 2], 10) == pytest.approx(dcg / ideal)


def test_only_the_first_k_ranks_count() -> None:
    assert ndcg([0, 2], [0, 2], 1) == 0


def test_a_judged_option_that_is_not_listed_lowers_the_gain() -> None:
    assert ndcg([1], [1, 1], 10) == pytest.approx(1 / (1 + 1 / log2(3)))


def test_without_any_relevant_option_the_gain_is_not_a_number() -> None:
    assert np.isnan(ndcg([0, 0], [0, 0], 10))


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        pytest.param([2, 1, 0, 0, 1, 2], 3 / 5, id="both grades count, the sixth rank does not"),
        pytest.param([2], 1 / 5, id="a short list counts against it"),
        pytest.param([], 0.0, id="no list"),
    ],
)
def test_precision_counts_grades_from_one(grades: list[int], expected: float) -> None:
    assert precision(grades, 5) == pytest.approx(expected)


def test_log_odds_that_are_right_have_slope_one_and_intercept_zero() -> None:
    logits = np.repeat([0.0, log(3)], 4)
    positive = np.array([True, True, False, False, True, True, True, False])
    assert fit_logistic(logits, positive) == pytest.approx((1, 0))


def test_outcomes_that_are_all_alike_are_refused() -> None:
    with pytest.raises(ValueError, match="alike"):
        fit_logistic(np.array([0.0, 1.0]), np.array([True, True]))
