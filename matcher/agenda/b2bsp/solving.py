"""Solving one instance: a proven bound, an attempt to reach it, then a search between the two until time is up."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from matcher.agenda.b2bsp.answer import Answer, Limits
from matcher.agenda.b2bsp.bound import least_breaks
from matcher.agenda.b2bsp.instance import Instance
from matcher.agenda.b2bsp.model import TimetableModel, build_model

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver

BOUND_SHARE, ATTEMPT_SHARE = 0.25, 0.25
"""The most of the time that goes to the bound, and to the attempt to reach it."""
SEARCHES = ("core", "objective_lb_search_no_lp")
"""CP-SAT's searches: by cores, which proves; and, from the same bounds, for a timetable that has no more breaks."""
TOLERANCE = 1e-6


def solve_instance(instance: Instance, limits: Limits) -> Answer:
    """The best timetable and the best bound found in the time; `AssertionError` if the model is not well made.

    A bound of 1 or more from `least_breaks` is often the least number itself, and a timetable with so many breaks is
    found sooner when no other is looked for.
    """
    begun = time.perf_counter()

    def left() -> float:
        return max(0.0, limits.seconds - (time.perf_counter() - begun))

    least = least_breaks(instance, BOUND_SHARE * limits.seconds)
    if least > 0:
        attempt = _search(instance, limits, min(left(), ATTEMPT_SHARE * limits.seconds), least=least, most=least)
        if attempt.slots is not None:
            return attempt
        if attempt.bound is None:
            least += 1
    return _search(instance, limits, left(), least=least, most=None)


def _search(instance: Instance, limits: Limits, seconds: float, *, least: int, most: int | None) -> Answer:
    """What CP-SAT finds between these numbers of breaks; `Answer.bound` None when there is no such timetable."""
    from ortools.sat.python import cp_model

    timetable = build_model(instance, least=least, most=most)
    solver = _solver(limits, seconds)
    status = solver.solve(timetable.model)
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(f"CP-SAT refuses the model of {instance.name}: {timetable.model.validate()}")
    if status == cp_model.INFEASIBLE:
        return Answer(slots=None, bound=None)
    bound = max(least, math.ceil(solver.best_objective_bound - TOLERANCE))
    return Answer(slots=None if status == cp_model.UNKNOWN else _slots(solver, timetable), bound=bound)


def _solver(limits: Limits, seconds: float) -> CpSolver:
    from ortools.sat.python.cp_model import CpSolver

    solver = CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = limits.workers
    if limits.workers == 1:
        solver.parameters.optimize_with_core = True
        solver.parameters.linearization_level = 0
    else:
        solver.parameters.subsolvers.extend(SEARCHES)
    return solver


def _slots(solver: CpSolver, timetable: TimetableModel) -> tuple[int, ...]:
    """The slot of each meeting, by meeting."""
    found = {row: slot for (row, slot), literal in timetable.held.items() if solver.boolean_value(literal)}
    return tuple(slot for _, slot in sorted(found.items()))
