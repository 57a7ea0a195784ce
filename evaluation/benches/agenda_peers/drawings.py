"""Drawings: how the gap closes over time, what a floor of fairness costs, and what a re-plan gains by changing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evaluation.report.extra import needs_extra
from matcher.agenda.problem import Problem
from matcher.agenda.solver import price_floors, solve_problem

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHARES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
LEAST_GAP = 1e-3
"""Per cent: smaller gaps, and none, are drawn as this, as the axis is logarithmic."""
LEAST_COST = 0.1
"""Per cent of the score that the axis of costs reaches at least, so that what is nothing looks like it."""
COLOURS = ("#0072B2", "#C44601", "#009E73", "#CC79A7", "#7A5C1E")


def draw_progress(path: Path, traces: Mapping[str, Sequence[tuple[float, float]]], bound: float) -> None:
    """The gap to `bound` of the best plan known at each moment, one line a planner; both axes logarithmic."""

    def paint(axes: Axes) -> None:
        for (planner, trace), colour in zip(traces.items(), COLOURS, strict=False):
            if trace:
                seconds, scores = np.array(trace).T
                gaps = np.maximum(100 * (bound - np.maximum.accumulate(scores)) / abs(bound), LEAST_GAP)
                axes.step(np.maximum(seconds, 1e-3), gaps, where="post", marker="o", label=planner, color=colour)
        axes.set(xscale="log", yscale="log", xlabel="seconds", ylabel=f"gap to the bound, %; {LEAST_GAP:g} is none")
        axes.xaxis.set_minor_formatter("")
        axes.legend(frameon=False)

    _draw(path, paint)


def draw_fairness(path: Path, problem: Problem, seconds: float) -> None:
    """The part of the score that a floor costs, against the floor as a share of the best one."""
    prices = price_floors(problem, SHARES, solve=lambda asked: solve_problem(asked, time_limit=seconds))

    def paint(axes: Axes) -> None:
        floors = [100 * one.floor for one in prices[1:]]
        axes.plot(floors, [100 * one.price for one in prices[1:]], marker="o", color=COLOURS[0])
        for one in prices[1:]:
            axes.annotate(
                f"worst {one.worst:.0%}",
                (100 * one.floor, 100 * one.price),
                xytext=(0, 6),
                textcoords="offset points",
                ha="center",
                fontsize=8,
            )
        axes.set(xlabel="floor, % of each company's own ideal", ylabel="cost, % of the score")
        axes.margins(x=0.12)
        axes.set_ylim(0, 1.15 * max(LEAST_COST, *(100 * one.price for one in prices)))

    _draw(path, paint)


def _draw(path: Path, paint: object) -> None:
    with needs_extra():
        from matplotlib.figure import Figure

        figure = Figure(figsize=(6.0, 4.0), layout="constrained")
        axes = figure.add_subplot()
        paint(axes)  # type: ignore[operator]
        axes.grid(color="#E4E4E4")
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
