from __future__ import annotations

import numpy as np
import pytest

from evaluation.mutual.comparison import AUC, rank_people
from evaluation.mutual.interests import Interests
from evaluation.mutual.scores import (
    FORMS,
    POOL,
    SHIPPED,
    HeldOut,
    both_logits,
    calibrate,
    fit_pool,
    score_events,
    sigmoid,
)


def held_out(rng: np.random.Generator, a_base: float = 0.0, b_base: float = 0.0, n: int = 15) -> HeldOut:
    """True interests, independent of one another, and what both sides said."""
    a, b = a_base + rng.normal(0, 1, (n, n)), b_base + rng.normal(0, 1, (n, n))
    mutual = (rng.random((n, n)) < sigmoid(a)) & (rng.random((n, n)) < sigmoid(b))
    return HeldOut(interests=Interests(a=a, b=b), hidden=np.ones((n, n), dtype=np.bool_), mutual=mutual)


def one_pair(a: float, b: float) -> HeldOut:
    truth = np.array([[True]])
    return HeldOut(interests=Interests(a=np.array([[a]]), b=np.array([[b]])), hidden=truth, mutual=truth)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("first side only", 0.8),
        ("second side only", 0.2),
        ("product", 0.16),
        (SHIPPED, 2 * 0.8 * 0.2),
        ("minimum", 0.2),
        (POOL, 0.5),
        ("log-odds weighted by refusals", 1 / (1 + 4**0.6)),
        ("equilibrium (Choo–Siow)", 0.5),
    ],
)
def test_a_pair_of_80_and_20_percent_scores(name: str, expected: float) -> None:
    pair = one_pair(np.log(4), -np.log(4))
    assert score_events([pair], FORMS[name])[0][0, 0] == pytest.approx(expected)


def test_one_sided_lists_lose_when_the_other_side_is_choosy() -> None:
    event = held_out(np.random.default_rng(0), a_base=2.0, b_base=-2.0, n=40)
    auc = {
        name: np.nanmean(rank_people(score_events([event], FORMS[name])[0], event.hidden, event.mutual)[AUC])
        for name in ("first side only", "second side only", SHIPPED)
    }
    assert auc["first side only"] < auc[SHIPPED] - 0.05
    assert auc["second side only"] > auc["first side only"]


def test_the_pool_learns_that_the_choosy_side_decides() -> None:
    rng = np.random.default_rng(1)
    pool = fit_pool([held_out(rng, 2.0, -1.0) for _ in range(5)], both_logits)
    assert pool.weights[1] > 2 * pool.weights[0] > 0


@pytest.mark.parametrize("name", [name for name in FORMS if "learned" in name or "calibrated" in name])
def test_what_a_form_learns_it_does_not_learn_on_the_event_it_scores(name: str) -> None:
    rng = np.random.default_rng(2)
    events = [held_out(rng) for _ in range(3)]
    other = HeldOut(interests=events[0].interests, hidden=events[0].hidden, mutual=~events[0].mutual)
    before, after = (score_events([first, *events[1:]], FORMS[name]) for first in (events[0], other))
    assert np.array_equal(before[0], after[0])
    assert not np.array_equal(before[1], after[1])


def test_calibration_keeps_the_order_and_meets_the_share() -> None:
    rng = np.random.default_rng(3)
    events = [held_out(rng, n=40) for _ in range(3)]
    scores = score_events(events, FORMS[POOL])
    chances = calibrate(events, scores)
    assert np.array_equal(np.argsort(chances[0].ravel()), np.argsort(scores[0].ravel()))
    assert chances[0].mean() == pytest.approx(events[0].mutual.mean(), abs=0.03)
    assert abs(scores[0].mean() - events[0].mutual.mean()) > 0.1
