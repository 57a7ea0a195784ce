"""A problem in, an agenda out: pairs by flow or program, a timetable, improvements, and the proof of what is left."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver.anneal import anneal
from matcher.agenda.solver.choosing import Plan, busy_slots, guests_worth, make_plan, objective_of, with_slots, worth_of
from matcher.agenda.solver.closing import finish
from matcher.agenda.solver.grid import Grid
from matcher.agenda.solver.itineraries import narrowed
from matcher.agenda.solver.reasons import below_floor, n_missed
from matcher.agenda.solver.rescue import keep_wishes
from matcher.agenda.solver.reslot import improve_slots
from matcher.agenda.solver.swaps import improve
from matcher.agenda.solver.timetable import fill, place_pairs, spare_rows
from matcher.agenda.solver.watch import Standing, Watch
from matcher.agenda.solver.windows import improve_windows

TIME_LIMIT = 60.0
"""Seconds that a run may take; most need far less."""
SPARE_PAIRS = 20_000
"""Further pairs that are tried once the chosen ones are placed."""
N_WINDOWS = 40
"""Sets of slots or of parties that are made anew together."""
MOST_PASSES = 10
"""Passes over all slots after the annealing."""


def solve_problem(
    problem: Problem,
    *,
    time_limit: float = TIME_LIMIT,
    seed: int = 0,
    progress: Callable[[Standing], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Agenda:
    """An agenda of the problem, as good as it could be made, with a bound on what any agenda could reach.

    The same problem and seed give the same agenda, whatever the order of entries in the problem, if the time limit
    does not cut the work short; only `seconds` differs. Musts, minimums and floors that are not met are in `unmet`.
    The bound holds for agendas that meet all musts, minimums and floors that this one meets; where it misses one that
    it might meet, the bound holds for all agendas, whatever they miss.

    Args:
        problem: as `read_problem` gives it.
        time_limit: seconds after which the best agenda so far is returned.
        seed: of everything that is drawn.
        progress: is told each stage with the best objective and bound so far.
        cancelled: asked often; once it says True, the best agenda so far is returned.
        clock: seconds from any beginning.
    """
    watch = Watch(clock, time_limit, progress, cancelled)
    rng = random.Random(seed)  # noqa: S311 - draws of a search, not secrets
    watch.tell("pairs")
    plan = make_plan(problem, watch)
    watch.tell("timetable", bound=plan.selection.bound)
    grid = place(plan, rng, watch)
    chosen = plan.selection.chosen
    plan = with_slots(plan, objective_of(grid, plan), watch)
    if (plan.selection.chosen != chosen).any():
        other = place(plan, rng, watch)
        grid = max(grid, other, key=lambda one: (-n_missed(one), one.total()))
    watch.tell("improvement", objective_of(grid, plan), plan.selection.bound)
    better(grid, plan, rng, watch)
    return finish(problem, grid, plan, seed=seed, watch=watch)


def place(plan: Plan, rng: random.Random, watch: Watch) -> Grid:
    """A timetable of the chosen pairs, then of others that still find a place."""
    grid = Grid(plan.instance, busy_slots(plan.sessions, plan.instance.venues))
    if not plan.instance.n_pairs:
        return grid
    if plan.where:
        _place_on_paths(grid, plan, rng, watch)
    else:
        place_pairs(grid, plan.selection.chosen, rng, watch.is_over)
    keep_wishes(grid, worth_of(plan.instance), rng)
    if grid.total() < plan.selection.bound - guests_worth(plan) - 1e-9:
        fill(grid, rng, spare_rows(grid, worth_of(plan.instance), SPARE_PAIRS), watch.is_over)
    return grid


def _place_on_paths(grid: Grid, plan: Plan, rng: random.Random, watch: Watch) -> None:
    """Fill the grid with everybody on the planned paths, which leaves an event without ways."""
    on_paths = Grid(narrowed(plan.instance, plan.where), grid.sessions)
    place_pairs(on_paths, plan.selection.chosen, rng, watch.is_over)
    worth = worth_of(plan.instance)
    keep_wishes(on_paths, worth, rng)
    fill(on_paths, rng, spare_rows(on_paths, worth, SPARE_PAIRS), watch.is_over)
    improve(on_paths, worth, plan.selection.bound, rng, watch)
    improve_windows(on_paths, worth, plan.selection.bound, N_WINDOWS, rng, watch)
    grid.restore(on_paths.copy_slots())


def better(grid: Grid, plan: Plan, rng: random.Random, watch: Watch) -> None:
    """Whatever brings the grid closer to its bound, floors kept."""
    instance, bound = plan.instance, plan.selection.bound
    if not instance.n_pairs or bound - objective_of(grid, plan) <= 1e-9 * abs(bound):
        return
    worth = worth_of(instance)
    slots, n_short = grid.copy_slots(), n_below_floor(grid, plan)
    target = bound - guests_worth(plan)
    improve(grid, worth, target, rng, watch)
    if instance.problem.objective.idle_penalty > 0:
        anneal(grid, worth, rng, watch)
        for _ in range(MOST_PASSES):
            if watch.is_over() or improve_slots(grid, worth, rng, watch.is_over) <= 1e-6:
                break
    else:
        improve_windows(grid, worth, target, N_WINDOWS, rng, watch)
    if n_below_floor(grid, plan) > n_short:
        grid.restore(slots)


def n_below_floor(grid: Grid, plan: Plan) -> int:
    """How many companies get less than their floor."""
    return len(below_floor(grid, plan.sessions, plan.floors)) if plan.floors else 0
