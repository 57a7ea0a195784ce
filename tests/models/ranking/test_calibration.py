from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelError
from models.ranking.calibration import Isotonic, Platt, calibration_from_json, fit_isotonic, fit_platt

PAIRS = st.lists(st.tuples(st.floats(-5, 5), st.booleans()), min_size=1, max_size=30)


def test_platt_finds_the_shares_of_two_groups() -> None:
    scores = np.repeat([0.0, 1.0], 1000)
    outcomes = np.concatenate([np.arange(1000) < 200, np.arange(1000) < 600])
    assert fit_platt(scores, outcomes).probabilities([0.0, 1.0]).tolist() == pytest.approx([0.2, 0.6], abs=0.002)


def test_platt_never_turns_the_order_round() -> None:
    fitted = fit_platt([0.0, 0.0, 1.0, 1.0], [1, 1, 0, 0])
    assert fitted.slope == 0.0
    assert fitted.probabilities([0.0, 1.0]).tolist() == [0.5, 0.5]


def test_without_outcomes_everything_is_even() -> None:
    assert fit_platt([], []).probabilities([3.0]).tolist() == [pytest.approx(0.5)]


def test_isotonic_pools_what_is_out_of_order() -> None:
    fitted = fit_isotonic([1.0, 2.0, 3.0, 4.0], [0, 1, 0, 1])
    assert fitted.probabilities([0.0, 1.0, 2.0, 3.0, 4.0, 9.0]).tolist() == [0.0, 0.0, 0.5, 0.5, 1.0, 1.0]


def test_isotonic_needs_a_score() -> None:
    with pytest.raises(ModelError, match="at least one score"):
        fit_isotonic([], [])


@given(pairs=PAIRS)
def test_a_higher_score_never_has_a_lower_probability(pairs: list[tuple[float, bool]]) -> None:
    scores, outcomes = [score for score, _ in pairs], [outcome for _, outcome in pairs]
    grid = np.linspace(-6, 6, 50)
    for fitted in (fit_platt(scores, outcomes), fit_isotonic(scores, outcomes)):
        probabilities = fitted.probabilities(grid)
        assert (np.diff(probabilities) >= -1e-12).all()
        assert ((probabilities >= 0) & (probabilities <= 1)).all()


@pytest.mark.parametrize("fitted", [Platt(slope=0.1, intercept=-7.0), Isotonic(scores=(0.1, 2.0), values=(0.0, 0.3))])
def test_json_keeps_every_bit(fitted: Platt | Isotonic) -> None:
    assert calibration_from_json(fitted.to_json()) == fitted


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{}",
        '{"kind": "platt", "slope": -1, "intercept": 0}',
        '{"kind": "other", "scores": [1], "values": [1]}',
        '{"kind": "isotonic", "scores": [1, 2], "values": [0.5, 0.1]}',
        '{"kind": "isotonic", "scores": [], "values": []}',
    ],
)
def test_what_is_no_calibration_is_refused(line: str) -> None:
    with pytest.raises(ModelError):
        calibration_from_json(line)


def test_scores_that_nearly_part_the_outcomes_are_still_fitted() -> None:
    scores = np.concatenate([np.linspace(-1.0, 0.0, 900), np.linspace(2.0, 4.0, 100)])
    outcomes = scores > 1.9
    fitted = fit_platt(scores, outcomes)
    assert fitted.slope > 1.0
    assert fitted.probabilities(scores).mean() == pytest.approx(0.1, abs=0.005)
