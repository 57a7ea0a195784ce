"""One planner on one problem: what it makes of it, held against the checker."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from evaluation.benches.agenda_instances import make_instance
from evaluation.benches.agenda_peers.core import Core, Plan, as_agenda, core_of
from evaluation.benches.agenda_peers.greedy import flow_plan, greedy_plan
from evaluation.benches.agenda_peers.programs import cp_sat_plan, highs_plan
from matcher.agenda.checker import check_agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver import Standing, solve_problem

OURS = "abbina"
PLANNERS: dict[str, Callable[[Core, float], Plan]] = {
    "greedy": lambda core, _: greedy_plan(core),
    "flow, then times": lambda core, _: flow_plan(core),
    "CP-SAT": cp_sat_plan,
    "HiGHS": highs_plan,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a planner made of a problem; `score` is None where it found no plan in time.

    `cpu_s` are seconds of the processor; `trace` are the best scores so far with the seconds since the beginning.
    """

    score: float | None
    bound: float | None
    n_unmet: int
    n_broken: int
    cpu_s: float
    trace: tuple[tuple[float, float], ...]


def measure(planner: str, family: str, seed: int, seconds: float) -> Outcome:
    """One planner on one problem."""
    problem = make_instance(family, seed=seed)
    core = core_of(problem)
    begun, started = time.process_time(), time.perf_counter()
    plan = _ours(problem, core, seconds) if planner == OURS else PLANNERS[planner](core, seconds)
    cpu_s, took = time.process_time() - begun, time.perf_counter() - started
    score = float(core.score[plan.pairs].sum())
    agenda = as_agenda(problem, core, plan, max(score, plan.bound or core.score.sum()))
    broken = check_agenda(problem, agenda)
    for one in broken:
        sys.stderr.write(f"{planner} {family} {seed}: {one.message}\n")
    return Outcome(
        score=score if len(plan.pairs) else None,
        bound=plan.bound,
        n_unmet=len(agenda.unmet),
        n_broken=len(broken),
        cpu_s=cpu_s,
        trace=(*plan.trace, (took, score)) if len(plan.pairs) else (),
    )


def _ours(problem: Problem, core: Core, seconds: float) -> Plan:
    row = {frozenset((pair.a, pair.b)): number for number, pair in enumerate(core.pairs)}
    column = {slot.id: number for number, slot in enumerate(problem.slots)}
    trace: list[tuple[float, float]] = []
    begun = time.perf_counter()

    def note(standing: Standing) -> None:
        if standing.objective is not None:
            trace.append((time.perf_counter() - begun, standing.objective))

    agenda = solve_problem(problem, time_limit=seconds, progress=note)
    return Plan(
        pairs=np.array([row[frozenset((one.a, one.b))] for one in agenda.meetings], dtype=np.int64),
        slots=np.array([column[one.slot] for one in agenda.meetings], dtype=np.int64),
        bound=agenda.bound,
        trace=tuple(trace),
    )
