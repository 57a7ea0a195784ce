from __future__ import annotations

import numpy as np
import pytest

from models.encoders.normalisation import normalise_blocks


def matrix(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_each_block_of_a_row_gets_length_one() -> None:
    unit = normalise_blocks(matrix([3, 4, 0, 5]), (2, 2))
    assert unit.tolist() == [pytest.approx([0.6, 0.8, 0, 1])]


def test_a_zero_block_stays_zero_beside_a_full_one() -> None:
    assert normalise_blocks(matrix([0, 0, 2]), (2, 1)).tolist() == [[0, 0, 1]]


def test_the_input_is_left_alone() -> None:
    vectors = matrix([3, 4])
    normalise_blocks(vectors, (2,))
    assert vectors.tolist() == [[3, 4]]


def test_no_rows_give_no_rows() -> None:
    assert normalise_blocks(np.zeros((0, 3), dtype=np.float32), (3,)).shape == (0, 3)


def test_blocks_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"blocks \(2,\) do not fit"):
        normalise_blocks(matrix([1, 2, 3]), (2,))
