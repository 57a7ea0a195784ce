"""Softmax regression: which of many is chosen, from numbers that say who asks. Arrays in, arrays out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

LEAST_CHOICES = 0.05
"""Weighed choices that each of the many is taken to have had, so that its first log share is finite."""


def fit_softmax(
    features: Floats, choices: Floats, weight: Floats, penalty: float, n_steps: int
) -> tuple[Floats, Floats]:
    """`(slopes, levels)` under which softmax(features · slopes + levels) is near the shares of the choices.

    It minimises Σ weight · cross entropy + penalty / 2 · |slopes|² by at most `n_steps` of L-BFGS, from slopes of 0 and
    from the log shares of all choices together. A row with n choices counts √n times its weight.

    Args:
        features: `(n, d)`, best around 0.
        choices: `(n, n_targets)`, 1 for what was chosen; a row without choice is not read.
        weight: `(n,)` above 0.
        penalty: 0 or more, in weighed rows.
        n_steps: of the optimiser; it is stopped early rather than run to the end.
    """
    from scipy.optimize import minimize

    n_chosen = choices.sum(axis=1)
    asked = n_chosen > 0
    rows, shares = features[asked], choices[asked] / n_chosen[asked, None]
    importance = np.asarray(weight[asked] * np.sqrt(n_chosen[asked]), dtype=np.float32)
    shape = (features.shape[1], choices.shape[1])
    levels = np.log(importance @ shares + np.float32(LEAST_CHOICES))

    def loss(parameters: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        slopes, level = np.split(parameters.astype(np.float32), [shape[0] * shape[1]])
        slopes = slopes.reshape(shape)
        logits = rows @ slopes + level
        logits -= logits.max(axis=1, keepdims=True)
        log_total = np.log(np.exp(logits).sum(axis=1))
        value = importance @ (log_total - (shares * logits).sum(axis=1)) + 0.5 * penalty * (slopes * slopes).sum()
        miss = (np.exp(logits - log_total[:, None]) - shares) * importance[:, None]
        slope_gradient = rows.T @ miss + np.float32(penalty) * slopes
        return float(value), np.concatenate([slope_gradient.ravel(), miss.sum(axis=0)]).astype(np.float64)

    start = np.concatenate([np.zeros(shape[0] * shape[1]), levels])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": n_steps, "maxcor": 5}).x
    slopes, level = np.split(found.astype(np.float32), [shape[0] * shape[1]])
    return slopes.reshape(shape), level
