from __future__ import annotations

import numpy as np
import pytest

from models.ranking.blend import between, blend, centred, choose_weights, list_quality, z_scores

SIMPLE, LEARNED = {"rule": 1.0}, {"learned": 1.0}


def test_each_row_is_centred_and_keeps_its_spread() -> None:
    assert centred([[1, 3], [5, 5]]).tolist() == [[-1.0, 1.0], [0.0, 0.0]]
    assert centred([[10, 30]]).tolist() == [[-10.0, 10.0]]


def test_z_scores_have_mean_zero_and_deviation_one_in_each_row() -> None:
    assert z_scores([[1, 3], [5, 5]]).tolist() == [[-1.0, 1.0], [0.0, 0.0]]
    assert z_scores(np.zeros((2, 0))).shape == (2, 0)


def test_nothing_centred_is_nothing() -> None:
    assert centred(np.zeros((0, 3))).shape == (0, 3)
    assert centred(np.zeros((2, 0))).shape == (2, 0)


def test_a_blend_is_the_weighted_sum_and_reads_no_part_without_weight() -> None:
    parts = {"rule": np.array([[1.0, 2.0]]), "learned": np.array([[4.0, 0.0]])}
    assert blend(parts, {"rule": 2.0, "learned": 0.5, "absent": 0.0}).tolist() == [[4.0, 4.0]]


def test_quality_is_ndcg_by_hand() -> None:
    scores = np.array([[3.0, 2.0, 1.0], [3.0, 2.0, 1.0], [1.0, 1.0, 1.0]])
    relevant = np.array([[False, True, False], [True, False, True], [False, False, False]])
    second, both = 1 / np.log2(3), (1 + 1 / np.log2(4)) / (1 + 1 / np.log2(3))
    assert list_quality(scores, relevant).tolist() == pytest.approx([second, both, 0.0])


def test_between_keeps_the_rest_of_the_share_simple() -> None:
    assert between(SIMPLE, {"learned": 2.0}, 0.25) == {"learned": 0.5, "rule": 0.75}


def lists(n: int, n_better: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """n lists of two, the first candidate relevant: the rule puts it second, learned scores first in `n_better`."""
    rule, learned = np.tile([-1.0, 1.0], (n, 1)), np.tile([-1.1, 1.1], (n, 1))
    learned[:n_better] *= -2.0
    return {"rule": rule, "learned": learned}, np.tile([True, False], (n, 1))


def test_many_lists_that_show_a_gain_move_the_weights_to_the_mix() -> None:
    parts, relevant = lists(70, 70)
    weights = choose_weights(parts, relevant, SIMPLE, [LEARNED], doubt=30.0)
    assert weights == pytest.approx({"learned": 0.7, "rule": 0.3})


def test_the_same_gain_on_few_lists_moves_them_less() -> None:
    parts, relevant = lists(2, 2)
    weights = choose_weights(parts, relevant, SIMPLE, [LEARNED], doubt=30.0)
    assert weights == pytest.approx({"learned": 2 / 32, "rule": 30 / 32})


def test_a_gain_that_one_list_in_twenty_shows_is_no_gain() -> None:
    parts, relevant = lists(20, 1)
    assert choose_weights(parts, relevant, SIMPLE, [LEARNED], doubt=30.0) == SIMPLE


@pytest.mark.parametrize("n", [0, 1])
def test_hardly_any_list_leaves_the_simple_rule(n: int) -> None:
    parts, relevant = lists(n, n)
    assert choose_weights(parts, relevant, SIMPLE, [LEARNED], doubt=30.0) == SIMPLE


def test_of_two_equal_mixes_the_preferred_stays() -> None:
    parts, relevant = lists(70, 70)
    parts["other"] = parts["learned"]
    weights = choose_weights(parts, relevant, SIMPLE, [LEARNED, {"other": 1.0}], doubt=30.0)
    assert weights == pytest.approx({"learned": 0.7, "rule": 0.3})


@pytest.mark.parametrize(("trusted", "keeps"), [(100, True), (101, False)], ids=["many lists", "few lists"])
def test_on_many_lists_the_preferred_mix_stands_until_another_is_surely_better(trusted: int, keeps: bool) -> None:
    rng = np.random.default_rng(3)
    parts = {"rule": rng.normal(size=(100, 30)), "learned": rng.normal(size=(100, 30))}
    relevant = rng.random((100, 30)) < 0.1
    chosen = choose_weights(parts, relevant, {"rule": 1.0}, [{"learned": 1.0}], doubt=0.0, trusted=trusted)
    assert (chosen.get("learned", 0.0) > 0.9) is keeps
