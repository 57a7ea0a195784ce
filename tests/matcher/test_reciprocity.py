from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reciprocity import mutual_logit, side_weights
from models.ranking import sigmoid

LOGIT = st.floats(-50, 50)
ROUNDING = 1e-12


def of(one: float, other: float) -> float:
    return float(mutual_logit(np.array([one]), np.array([other]))[0])


@pytest.mark.parametrize(
    ("company", "counterpart", "expected"),
    [
        pytest.param(0.5, 0.5, 0.5, id="agree"),
        pytest.param(0.9, 0.1, 2 / (1 / 0.9 + 1 / 0.1), id="one is eager"),
        pytest.param(0.2, 0.3, 2 / (1 / 0.2 + 1 / 0.3), id="both hesitate"),
    ],
)
def test_the_pair_gets_the_harmonic_mean_of_both_chances(company: float, counterpart: float, expected: float) -> None:
    logits = [np.log(chance / (1 - chance)) for chance in (company, counterpart)]
    assert sigmoid(np.array([of(*logits)]))[0] == pytest.approx(expected)


def test_an_eager_side_does_not_make_up_for_one_that_refuses() -> None:
    assert of(4.0, -4.0) < of(-1.0, -1.0) < of(0.0, 0.0)


@given(LOGIT, LOGIT)
def test_who_asks_does_not_matter(one: float, other: float) -> None:
    assert of(one, other) == of(other, one)


@given(LOGIT, LOGIT, st.floats(0, 10))
def test_more_interest_of_either_side_never_lowers_the_score(one: float, other: float, more: float) -> None:
    assert of(one + more, other) >= of(one, other) - ROUNDING


@given(LOGIT)
def test_two_sides_that_agree_give_what_they_agree_on(one: float) -> None:
    assert of(one, one) == pytest.approx(one)


@given(LOGIT, LOGIT)
def test_the_score_lies_between_the_lower_interest_and_the_mean_of_both(one: float, other: float) -> None:
    assert min(one, other) - ROUNDING <= of(one, other) <= (one + other) / 2 + ROUNDING


@given(LOGIT, LOGIT)
def test_weights_share_the_score_out_exactly(one: float, other: float) -> None:
    first, second = side_weights(np.array([one]), np.array([other]))
    assert first[0] + second[0] == pytest.approx(1.0)
    assert first[0] * one + second[0] * other == pytest.approx(of(one, other), abs=1e-9)


@given(LOGIT, LOGIT)
def test_the_less_interested_side_weighs_more(one: float, other: float) -> None:
    first, second = (float(weight[0]) for weight in side_weights(np.array([one]), np.array([other])))
    assert 0.0 <= first <= 1.0
    assert first == pytest.approx(second, abs=1e-9) or (first > second) == (one < other)


@pytest.mark.parametrize("lead", [0.0, 9e-5, 1.1e-4, 0.3, 7.0])
def test_a_weight_is_the_mean_slope_on_the_way_from_even_chances(lead: float) -> None:
    steps = (np.arange(20_000) + 0.5) / 20_000
    slopes = 1.0 / (1.0 + np.exp(-steps * lead))
    weight = side_weights(np.array([1.0]), np.array([1.0 + lead]))[0][0]
    assert weight == pytest.approx(slopes.mean(), abs=1e-9)
