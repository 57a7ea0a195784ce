from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.shortlist import ShortlistConfig, deferred_acceptance, exposure_cap, make_shortlists

PLAIN = ShortlistConfig(top=2).plain()
LOOSE = ShortlistConfig(top=2, diversity=0.0)


def lists(table: list[list[float]], config: ShortlistConfig, vectors: np.ndarray | None = None) -> list[list[int]]:
    """The option rows chosen for each asker of a full table of logits, rows askers."""
    logits = np.array(table, dtype=np.float64)
    askers, options = np.indices(logits.shape, dtype=np.int32)
    vectors = np.zeros((logits.shape[1], 2), dtype=np.float32) if vectors is None else vectors
    chosen = make_shortlists(askers.ravel(), options.ravel(), logits.ravel(), vectors, len(table), config)
    return [options.ravel()[part].tolist() for part in chosen]


def test_plain_lists_are_in_pure_score_order() -> None:
    assert lists([[0.1, 0.9, 0.5], [3.0, 2.0, 1.0]], PLAIN) == [[1, 2], [0, 1]]


def test_equal_scores_are_ordered_by_row() -> None:
    assert lists([[1.0, 2.0, 1.0, 2.0]], ShortlistConfig(top=4).plain()) == [[1, 3, 0, 2]]


def test_a_list_is_short_only_when_there_is_nothing_left() -> None:
    assert lists([[1.0]], PLAIN) == [[0]]


def test_an_asker_without_pairs_gets_an_empty_list() -> None:
    chosen = make_shortlists(
        np.array([1], np.int32), np.array([0], np.int32), np.array([1.0]), np.zeros((1, 2), np.float32), 3, LOOSE
    )
    assert [part.tolist() for part in chosen] == [[], [0], []]


def test_no_askers_give_no_lists() -> None:
    nothing = np.empty(0, dtype=np.int32)
    assert make_shortlists(nothing, nothing, np.empty(0), np.zeros((0, 2), np.float32), 0, ShortlistConfig()) == []


def test_diversity_passes_over_the_twin_of_one_already_listed() -> None:
    vectors = np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]], dtype=np.float32)
    diverse = ShortlistConfig(top=3, diversity=0.6, exposure_share=1.0)
    assert lists([[1.0, 0.9, 0.5]], diverse, vectors) == [[0, 2, 1]]
    assert lists([[1.0, 0.9, 0.3]], diverse, vectors) == [[0, 1, 2]]


def test_the_same_text_twice_waits_until_nothing_else_is_left() -> None:
    vectors = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    diverse = ShortlistConfig(top=3, diversity=0.6, exposure_share=1.0)
    assert lists([[5.0, 4.9, -3.0]], diverse, vectors) == [[0, 2, 1]]


def test_options_without_text_repeat_nothing() -> None:
    diverse = ShortlistConfig(top=3, diversity=5.0, exposure_share=1.0)
    assert lists([[1.0, 0.9, 0.5]], diverse) == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("n_askers", "n_options", "changes", "cap"),
    [
        pytest.param(19, 60, {}, 10, id="half of nineteen, rounded up"),
        pytest.param(350, 5731, {}, 175, id="half of 350"),
        pytest.param(4, 60, {}, 3, id="never under three"),
        pytest.param(2, 60, {}, 2, id="never more than there are askers"),
        pytest.param(18, 20, {}, math.ceil(1.5 * 10 * 18 / 20), id="enough to fill all lists"),
        pytest.param(18, 60, {"exposure_share": 1.0}, 18, id="off"),
        pytest.param(0, 0, {}, 0, id="nobody"),
        pytest.param(5, 0, {}, 5, id="no options"),
    ],
)
def test_how_often_one_may_be_shown(n_askers: int, n_options: int, changes: dict[str, float], cap: int) -> None:
    assert exposure_cap(n_askers, n_options, replace(ShortlistConfig(), **changes)) == cap


def test_a_capped_option_keeps_the_askers_it_scores_highest_with() -> None:
    preferences = [np.array([0, 1])] * 3
    scores = [{0: 1.0, 1: 0.0}, {0: 3.0, 1: 0.0}, {0: 2.0, 1: 0.0}]
    assert deferred_acceptance(preferences, scores, quota=1, cap=2) == [[1], [0], [0]]


def test_equal_askers_are_kept_by_row() -> None:
    preferences = [np.array([0])] * 3
    assert deferred_acceptance(preferences, [{0: 1.0}] * 3, quota=1, cap=2) == [[0], [0], []]


def test_a_list_left_short_by_the_cap_is_filled_all_the_same() -> None:
    config = ShortlistConfig(top=1, diversity=0.0, exposure_share=0.01, exposure_floor=1)
    options = np.array([*range(10), 0, 0], dtype=np.int32)
    askers = np.array([0] * 10 + [1, 2], dtype=np.int32)
    logits = np.array([-float(option) for option in range(10)] + [2.0, 3.0])
    assert exposure_cap(3, 10, config) == 1
    chosen = make_shortlists(askers, options, logits, np.zeros((10, 2), np.float32), 3, config)
    assert [options[part].tolist() for part in chosen] == [[1], [0], [0]]


TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0]), min_size=width, max_size=width), min_size=1, max_size=6
    )
)


@given(table=TABLES, quota=st.integers(1, 3), cap=st.integers(1, 3))
@settings(max_examples=200)
def test_the_matching_is_stable_within_quota_and_cap(table: list[list[float]], quota: int, cap: int) -> None:
    preferences = [np.lexsort((np.arange(len(row)), -np.array(row))) for row in table]
    scores = [dict(enumerate(row)) for row in table]
    kept = deferred_acceptance(preferences, scores, quota, cap)
    holders = {
        option: [asker for asker, options in enumerate(kept) if option in options] for option in range(len(table[0]))
    }
    assert all(len(options) <= quota for options in kept)
    assert all(len(askers) <= cap for askers in holders.values())
    for asker, order in enumerate(preferences):
        rank = {int(option): place for place, option in enumerate(order)}
        for option in rank:
            wants = option not in kept[asker] and (
                len(kept[asker]) < quota or rank[option] < max(rank[other] for other in kept[asker])
            )
            is_wanted = len(holders[option]) < cap or (table[asker][option], -asker) > min(
                (table[other][option], -other) for other in holders[option]
            )
            assert not (wants and is_wanted), f"asker {asker} and option {option} would both rather have each other"


@given(table=TABLES, order=st.randoms(use_true_random=False), diversity=st.sampled_from([0.0, 0.6]))
def test_the_order_of_pairs_changes_no_list(table: list[list[float]], order: object, diversity: float) -> None:
    logits = np.array(table)
    askers, options = (axis.ravel() for axis in np.indices(logits.shape, dtype=np.int32))
    vectors = np.eye(logits.shape[1], 3, dtype=np.float32)
    config = ShortlistConfig(top=2, diversity=diversity, exposure_share=0.3, exposure_floor=1)
    mixed = np.array(order.sample(range(logits.size), logits.size))  # type: ignore[attr-defined]
    straight = make_shortlists(askers, options, logits.ravel(), vectors, len(table), config)
    shuffled = make_shortlists(askers[mixed], options[mixed], logits.ravel()[mixed], vectors, len(table), config)
    assert [part.tolist() for part in straight] == [mixed[part].tolist() for part in shuffled]


@given(table=TABLES, top=st.integers(1, 4))
def test_plain_means_the_best_by_score_then_row(table: list[list[float]], top: int) -> None:
    expected = [sorted(range(len(row)), key=lambda option, row=row: (-row[option], option))[:top] for row in table]
    assert lists(table, ShortlistConfig(top=top).plain()) == expected


@given(
    table=TABLES, top=st.integers(1, 4), share=st.sampled_from([0.1, 0.5, 1.0]), diversity=st.sampled_from([0.0, 1.0])
)
def test_every_list_is_as_long_as_it_can_be_and_repeats_nobody(
    table: list[list[float]], top: int, share: float, diversity: float
) -> None:
    config = ShortlistConfig(top=top, exposure_share=share, diversity=diversity, exposure_floor=1)
    for chosen in lists(table, config, np.ones((len(table[0]), 1), dtype=np.float32)):
        assert len(chosen) == len(set(chosen)) == min(top, len(table[0]))
