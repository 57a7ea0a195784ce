"""A table of planners side by side on the same problems, and drawings of how fast, how fair and how steady abbina is.

`python -m evaluation.benches.agenda_peers small medium --seconds 60 --plots FOLDER` gives each planner a process of its
own and the same time, holds every plan against the checker, and prints medians over the seeds in Markdown. All gaps are
to the best bound that any planner proved.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.benches.agenda_families import FAMILIES
from evaluation.benches.agenda_instances import make_instance
from evaluation.benches.agenda_peers.drawings import draw_fairness, draw_progress
from evaluation.benches.agenda_peers.measuring import OURS, PLANNERS, Outcome, measure
from evaluation.benches.agenda_replan_table import draw_changes
from evaluation.report.replan_curve import draw_curve
from matcher.agenda.solver import replan_curve, solve_problem


def rows(family: str, outcomes: dict[str, list[Outcome]]) -> list[str]:
    """Lines of the table: medians over the seeds; unmet wishes and broken rules are summed."""
    n_seeds = len(next(iter(outcomes.values())))
    bounds = [
        min(found[seed].bound or float("inf") for found in outcomes.values() if found[seed].bound)
        for seed in range(n_seeds)
    ]
    lines = []
    for planner, found in outcomes.items():
        gaps = [
            round((bound - one.score) / abs(bound), 9) + 0.0 if one.score is not None else 1.0
            for one, bound in zip(found, bounds, strict=True)
        ]
        gap = f"{statistics.median(gaps):.3%}" if statistics.median(gaps) < 1.0 else "no plan"
        cpu_s = statistics.median(one.cpu_s for one in found)
        unmet, broken = sum(one.n_unmet for one in found), sum(one.n_broken for one in found)
        lines.append(f"| {family} | {planner} | {gap} | {unmet} | {broken} | {cpu_s:.2f} |")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and write the drawings; 1 if a plan breaks a rule."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("families", nargs="+", choices=FAMILIES)
    parser.add_argument("--planners", nargs="+", choices=[OURS, *PLANNERS], default=[OURS, *PLANNERS])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--plots", type=Path)
    given = parser.parse_args(arguments)
    sys.stdout.write("| problem | planner | gap | unmet | broken | CPU s |\n| --- | --- | --- | --- | --- | --- |\n")
    n_broken = 0
    context = multiprocessing.get_context("spawn")
    for family in given.families:
        outcomes: dict[str, list[Outcome]] = {}
        for planner in given.planners:
            outcomes[planner] = []
            for seed in range(given.seeds):
                with context.Pool(1) as pool:
                    outcomes[planner].append(pool.apply(measure, (planner, family, seed, given.seconds)))
        n_broken += sum(one.n_broken for found in outcomes.values() for one in found)
        sys.stdout.write("\n".join(rows(family, outcomes)) + "\n")
        sys.stdout.flush()
        if given.plots is not None:
            bound = min(one[0].bound for one in outcomes.values() if one[0].bound)
            traces = {planner: found[0].trace for planner, found in outcomes.items()}
            draw_progress(given.plots / f"{family}-progress.svg", traces, bound)
            problem = make_instance(family, seed=0)
            draw_fairness(given.plots / f"{family}-fairness.svg", problem, given.seconds)
            changes = draw_changes(problem, gone=0.1, late=0.05, seed=0)
            choices = replan_curve(problem, solve_problem(problem, time_limit=given.seconds), changes)
            draw_curve(choices, given.plots / f"{family}-replan.svg", "en")
    return 1 if n_broken else 0


if __name__ == "__main__":
    sys.exit(main())
