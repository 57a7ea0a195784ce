"""Measures of one ranked list with graded relevance, and of how log-odds fit an outcome."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def ndcg(grades: Sequence[int], judged: Sequence[int], k: int) -> float:
    """Normalised discounted cumulative gain of the first k, gains 2^grade − 1 (Burges et al. 2005), in [0, 1].

    Args:
        grades: of the ranked options, best first; shorter than k counts as nothing after the end.
        judged: the grades of all options, in any order; the ideal ranking is made of them.
        k: how many ranks count.

    Returns:
        NaN when no option has a grade above 0.

    >>> round(ndcg([0, 2], [2, 0, 0], 2), 3)  # (3 / log2(3)) / (3 / log2(2))
    0.631
    """
    ideal = _dcg(sorted(judged, reverse=True)[:k])
    return _dcg(grades[:k]) / ideal if ideal > 0 else float("nan")


def precision(grades: Sequence[int], k: int) -> float:
    """The share of the first k whose grade is 1 or more; a list shorter than k counts against it.

    >>> precision([2, 0, 1], 5)
    0.4
    """
    return sum(grade >= 1 for grade in grades[:k]) / k


def fit_logistic(logits: Floats, positive: npt.NDArray[np.bool_], steps: int = 50) -> tuple[float, float]:
    """Slope and intercept of the logistic regression of an outcome on log-odds: (1, 0) when these are calibrated.

    Newton's method without a penalty.

    Raises:
        ValueError: all outcomes are alike, so that nothing can be fitted.

    >>> wanted = np.array([True, False, False, True, False])
    >>> slope, intercept = fit_logistic(np.array([0.0, 0.0, 0.0, 1.0, 1.0]), wanted)
    >>> round(slope, 3), round(intercept, 3)  # logit(1/2) − logit(1/3), logit(1/3)
    (0.693, -0.693)
    """
    if positive.all() or not positive.any():
        raise ValueError("all outcomes are alike: there is nothing to fit")
    design = np.stack([logits, np.ones_like(logits)], axis=1)
    found = np.zeros(2)
    for _ in range(steps):
        predicted = 0.5 * (1.0 + np.tanh(0.5 * (design @ found)))
        curvature = design.T @ (design * (predicted * (1.0 - predicted))[:, None])
        found = found + np.linalg.solve(curvature, design.T @ (positive - predicted))
    return float(found[0]), float(found[1])


def _dcg(grades: Sequence[int]) -> float:
    return float(sum((2.0**grade - 1.0) / np.log2(rank + 1) for rank, grade in enumerate(grades, start=1)))
