from __future__ import annotations

import numpy as np
import pytest

from evaluation.calibration import Bin, brier, expected_calibration_error, reliability

PROBABILITIES = np.array([0.9, 0.1, 0.7, 0.3])
OUTCOMES = np.array([True, False, False, False])


def test_bins_hold_as_many_pairs_each_lowest_first() -> None:
    low, high = reliability(PROBABILITIES, OUTCOMES, 2)
    assert (low.n, low.predicted, low.observed) == (2, pytest.approx(0.2), 0.0)
    assert (high.n, high.predicted, high.observed) == (2, pytest.approx(0.8), 0.5)


def test_the_error_is_the_mean_distance_of_bins() -> None:
    assert expected_calibration_error(PROBABILITIES, OUTCOMES, 2) == pytest.approx((0.2 + 0.3) / 2)


def test_equal_probabilities_share_a_bin_in_any_order() -> None:
    probabilities = np.array([0.5, 0.5, 0.5, 0.5])
    expected = (Bin(n=4, predicted=0.5, observed=0.25),)
    assert reliability(probabilities, OUTCOMES, 2) == reliability(probabilities, OUTCOMES[::-1], 2) == expected


def test_the_brier_score_is_a_mean_square() -> None:
    assert brier(PROBABILITIES, OUTCOMES) == pytest.approx((0.01 + 0.01 + 0.49 + 0.09) / 4)


def test_without_pairs_nothing_is_defined() -> None:
    nothing = np.zeros(0), np.zeros(0, dtype=bool)
    assert reliability(*nothing) == ()
    assert np.isnan([brier(*nothing), expected_calibration_error(*nothing)]).all()


@pytest.mark.parametrize(
    ("probabilities", "message"),
    [([0.5], "outcomes"), ([0, 0, 0, 1.1], "outside"), ([0, 0, 0, np.nan], "outside")],
    ids=["lengths", "above one", "no number"],
)
def test_what_are_no_probabilities_is_refused(probabilities: list[float], message: str) -> None:
    for measure in (brier, expected_calibration_error):
        with pytest.raises(ValueError, match=message):
            measure(np.array(probabilities), OUTCOMES)
