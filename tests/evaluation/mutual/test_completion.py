from __future__ import annotations

import numpy as np
import pytest

from evaluation.mutual.completion import low_rank, neighbours, shrunken_effects

NAN = np.nan


def test_effects_without_shrinkage_are_those_of_the_table() -> None:
    rows, columns = np.array([1.0, -1.0]), np.array([2.0, 0.0, -2.0])
    mean, found_rows, found_columns = shrunken_effects(5.0 + rows[:, None] + columns, 1e-9)
    assert mean == 5.0
    assert found_rows == pytest.approx(rows, abs=1e-6)
    assert found_columns == pytest.approx(columns, abs=1e-6)


def test_an_effect_is_drawn_to_the_mean_by_so_many_ratings() -> None:
    _, rows, columns = shrunken_effects(np.array([[6.0, NAN], [NAN, 2.0]]), 3.0, columns=False)
    assert rows.tolist() == [2.0 / (1 + 3), -2.0 / (1 + 3)]
    assert columns.tolist() == [0.0, 0.0]


def test_rows_without_a_value_add_nothing() -> None:
    _, rows, _ = shrunken_effects(np.array([[1.0, 3.0], [NAN, NAN]]), 1.0)
    assert rows[1] == 0.0
    assert shrunken_effects(np.full((1, 2), NAN), 1.0)[0] == 0.0


def test_low_rank_continues_a_pattern_into_a_hole() -> None:
    pattern = np.outer([1.0, 1.0, -1.0, -1.0], [2.0, -2.0, 2.0, -2.0])
    holed = pattern.copy()
    holed[0, 0] = NAN
    assert low_rank(holed, 1, 0.1)[0, 0] > 1.0
    assert low_rank(holed, 1, 1e9).tolist() == np.zeros((4, 4)).tolist()


def test_rows_of_like_taste_speak_for_one_another() -> None:
    residuals = np.array([[1.0, -1.0, 1.0, NAN], [1.0, -1.0, 1.0, 1.0], [-1.0, 1.0, -1.0, -1.0]])
    assert neighbours(residuals, 1.0)[0, 3] > 0.3
    assert neighbours(np.full((2, 2), NAN), 1.0).tolist() == [[0.0, 0.0], [0.0, 0.0]]
