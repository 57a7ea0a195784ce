"""What it costs to show nobody too often: nDCG@10 against coverage and inequality as a cap on exposure tightens.

Lists are made as shortlists are, by deferred acceptance: a candidate appears in at most `cap` lists, those where it
scores highest (equal scores: earlier query), and the others move down their own list. Scores are compared across
queries there, so they should mean the same for each. The cap is strict: where it leaves too few, lists stay short.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.metrics import average, ndcg
from evaluation.rankings import Rows, Scores, check_shape, hits, n_relevant, top_rows
from evaluation.splits import Task
from evaluation.spread import coverage, exposure, gini
from matcher.shortlist import deferred_acceptance

SHOWN = 10
POOL = 500
"""How far down its own list a query may be moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposurePoint:
    """The lists under one cap: mean nDCG@10, coverage and Gini of what is shown, and the mean length of a list."""

    cap: int
    ndcg: float
    coverage: float
    gini: float
    mean_length: float


def exposure_curve(task: Task, scores: Scores, caps: Sequence[int], pool: int = POOL) -> tuple[ExposurePoint, ...]:
    """One point for each cap, in the order given; a cap of `len(task.queries)` or more is none.

    Raises:
        ValueError: a cap is below 1, or scores have another shape than the task or hold NaN.
    """
    check_shape(task, scores)
    if min(caps, default=1) < 1:
        raise ValueError(f"a cap of {min(caps)} shows nobody; give 1 or more")
    return tuple(_point(task, cap, capped_rows(scores, cap, pool)) for cap in caps)


def capped_rows(scores: Scores, cap: int, pool: int = POOL) -> Rows:
    """The candidates of each list under a cap, `(n_queries, 10)`, best first; −1 where a list ends short."""
    preferences = [rows[rows >= 0] for rows in top_rows(scores, pool)]
    wishes = [
        dict(zip(rows.tolist(), scores[query, rows].tolist(), strict=True)) for query, rows in enumerate(preferences)
    ]
    return _as_rows(deferred_acceptance(preferences, wishes, SHOWN, cap))


def curve_table(points: Sequence[ExposurePoint]) -> str:
    """The curve as a Markdown table, a row for each cap."""
    lines = ["| cap | ndcg@10 | coverage@10 | gini@10 | mean length |", "| --- | --- | --- | --- | --- |"]
    for point in points:
        figures = (point.ndcg, point.coverage, point.gini)
        lines.append(f"| {point.cap} | {' | '.join(f'{each:.3f}' for each in figures)} | {point.mean_length:.2f} |")
    return "\n".join(lines)


def _as_rows(lists: Sequence[Sequence[int]]) -> Rows:
    rows = np.full((len(lists), SHOWN), -1, dtype=np.int64)
    for query, listed in enumerate(lists):
        rows[query, : len(listed)] = listed
    return rows


def _point(task: Task, cap: int, shown: Rows) -> ExposurePoint:
    exposed = exposure(shown, len(task.candidates), SHOWN)
    return ExposurePoint(
        cap=cap,
        ndcg=average(ndcg(hits(task, shown), n_relevant(task), SHOWN)).mean,
        coverage=coverage(exposed),
        gini=gini(exposed),
        mean_length=float((shown >= 0).sum(axis=1).mean()) if len(shown) else float("nan"),
    )
