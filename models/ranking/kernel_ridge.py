"""Weighted kernel ridge regression with many targets, in closed form: arrays in, arrays out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def fit_kernel_ridge(kernel: Floats, targets: Floats, weight: Floats, penalty: float) -> tuple[Floats, Floats]:
    """`(dual, mean)` of (K + penalty · diag(1 / weight)) · dual = targets − mean; a row's score is k · dual + mean.

    `kernel` is `(n, n)`, symmetric and positive semi-definite, `targets` `(n, n_targets)`, `weight` `(n,)` above 0;
    `mean` is the weighted mean of the targets. With no row at all the mean is 0.
    """
    from scipy.linalg import cho_factor, cho_solve

    if not len(kernel):
        return np.zeros(targets.shape, dtype=np.float32), np.zeros(targets.shape[1], dtype=np.float32)
    mean = np.asarray(weight @ targets / weight.sum(), dtype=np.float32)
    system = kernel.astype(np.float64)
    system[np.diag_indices(len(system))] += penalty / np.maximum(weight, 1e-9)
    factor = cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
    dual = cho_solve(factor, (targets - mean).astype(np.float64), overwrite_b=True, check_finite=False)
    return dual.astype(np.float32), mean
