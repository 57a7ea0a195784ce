from __future__ import annotations

from math import log2

import numpy as np
import pytest

from evaluation.spread import coverage, exposure, gini, lorenz, novelty

SHOWN = np.array([[0, 1, 2], [0, 3, -1]])


def test_exposure_counts_lists_within_the_first_ranks() -> None:
    assert exposure(SHOWN, 5, 2).tolist() == [2, 1, 0, 1, 0]


def test_coverage_is_the_share_of_candidates_shown_at_all() -> None:
    assert coverage(exposure(SHOWN, 5, 3)) == 4 / 5


@pytest.mark.parametrize(
    ("exposed", "expected"),
    [
        pytest.param([4, 4, 4, 4], 0.0, id="all alike"),
        pytest.param([0, 0, 0, 9], 1 - 1 / 4, id="one has it all"),
        pytest.param([3, 1], 1 + 1 / 2 - (1 / 4 + 4 / 4), id="three and one"),
    ],
)
def test_gini_measures_inequality(exposed: list[int], expected: float) -> None:
    assert gini(np.array(exposed)) == pytest.approx(expected)


def test_gini_is_one_less_twice_the_area_under_the_lorenz_curve() -> None:
    exposed = np.array([5, 0, 2, 1])
    candidates, held = lorenz(exposed)
    area = (np.diff(candidates) * (held[1:] + held[:-1]) / 2).sum()
    assert gini(exposed) == pytest.approx(1 - 2 * area)


def test_the_lorenz_curve_starts_with_the_least_shown() -> None:
    candidates, held = lorenz(np.array([6, 0, 2]))
    assert candidates == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert held == pytest.approx([0, 0, 2 / 8, 1])


def test_novelty_is_the_mean_surprise_of_what_is_shown() -> None:
    assert novelty(SHOWN, np.array([4, 2, 1, 1]), 2) == pytest.approx((2 * 1 + log2(4) + log2(8)) / 4)


def test_without_candidates_or_lists_figures_are_not_defined() -> None:
    nobody = np.zeros(0, dtype=np.int64)
    found = [coverage(nobody), gini(nobody), novelty(np.array([[-1]]), np.array([1]), 10)]
    assert np.isnan(found).all()
