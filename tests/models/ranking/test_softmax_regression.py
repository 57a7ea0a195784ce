from __future__ import annotations

import numpy as np
import pytest

from models.ranking.softmax_regression import LEAST_CHOICES, fit_softmax

SIDES = np.float32([[1], [1], [-1], [-1], [0]])
CHOICES = np.float32([[1, 0, 0], [1, 0, 1], [0, 1, 0], [0, 1, 1], [0, 0, 0]])
EVEN = np.ones(5, dtype=np.float32)


def test_who_asks_decides_who_is_likely() -> None:
    slopes, levels = fit_softmax(SIDES, CHOICES, EVEN, penalty=0.1, n_steps=40)
    logits = np.float32([[1], [-1]]) @ slopes + levels
    assert logits[0, 0] > logits[0, 1]
    assert logits[1, 1] > logits[1, 0]


def test_a_heavy_penalty_leaves_the_shares_of_all_choices() -> None:
    slopes, levels = fit_softmax(SIDES, CHOICES, EVEN, penalty=1e9, n_steps=200)
    assert slopes == pytest.approx(0.0, abs=1e-6)
    root = np.sqrt(2.0)
    shares = np.array([1 + root / 2, 1 + root / 2, root])
    assert np.exp(levels) / np.exp(levels).sum() == pytest.approx(shares / shares.sum(), abs=5e-3)


def test_a_row_without_choice_is_not_read() -> None:
    asked = fit_softmax(SIDES[:4], CHOICES[:4], EVEN[:4], penalty=0.1, n_steps=20)
    for with_it, without in zip(fit_softmax(SIDES, CHOICES, EVEN, penalty=0.1, n_steps=20), asked, strict=True):
        assert with_it == pytest.approx(without)


def test_a_row_that_weighs_more_is_fitted_better() -> None:
    weight = np.float32([1, 1, 1, 1, 1])
    torn = np.float32([[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 1, 0], [0, 0, 0]])
    even, _ = fit_softmax(SIDES, torn, weight, penalty=0.1, n_steps=40)
    heavy, _ = fit_softmax(SIDES, torn, np.float32([9, 1, 1, 1, 1]), penalty=0.1, n_steps=40)
    assert heavy[0, 0] - heavy[0, 1] > even[0, 0] - even[0, 1]


def test_without_features_the_levels_are_left() -> None:
    slopes, levels = fit_softmax(np.zeros((5, 0), dtype=np.float32), CHOICES, EVEN, penalty=0.1, n_steps=0)
    assert slopes.shape == (0, 3)
    assert levels[2] == pytest.approx(np.log(np.sqrt(2.0) + LEAST_CHOICES), abs=0.01)
