from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from evaluation.mutual.interests import CONFIGS, InterestConfig, predict_interests, smallest_as_good
from evaluation.mutual.logistic import fit_logistic
from evaluation.two_sided import Event, hide, seen_half
from matcher.errors import DataError

EventFactory = Callable[..., tuple[Event, np.ndarray, np.ndarray]]
SMALL = (
    InterestConfig(name="event's mean", rows=False, columns=False),
    InterestConfig(name="effects of both"),
    InterestConfig(name="effects and 3 dimensions", rank=3),
)


def test_a_planted_preference_of_both_sides_is_found_in_hidden_pairs(planted: EventFactory) -> None:
    rng = np.random.default_rng(1)
    made = [planted(rng) for _ in range(4)]
    halves = [seen_half(event, rng) for event, _, _ in made]
    prediction = predict_interests([seen for seen, _ in halves], rng, SMALL)
    assert (prediction.a_choice.config, prediction.b_choice.config) == (SMALL[1], SMALL[1])
    for (_, a_truth, b_truth), (_, hidden), found in zip(made, halves, prediction.interests, strict=True):
        assert np.corrcoef(found.a[hidden], a_truth[hidden])[0, 1] > 0.6
        assert np.corrcoef(found.b[hidden], b_truth[hidden])[0, 1] > 0.6


def test_what_is_hidden_plays_no_part(planted: EventFactory) -> None:
    rng = np.random.default_rng(2)
    events = [planted(rng)[0] for _ in range(2)]
    hidden = [seen_half(event, rng)[1] for event in events]
    flipped = [
        Event(
            id=event.id,
            a_ids=event.a_ids,
            b_ids=event.b_ids,
            a_rates=np.where(cells, 10.0 - event.a_rates, event.a_rates),
            b_rates=np.where(cells, 10.0 - event.b_rates, event.b_rates),
            a_wants=np.where(cells, 1.0 - event.a_wants, event.a_wants),
            b_wants=np.where(cells, 1.0 - event.b_wants, event.b_wants),
        )
        for event, cells in zip(events, hidden, strict=True)
    ]
    first, other = (
        predict_interests([hide(*each) for each in zip(made, hidden, strict=True)], np.random.default_rng(0), SMALL)
        for made in (events, flipped)
    )
    assert np.array_equal(first.interests[0].a, other.interests[0].a)
    assert np.array_equal(first.interests[1].b, other.interests[1].b)


def test_a_side_that_says_the_same_of_everyone_cannot_be_learned(planted: EventFactory) -> None:
    event = planted(np.random.default_rng(3))[0]
    with pytest.raises(DataError, match="two events"):
        predict_interests([event], np.random.default_rng(0), SMALL)


@pytest.mark.parametrize(
    ("losses", "chosen"),
    [
        pytest.param([[0.5, 0.4], [0.5, 0.4], [0.5, 0.41]], 1, id="surely better"),
        pytest.param([[0.5, 0.4], [0.4, 0.5], [0.5, 0.45]], 0, id="not surely"),
        pytest.param([[0.4, 0.5], [0.4, 0.5], [0.4, 0.5]], 0, id="best is smallest"),
    ],
)
def test_the_smallest_way_as_good_as_the_best_is_taken(losses: list[list[float]], chosen: int) -> None:
    assert smallest_as_good(np.array(losses)) == chosen


def test_ways_have_names_of_their_own() -> None:
    assert len({config.name for config in CONFIGS}) == len(CONFIGS)


def test_regression_finds_the_odds_of_groups_and_leaves_out_what_never_varies() -> None:
    group = np.array([0.0] * 4 + [1.0] * 4)
    outcomes = np.array([True, False, False, False, True, True, True, False])
    model = fit_logistic(np.stack([group, np.full(8, 7.0)], axis=1), outcomes, penalty=1e-6)
    assert model.logits(np.array([[0.0, 7.0], [1.0, 7.0]])) == pytest.approx([-np.log(3), np.log(3)], abs=1e-4)
    assert model.weights[1] == 0.0
