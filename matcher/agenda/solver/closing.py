"""The agenda of a timetable, with its figures, its proof and its reasons."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from matcher.agenda.plan import Agenda, Meeting
from matcher.agenda.problem import Problem
from matcher.agenda.solver.assemble import group_sessions, meetings, score
from matcher.agenda.solver.choosing import Plan, objective_of
from matcher.agenda.solver.conflicts import explain_conflict
from matcher.agenda.solver.flow import Selection, select_pairs
from matcher.agenda.solver.grid import Grid
from matcher.agenda.solver.instance import Instance, compile_problem
from matcher.agenda.solver.program import choose
from matcher.agenda.solver.reasons import n_missed, unmet_wishes, unscheduled_pairs
from matcher.agenda.solver.watch import Watch

_STEPS, _SLIVER = 1e9, 1e-3
"""Bounds are told in steps of 1 / the first, the next one up; the second, in steps, is what another order may add."""


def finish(
    problem: Problem,
    grid: Grid,
    plan: Plan,
    *,
    seed: int,
    watch: Watch,
    before: Mapping[int, Meeting] | None = None,
    free: Selection | None = None,
) -> Agenda:
    """The agenda of a grid, with its figures, its proof and its reasons.

    `before` are the old meetings, by pair row; `free`, where known, is the bound without any wishes.
    """
    is_possible = plan.selection.complete and not (free is None and unattainable(plan.instance))
    conflict = "" if is_possible or free is not None else explain_conflict(problem)
    unmet = unmet_wishes(grid, plan.sessions, plan.floors, conflict)
    bound, source = plan.selection.bound, plan.selection.source
    is_short = not plan.selection.complete or n_missed(grid) > 0 or any(one.rule == "fairness_floor" for one in unmet)
    if is_short:
        bound, source = (free.bound, free.source) if free is not None else free_bound(problem, bound, source, watch)
    objective = objective_of(grid, plan)
    bound = objective if abs(bound - objective) <= 1e-9 * max(1.0, abs(bound)) else _told(bound)
    gap = None if bound == 0 and objective != 0 else 0.0 if bound == objective else (bound - objective) / abs(bound)
    status = "optimal" if bound == objective and not is_short else "feasible"
    if not is_possible and free is None:
        status = "infeasible"
    watch.tell("done", objective, bound)
    return Agenda(
        status=status,
        score=score(grid, plan.sessions),
        objective=objective,
        bound=bound,
        gap=gap,
        bound_source=source,
        seed=seed,
        seconds=round(watch.spent(), 3),
        meetings=meetings(grid, before),
        groups=group_sessions(grid, plan.sessions),
        unmet=unmet,
        unscheduled=unscheduled_pairs(grid),
    )


def _told(bound: float) -> float:
    """A bound without the last digits, in which programs given the same rows in another order differ."""
    return math.ceil(bound * _STEPS - _SLIVER) / _STEPS if math.isfinite(bound) else bound


def free_bound(problem: Problem, bound: float, source: str, watch: Watch) -> tuple[float, str]:
    """A bound on all agendas, those that leave musts, minimums or floors open included, with its source."""
    instance = compile_problem(problem)
    if instance.two_sided and not problem.groups:
        free = select_pairs(instance, wishes=False) if instance.n_pairs else None
    else:
        bare = replace(instance, least=np.zeros_like(instance.least), must=np.zeros_like(instance.must))
        choice = choose(bare, floors=None, time_limit=max(1.0, watch.left()))
        free = None if choice is None else choice.selection
    return (max(bound, free.bound), free.source) if free is not None and free.bound > bound else (bound, source)


def unattainable(instance: Instance) -> bool:
    """Whether a must or minimum is beyond the reach of its own parties, whatever the others do."""
    musts = {frozenset((pair.a, pair.b)) for pair in instance.problem.pairs if pair.must}
    lost = any(frozenset(two) in musts for two in instance.impossible)
    return lost or bool((instance.least > instance.cap).any())
