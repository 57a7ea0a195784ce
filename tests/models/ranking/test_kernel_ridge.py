from __future__ import annotations

import numpy as np
import pytest

from models.ranking.kernel_ridge import fit_kernel_ridge


def test_the_solution_by_hand() -> None:
    kernel, targets = np.eye(2, dtype=np.float32), np.float32([[1], [0]])
    dual, mean = fit_kernel_ridge(kernel, targets, np.float32([1, 1]), 1.0)
    # mean 1/2; (1 + 1) · dual = ±1/2
    assert mean.tolist() == [0.5]
    assert dual[:, 0].tolist() == pytest.approx([0.25, -0.25])


def test_rows_with_little_weight_are_fitted_less() -> None:
    kernel, targets = np.eye(2, dtype=np.float32), np.float32([[1], [0]])
    dual, mean = fit_kernel_ridge(kernel, targets, np.float32([3, 1]), 3.0)
    # mean 3/4; (1 + 3/3) · dual = 1/4 and (1 + 3/1) · dual = −3/4
    assert mean.tolist() == [0.75]
    assert dual[:, 0].tolist() == pytest.approx([1 / 8, -3 / 16])


def test_without_rows_the_mean_is_zero() -> None:
    nothing = np.zeros((0, 0), dtype=np.float32)
    dual, mean = fit_kernel_ridge(nothing, np.zeros((0, 2), dtype=np.float32), np.zeros(0, dtype=np.float32), 1.0)
    assert dual.shape == (0, 2)
    assert mean.tolist() == [0.0, 0.0]
