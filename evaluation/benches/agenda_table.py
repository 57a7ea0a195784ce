"""What the solver of agendas reaches on generated problems, beside a greedy that takes the best pair first.

`python -m evaluation.benches.agenda_table small medium --seeds 3` prints a table: a row for each family and seed, with
the checker's verdict on the agenda. Each row is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.benches.agenda_families import FAMILIES
from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from matcher.agenda.checker import check_agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver import solve


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What came out for one problem; gaps are shares of the bound, `seconds` of CPU, `peak_mb` of the whole process.

    `n_broken` counts what the checker finds. The greedy's gap is against the same bound, its idle slots aside; its
    `greedy_unmet` counts musts that are not held and meetings short of a minimum.
    """

    family: str
    seed: int
    status: str
    objective: float
    bound: float
    source: str
    gap: float
    n_unmet: int
    seconds: float
    peak_mb: float
    n_broken: int
    greedy_gap: float
    greedy_unmet: int


def measure(family: str, seed: int, idle_penalty: float) -> Row:
    """Solve one problem and count."""
    problem = make_instance(family, seed=seed, options=InstanceOptions(idle_penalty=idle_penalty))
    start = time.process_time()
    made = solve(problem, clock=time.process_time, time_limit=600.0)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    score, unmet = greedy(problem)
    return Row(
        family=family,
        seed=seed,
        status=made.status,
        objective=made.objective,
        bound=made.bound,
        source=made.bound_source,
        gap=made.gap or 0.0,
        n_unmet=len(made.unmet),
        seconds=seconds,
        peak_mb=peak,
        n_broken=len(check_agenda(problem, made)),
        greedy_gap=1 - score / made.bound,
        greedy_unmet=unmet,
    )


def greedy(problem: Problem) -> tuple[float, int]:
    """Musts first, then the best pair, each where most tables are free; the score, and how many wishes are not met.

    For problems with one venue and no limits but availability and the most meetings, as the core families are.
    """
    order = [slot.id for slot in problem.slots]
    free = {one.id: set(order if one.available is None else one.available) for one in problem.parties}
    spare = {one.id: len(order) if one.max_meetings is None else one.max_meetings for one in problem.parties}
    tables = dict.fromkeys(order, sum(venue.tables for venue in problem.venues))
    n_met = dict.fromkeys(free, 0)
    forbidden = {frozenset(both) for both in problem.forbidden}
    score, lost = 0.0, 0
    for pair in sorted(problem.pairs, key=lambda one: (not one.must, -one.score, one.a, one.b)):
        both = free[pair.a] & free[pair.b]
        slot = max((one for one in order if one in both and tables[one]), key=lambda one: tables[one], default=None)
        if slot is None or not min(spare[pair.a], spare[pair.b]) or frozenset((pair.a, pair.b)) in forbidden:
            lost += pair.must
            continue
        tables[slot] -= 1
        score += pair.score
        for party in (pair.a, pair.b):
            free[party].remove(slot)
            spare[party] -= 1
            n_met[party] += 1
    return score, lost + sum(max(one.min_meetings - n_met[one.id], 0) for one in problem.parties)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; status 1 if the checker finds anything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", default=list(FAMILIES), help=f"of {', '.join(FAMILIES)}; all by default")
    parser.add_argument("--seeds", type=int, default=3, help="how many problems of each family (default 3)")
    parser.add_argument("--idle-penalty", type=float, default=0.0, help="what an idle slot costs (default 0)")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.families) - set(FAMILIES))
    if unknown:
        parser.error(f"no such family: {', '.join(unknown)}; there are {', '.join(FAMILIES)}")
    sys.stdout.write(
        "| family | seed | status | objective | bound | by | gap | unmet | CPU s | peak MB | rules broken | "
        "greedy gap | greedy unmet |\n| --- | --: | --- | --: | --: | --- | --: | --: | --: | --: | --: | --: | --: |\n"
    )
    n_broken = 0
    for family in options.families:
        for seed in range(options.seeds):
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                row = pool.apply(measure, (family, seed, options.idle_penalty))
            n_broken += row.n_broken
            sys.stdout.write(as_line(row))
            sys.stdout.flush()
    return 1 if n_broken else 0


def as_line(row: Row) -> str:
    """The row of the table."""
    return (
        f"| {row.family} | {row.seed} | {row.status} | {row.objective:.3f} | {row.bound:.3f} | {row.source} | "
        f"{row.gap:.4%} | {row.n_unmet} | {row.seconds:.2f} | {row.peak_mb:.0f} | {row.n_broken} | "
        f"{row.greedy_gap:.2%} | {row.greedy_unmet} |\n"
    )


if __name__ == "__main__":
    sys.exit(main())
