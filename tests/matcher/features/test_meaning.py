from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.features.meaning import NEAR, cosine, nearness
from matcher.pairs import PairRows, all_pairs


def test_paired_rows_are_multiplied() -> None:
    left = np.array([[1, 0], [0.6, 0.8], [0, 0]], dtype=np.float32)
    right = np.array([[1, 0], [0, 1]], dtype=np.float32)
    pairs = PairRows(companies=np.array([0, 1, 1, 2]), counterparts=np.array([1, 0, 1, 0]))
    assert cosine(left, right, pairs).tolist() == pytest.approx([0.0, 0.6, 0.8, 0.0])


@pytest.mark.parametrize("block", [1, 2, 5, 6, 7, 1000])
def test_the_size_of_blocks_changes_nothing(block: int) -> None:
    rng = np.random.default_rng(0)
    left, right = rng.standard_normal((2, 7)).astype(np.float32), rng.standard_normal((3, 7)).astype(np.float32)
    pairs = all_pairs(2, 3)
    assert cosine(left, right, pairs, block=block).tolist() == cosine(left, right, pairs).tolist()


def test_no_pairs_give_no_products() -> None:
    assert cosine(np.ones((1, 2), np.float32), np.ones((1, 2), np.float32), all_pairs(0, 1)).shape == (0,)


@given(st.lists(st.floats(-1, 1, width=32), min_size=2, max_size=2))
def test_nearness_keeps_order_and_stays_between_minus_one_and_one(cosines: list[float]) -> None:
    low, high = nearness(np.array(sorted(cosines), dtype=np.float32))
    assert -1.0 <= low <= high <= 1.0


def test_a_cosine_of_nothing_is_unknown_and_a_clear_one_is_tanh_of_one() -> None:
    assert nearness(np.array([0.0, NEAR], dtype=np.float32)).tolist() == pytest.approx([0.0, np.tanh(1.0)])
