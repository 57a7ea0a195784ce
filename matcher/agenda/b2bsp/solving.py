"""Solving one instance: a proven bound, an attempt to reach it, then a search between the two until time is up."""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from matcher.agenda.b2bsp.answer import Answer, Limits
from matcher.agenda.b2bsp.bound import least_breaks
from matcher.agenda.b2bsp.instance import Instance
from matcher.agenda.b2bsp.model import TimetableModel, build_model

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver

BOUND_SHARE, ATTEMPT_SHARE = 0.25, 0.25
"""The most of the time that goes to the bound, and to the attempt to reach it."""
ATTEMPT = ("no_lp", "quick_restart_no_lp")
"""CP-SAT's searches for a timetable when only the number of breaks is given."""
SEARCH = ("core", "objective_lb_search_no_lp")
"""CP-SAT's searches for the best: by cores, which proves; and for timetables that meet what is proven so far."""
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
        attempt = build_model(instance, most=least)
        solver, status = _solve(attempt, limits, min(left(), ATTEMPT_SHARE * limits.seconds), ATTEMPT)
        if status == "INFEASIBLE":
            least += 1
        elif status != "UNKNOWN":
            return Answer(slots=_slots(solver, attempt), bound=least)
    timetable = build_model(instance, least=least)
    solver, status = _solve(timetable, limits, left(), SEARCH)
    if status == "INFEASIBLE":
        return Answer(slots=None, bound=None)
    bound = max(least, math.ceil(solver.best_objective_bound - TOLERANCE))
    return Answer(slots=None if status == "UNKNOWN" else _slots(solver, timetable), bound=bound)


def _solve(
    timetable: TimetableModel, limits: Limits, seconds: float, searches: tuple[str, ...]
) -> tuple[CpSolver, str]:
    """The solver after its run, and how it ended, in CP-SAT's words; with one worker, CP-SAT's search by cores.

    The run is in a thread beside, because this one could not hear an interruption inside it.
    """
    from ortools.sat.python.cp_model import CpSolver

    solver = CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = limits.workers
    if limits.workers == 1:
        solver.parameters.optimize_with_core = True
        solver.parameters.linearization_level = 0
    else:
        solver.parameters.subsolvers.extend(searches)
    with ThreadPoolExecutor(1) as beside:
        ended = beside.submit(solver.solve, timetable.model)
        try:
            status = solver.status_name(ended.result())
        except KeyboardInterrupt:
            solver.stop_search()
            raise
    if status == "MODEL_INVALID":
        raise AssertionError(f"CP-SAT refuses a model: {timetable.model.validate()}")
    return solver, status


def _slots(solver: CpSolver, timetable: TimetableModel) -> tuple[int, ...]:
    """The slot of each meeting, by meeting."""
    found = {row: slot for (row, slot), literal in timetable.held.items() if solver.boolean_value(literal)}
    return tuple(slot for _, slot in sorted(found.items()))
