from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reciprocity import mutual_logit

LOGIT = st.floats(-50, 50)


def test_the_pair_gets_the_mean_of_both_log_odds() -> None:
    assert mutual_logit(np.array([1.0, -2.0]), np.array([3.0, 0.0])).tolist() == [2.0, -1.0]


@given(LOGIT, LOGIT)
def test_who_asks_does_not_matter(one: float, other: float) -> None:
    assert mutual_logit(np.array([one]), np.array([other])) == mutual_logit(np.array([other]), np.array([one]))


@given(LOGIT, LOGIT, st.floats(0, 10))
def test_more_interest_of_either_side_never_lowers_the_score(one: float, other: float, more: float) -> None:
    assert mutual_logit(np.array([one + more]), np.array([other])) >= mutual_logit(np.array([one]), np.array([other]))


@given(LOGIT)
def test_two_sides_that_agree_give_what_they_agree_on(one: float) -> None:
    assert mutual_logit(np.array([one]), np.array([one]))[0] == pytest.approx(one)
