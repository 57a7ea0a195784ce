from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from evaluation.stats import (
    bootstrap,
    bootstrap_columns,
    cluster_bootstrap,
    cluster_sums,
    holm,
    paired_bootstrap,
    sign_flip_test,
)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_equal_values_have_no_spread() -> None:
    interval = bootstrap([0.5, 0.5], rng(), draws=10)
    assert (interval.mean, interval.low, interval.high) == (0.5, 0.5, 0.5)


def test_an_interval_lies_around_its_mean_and_repeats_with_its_seed() -> None:
    first, again = (bootstrap([0.0, 1.0, 1.0], rng(1), draws=500) for _ in range(2))
    assert first == again
    assert first.mean == pytest.approx(2 / 3)
    assert 0 <= first.low < first.mean < first.high <= 1


def test_an_interval_prints_with_three_decimals() -> None:
    assert str(bootstrap([0.25], rng(), draws=2)) == "0.250 (0.250–0.250)"


def test_an_interval_is_that_of_the_resampled_means_however_many_blocks_it_took() -> None:
    values = rng(1).random(300)
    means = values[rng(2).integers(300, size=(10_000, 300))].mean(axis=1)
    found = bootstrap(values, rng(2))
    assert (found.low, found.high) == pytest.approx(tuple(np.percentile(means, [2.5, 97.5])))


def test_values_that_are_none_are_left_out() -> None:
    assert bootstrap([0.5, np.nan], rng(), draws=10).mean == 0.5
    assert np.isnan(bootstrap([np.nan], rng(), draws=10).high)
    assert np.isnan(bootstrap([], rng(), draws=10).mean)


def test_columns_see_the_same_draws() -> None:
    values = np.array([0.0, 0.2, 1.0])
    low, high = bootstrap_columns(np.stack([values, values + 1], axis=1), rng(), draws=100)
    assert (high.low - low.low, high.high - low.high) == pytest.approx((1, 1))


def test_a_constant_gain_has_no_spread_however_much_queries_differ() -> None:
    gain = paired_bootstrap([0.1, 0.5, 1.0], [0.0, 0.4, 0.9], rng(), draws=50)
    assert (gain.mean, gain.low, gain.high) == pytest.approx((0.1, 0.1, 0.1))


def test_few_queries_are_tested_exactly() -> None:
    differences = [3.0, 1.0, -1.0]
    flipped = [abs(np.dot(signs, differences)) for signs in product([1, -1], repeat=3)]
    expected = sum(value >= 3.0 for value in flipped) / 8
    assert sign_flip_test(differences, [0.0, 0.0, 0.0], rng()) == expected == 6 / 8


def test_queries_that_do_not_differ_say_nothing() -> None:
    assert sign_flip_test([1.0, 1.0, 0.4, 0.4], [0.0, 0.0, 0.4, 0.4], rng()) == 2 / 4
    assert sign_flip_test([0.4, np.nan], [0.4, 0.1], rng()) == 1.0


def test_many_queries_that_all_gain_are_as_sure_as_the_draws_allow() -> None:
    assert sign_flip_test([0.1] * 60, [0.0] * 60, rng(), draws=999) == 1 / 1000


def test_a_difference_that_comes_and_goes_is_none() -> None:
    assert sign_flip_test([0.1, -0.1] * 30, [0.0] * 60, rng(), draws=99) == 1.0


def test_a_test_by_draws_comes_near_the_exact_one() -> None:
    differences = rng(5).normal(0.2, 1, size=12).tolist()
    exact = sign_flip_test(differences, [0.0] * 12, rng(), draws=4096)
    assert sign_flip_test(differences, [0.0] * 12, rng(), draws=4095) == pytest.approx(exact, abs=0.03)


def test_values_of_other_queries_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="same queries"):
        sign_flip_test([0.0], [0.0, 1.0], rng())


@pytest.mark.parametrize(
    ("p_values", "expected"),
    [
        pytest.param([0.01, 0.04, 0.03], (0.03, 0.06, 0.06), id="never below a smaller one's"),
        pytest.param([0.9, 0.8], (1.0, 1.0), id="never above one"),
        pytest.param([0.02], (0.02,), id="one alone"),
        pytest.param([], (), id="none"),
    ],
)
def test_holm_corrects_for_being_several(p_values: list[float], expected: tuple[float, ...]) -> None:
    assert holm(p_values) == pytest.approx(expected)


def test_clusters_are_drawn_whole() -> None:
    one_each = np.array([0.0, 1.0] * 50)[:, None]
    alone = cluster_bootstrap(one_each, np.arange(100), rng())[0]
    by_value = cluster_bootstrap(one_each, np.array([0, 1] * 50), rng())[0]
    assert alone.mean == by_value.mean == 0.5
    assert (by_value.low, by_value.high) == (0.0, 1.0)
    assert alone.high - alone.low < 0.25


def test_clusters_of_one_query_each_are_the_plain_bootstrap() -> None:
    values = rng(3).random((20, 2))
    plain, clustered = bootstrap_columns(values, rng()), cluster_bootstrap(values, np.arange(20), rng())
    assert [each.low for each in clustered] == pytest.approx([each.low for each in plain])


def test_a_cluster_counts_by_its_queries_that_have_a_value() -> None:
    table = np.array([[1.0], [np.nan], [0.0], [0.0]])
    assert cluster_bootstrap(table, np.array([7, 7, 9, 9]), rng())[0].mean == pytest.approx(1 / 3)
    assert cluster_sums(table, np.array([7, 7, 9, 9])).tolist() == [[1.0], [0.0]]


def test_no_cluster_with_a_value_gives_no_interval() -> None:
    assert np.isnan(cluster_bootstrap(np.full((2, 1), np.nan), np.array([0, 1]), rng())[0].low)
