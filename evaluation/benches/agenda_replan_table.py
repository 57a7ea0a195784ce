"""A table of re-plans: what a tenth of the counterparts gone and a few late companies do to agendas of every size.

`python -m evaluation.benches.agenda_replan_table medium large --seeds 5` solves each instance, draws what changes,
makes the agenda anew in the same process, holds it against both checkers, and prints medians over the seeds in
Markdown. The seconds are those of the processor, medians of `--repeats` runs of each in turn, from the same objects.
What went before has been cleared away, and the solver's libraries are loaded, before any is counted. Each includes what
it compiles, its proof and its reasons, neither the checkers.
"""

from __future__ import annotations

import argparse
import functools
import gc
import math
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.benches.agenda_families import FAMILIES
from evaluation.benches.agenda_instances import make_instance
from evaluation.benches.agenda_table import VARIANTS
from matcher.agenda.checker import check_agenda, check_replan
from matcher.agenda.plan import Agenda, Changes, Late
from matcher.agenda.problem import Problem
from matcher.agenda.solver import KEEP, replan_agenda, solve_problem

LATE_SLOTS = 2
"""Slots of the event that the late miss."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """One re-plan: shares of the survivors' meetings that changed slot or place or were dropped, gap, seconds."""

    moved: float
    dropped: float
    gap: float
    replan_s: float
    fresh_s: float
    n_broken: int


def draw_changes(problem: Problem, *, gone: float, late: float, seed: int) -> Changes:
    """A share of the counterparts gone and a share of the companies late, before the event begins; one at least."""
    rng = np.random.default_rng([seed, len(problem.parties)])
    companies = sorted(party.id for party in problem.parties if party.kind == "startup")
    others = sorted(party.id for party in problem.parties if party.kind != "startup")
    slots = sorted(problem.slots, key=lambda slot: slot.start)
    return Changes(
        gone=tuple(sorted(rng.choice(others, max(1, math.floor(gone * len(others))), replace=False).tolist())),
        late=tuple(
            Late(party=name, until=slots[LATE_SLOTS].id)
            for name in sorted(rng.choice(companies, max(1, math.floor(late * len(companies))), replace=False).tolist())
        ),
    )


def timed(make: Callable[[], Agenda]) -> tuple[Agenda, float]:
    """An agenda, and the seconds of the processor that it took; the garbage of others is not collected in them."""
    gc.collect()
    begun = time.process_time()
    made = make()
    return made, time.process_time() - begun


def measure(
    family: str, *, variant: str = "core", seed: int, gone: float, late: float, keep: float, repeats: int
) -> Replanned:
    """Solve, change, re-plan and check one instance; the seconds are medians over `repeats` ≥ 1 runs of each."""
    problem = make_instance(family, seed=seed, options=VARIANTS[variant])
    timer = time.process_time
    changes = draw_changes(problem, gone=gone, late=late, seed=seed)
    fresh_s, replan_s = [], []
    for _ in range(repeats):
        before, seconds = timed(functools.partial(solve_problem, problem, seed=seed, clock=timer))
        fresh_s.append(seconds)
        after, seconds = timed(
            functools.partial(replan_agenda, problem, before, changes, keep=keep, seed=seed, clock=timer)
        )
        replan_s.append(seconds)
    broken = (*check_agenda(problem, after), *check_replan(problem, before, changes, after))
    for one in broken:
        sys.stderr.write(f"{family} {seed}: {one.message}\n")
    n_survivors, n_moved, n_dropped = survivors(problem, before, after, changes)
    return Replanned(
        moved=n_moved / n_survivors,
        dropped=n_dropped / n_survivors,
        gap=after.gap or 0.0,
        replan_s=statistics.median(replan_s),
        fresh_s=statistics.median(fresh_s),
        n_broken=len(broken),
    )


def survivors(problem: Problem, before: Agenda, after: Agenda, changes: Changes) -> tuple[int, int, int]:
    """Meetings of the old agenda that could be held as they were: how many, how many of them are moved, and dropped."""
    position = {slot.id: t for t, slot in enumerate(sorted(problem.slots, key=lambda slot: slot.start))}
    until = {one.party: position[one.until] for one in changes.late} | dict.fromkeys(changes.gone, len(position))
    now = {frozenset((one.a, one.b)): one for one in after.meetings}
    left = [one for one in before.meetings if all(position[one.slot] >= until.get(name, 0) for name in (one.a, one.b))]
    kept = [(one, now[frozenset((one.a, one.b))]) for one in left if frozenset((one.a, one.b)) in now]
    return len(left), sum(one != other for one, other in kept), len(left) - len(kept)


def row(name: str, measured: Sequence[Replanned]) -> str:
    """A row of the table: medians, but for broken rules, which are summed."""

    def median(field: str) -> float:
        return float(statistics.median(getattr(one, field) for one in measured))

    share = statistics.median(one.replan_s / one.fresh_s for one in measured)
    n_broken = sum(one.n_broken for one in measured)
    return (
        f"| {name} | {median('moved'):.2%} | {median('dropped'):.2%} | {median('gap'):.3%} "
        f"| {median('replan_s'):.3f} | {median('fresh_s'):.3f} | {share:.0%} | {n_broken} |"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if any agenda breaks a rule."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("families", nargs="+", choices=FAMILIES)
    parser.add_argument("--variant", default="core", choices=VARIANTS, help="what is added to the family")
    parser.add_argument("--gone", type=float, default=0.1, help="share of the counterparts")
    parser.add_argument("--late", type=float, default=0.05, help="share of the companies")
    parser.add_argument("--keep", type=float, default=KEEP)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=7, help="runs of each, of whose seconds the median counts")
    given = parser.parse_args(arguments)
    asked = {"gone": given.gone, "late": given.late, "keep": given.keep}
    measure("small", seed=0, repeats=1, **asked)
    sys.stdout.write("| instance | moved | dropped | gap | re-plan CPU s | fresh CPU s | share | broken |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- | --- | --- |\n")
    n_broken = 0
    for family in given.families:
        measured = [
            measure(family, variant=given.variant, seed=seed, repeats=given.repeats, **asked)
            for seed in range(given.seeds)
        ]
        n_broken += sum(one.n_broken for one in measured)
        sys.stdout.write(row(f"{family} {given.variant}", measured) + "\n")
        sys.stdout.flush()
    return 1 if n_broken else 0


if __name__ == "__main__":
    sys.exit(main())
