"""Strong, possible or weak."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.fit import (
    JUDGED_POSSIBLE,
    JUDGED_STRONG,
    LEAST_POSSIBLE,
    LEAST_STRONG,
    LEAST_UNNAMED,
    NAMED_SECTOR,
    NAMED_TOPIC,
    Fit,
    pair_fits,
)

NEUTRAL = {
    "apart": 0.0,
    "limits": 0.0,
    "stage": 0.0,
    "wanted_by_company": 0.0,
    "seat": 0.0,
    "sector": 0.0,
    "topic": 0.0,
    "judgement": 0.0,
}


def fit(score: float, **features: float) -> Fit:
    columns = {name: np.array([value], dtype=np.float32) for name, value in {**NEUTRAL, **features}.items()}
    return pair_fits(columns, np.array([score]))[0]


@pytest.mark.parametrize("named", [{"sector": NAMED_SECTOR}, {"topic": 2 * NAMED_TOPIC}])
def test_a_high_score_and_a_field_that_both_name_is_strong(named: dict[str, float]) -> None:
    assert fit(LEAST_STRONG, **named) is Fit.STRONG


def test_a_high_score_without_a_named_field_is_possible() -> None:
    assert fit(0.9) is Fit.POSSIBLE


def test_a_middling_score_is_possible() -> None:
    assert fit(LEAST_POSSIBLE, sector=1.0) is Fit.POSSIBLE


def test_without_a_named_field_it_takes_more_to_be_possible() -> None:
    assert fit(LEAST_UNNAMED) is Fit.POSSIBLE
    assert fit(LEAST_UNNAMED - 0.01) is Fit.WEAK


@pytest.mark.parametrize(
    "hurdle", [{"apart": -0.5}, {"limits": -1.0}, {"stage": -0.4}, {"wanted_by_company": -1.0}, {"seat": -1.0}], ids=str
)
def test_a_hurdle_makes_a_pair_weak_whatever_its_score(hurdle: dict[str, float]) -> None:
    assert fit(0.9, **{"sector": 1.0, **hurdle}) is Fit.WEAK


@pytest.mark.parametrize("judgement", [-0.1, 0.1])
@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (JUDGED_STRONG, Fit.STRONG),
        (JUDGED_STRONG - 0.01, Fit.POSSIBLE),
        (JUDGED_POSSIBLE, Fit.POSSIBLE),
        (JUDGED_POSSIBLE - 0.01, Fit.WEAK),
    ],
)
def test_a_pair_that_is_judged_is_told_by_its_score_alone(judgement: float, score: float, expected: Fit) -> None:
    assert fit(score, judgement=judgement) is expected
    assert fit(score, judgement=judgement, sector=1.0, topic=1.0) is expected
    assert fit(score, judgement=judgement, apart=-1.0) is expected


@pytest.mark.parametrize("hurdle", ["limits", "stage", "wanted_by_company", "seat"])
def test_what_rules_the_company_out_makes_a_judged_pair_weak(hurdle: str) -> None:
    assert fit(0.9, judgement=0.5, **{hurdle: -1.0}) is Fit.WEAK


def test_a_low_score_is_weak() -> None:
    assert fit(0.1, sector=1.0, topic=1.0) is Fit.WEAK


def test_no_pair_has_no_fit() -> None:
    assert pair_fits({name: np.empty(0, dtype=np.float32) for name in NEUTRAL}, np.empty(0)) == []
