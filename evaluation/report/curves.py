"""Figures along a list and along the candidates: metrics by k, and how exposure is shared out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.metrics import hit, ndcg, recall
from evaluation.rankings import Rows, hits, n_relevant
from evaluation.splits import Task
from evaluation.spread import exposure, lorenz
from evaluation.stats import Interval, bootstrap_columns

DEEPEST = 50
METRICS: dict[str, Callable[..., npt.NDArray[np.float64]]] = {"ndcg": ndcg, "recall": recall, "hit": hit}
_STEPS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricCurve:
    """One metric of one model; `points[k - 1]` is its mean over the queries at cut-off k, k from 1 to 50."""

    model: str
    metric: str
    points: tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LorenzCurve:
    """The share of all exposure that the least shown p % of the candidates have, p from 0 to 100 in steps of 1."""

    model: str
    held: tuple[float, ...]

    @property
    def most_shown_tenth(self) -> float:
        """The share of all exposure that the most shown tenth of the candidates have."""
        return self.held[-1] - self.held[9 * _STEPS // 10]


def metric_curves(task: Task, model: str, shown: Rows, *, seed: int, draws: int) -> tuple[MetricCurve, ...]:
    """nDCG, recall and hit of one model at every cut-off; NaN where there are no queries."""
    found, relevant = hits(task, shown), n_relevant(task)
    cut_offs = range(1, DEEPEST + 1)
    columns = np.stack([metric(found, relevant, k) for metric in METRICS.values() for k in cut_offs], axis=1)
    points = bootstrap_columns(columns, np.random.default_rng(seed), draws)
    return tuple(
        MetricCurve(model=model, metric=name, points=points[number * DEEPEST : (number + 1) * DEEPEST])
        for number, name in enumerate(METRICS)
    )


def lorenz_curve(task: Task, model: str, shown: Rows, k: int) -> LorenzCurve:
    """How the first k places of all lists are shared out among the candidates."""
    shares, held = lorenz(exposure(shown, len(task.candidates), k))
    points = np.interp(np.linspace(0.0, 1.0, _STEPS + 1), shares, held)
    return LorenzCurve(model=model, held=tuple(points.tolist()))
