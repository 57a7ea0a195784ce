"""A table of how good and how fast agendas are: generated problems of every size beside a greedy planner.

`python -m evaluation.benches.agenda_table small medium --seeds 3` solves each instance in a process of its own, holds
every agenda against the checker, and prints medians over the seeds in Markdown. Seconds are those of the processor,
those of the time limit too, so that other work on the machine changes nothing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.benches.agenda_families import FAMILIES
from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from evaluation.benches.agenda_peers.core import core_of
from evaluation.benches.agenda_peers.greedy import greedy_plan
from matcher.agenda.checker import check_agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver import solve_problem

VARIANTS = {
    "core": InstanceOptions(),
    "idle": InstanceOptions(idle_penalty=0.03),
    "travel": InstanceOptions(campus_travel=1),
    "groups": InstanceOptions(groups=True),
    "fair": InstanceOptions(fairness_floor=0.6),
}
"""What can be added to a family; scores are at most 1, so that an idle slot costs some three hundredths of the best."""
KB_PER_MB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One instance: figures of its agenda; `greedy_gap` is the greedy planner's, to the same bound."""

    objective: float
    bound: float
    gap: float
    greedy_gap: float | None
    n_unmet: int
    n_broken: int
    cpu_s: float
    peak_mb: float


def measure(family: str, variant: str, seed: int, time_limit: float) -> Measured:
    """Solve and check one instance; peak memory is that of the whole process."""
    problem = make_instance(family, seed=seed, options=VARIANTS[variant])
    begun = time.process_time()
    agenda = solve_problem(problem, seed=seed, time_limit=time_limit, clock=time.process_time)
    cpu_s = time.process_time() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB
    broken = check_agenda(problem, agenda)
    for one in broken:
        sys.stderr.write(f"{family} {variant} {seed}: {one.message}\n")
    return Measured(
        objective=agenda.objective,
        bound=agenda.bound,
        gap=agenda.gap or 0.0,
        greedy_gap=_greedy_gap(problem, agenda.bound),
        n_unmet=len(agenda.unmet),
        n_broken=len(broken),
        cpu_s=cpu_s,
        peak_mb=peak_mb,
    )


def _greedy_gap(problem: Problem, bound: float) -> float | None:
    """That of the greedy planner to the same bound; None where it does not know the kind of problem."""
    try:
        core = core_of(problem)
    except ValueError:
        return None
    return (bound - float(core.score[greedy_plan(core).pairs].sum())) / abs(bound) if bound else 0.0


def row(name: str, measured: Sequence[Measured]) -> str:
    """A row of the table: medians, but for unmet wishes and broken rules, which are summed."""

    def median(field: str) -> float:
        return float(statistics.median(getattr(one, field) for one in measured))

    greedy = "–" if measured[0].greedy_gap is None else f"{median('greedy_gap'):.2%}"
    unmet, broken = sum(one.n_unmet for one in measured), sum(one.n_broken for one in measured)
    return (
        f"| {name} | {median('objective'):.3f} | {median('bound'):.3f} | {median('gap'):.4%} | {unmet} | {broken} "
        f"| {median('cpu_s'):.2f} | {median('peak_mb'):.0f} | {greedy} |"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if any agenda breaks a rule."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("families", nargs="+", choices=FAMILIES)
    parser.add_argument("--variant", choices=VARIANTS, default="core")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--time-limit", type=float, default=60.0)
    given = parser.parse_args(arguments)
    sys.stdout.write("| instance | objective | bound | gap | unmet | broken | CPU s | peak MB | greedy's gap |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
    n_broken = 0
    context = multiprocessing.get_context("spawn")
    for family in given.families:
        measured = []
        for seed in range(given.seeds):
            with context.Pool(1) as pool:
                measured.append(pool.apply(measure, (family, given.variant, seed, given.time_limit)))
        n_broken += sum(one.n_broken for one in measured)
        sys.stdout.write(row(f"{family} {given.variant}", measured) + "\n")
        sys.stdout.flush()
    return 1 if n_broken else 0


if __name__ == "__main__":
    sys.exit(main())
