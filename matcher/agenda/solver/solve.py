"""A problem in, an agenda out: pairs by flow or program, a timetable, improvements, and the proof of what is left."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver.anneal import anneal
from matcher.agenda.solver.assemble import Place, group_sessions, meetings, score, total_idle
from matcher.agenda.solver.conflicts import explain_conflict
from matcher.agenda.solver.flow import Selection, select_pairs
from matcher.agenda.solver.grid import FREE, Grid
from matcher.agenda.solver.ideals import as_rows, company_floors
from matcher.agenda.solver.instance import Bools, Floats, Instance, compile_problem
from matcher.agenda.solver.itineraries import narrowed, plan_itineraries
from matcher.agenda.solver.program import Session, choose
from matcher.agenda.solver.reasons import below_floor, unmet_wishes, unscheduled_pairs
from matcher.agenda.solver.rescue import keep_wishes
from matcher.agenda.solver.reslot import improve_slots
from matcher.agenda.solver.slot_bound import slot_bound
from matcher.agenda.solver.spans import span_bound
from matcher.agenda.solver.swaps import improve
from matcher.agenda.solver.timetable import fill, place_pairs, spare_rows
from matcher.agenda.solver.watch import Standing, Watch
from matcher.agenda.solver.windows import improve_windows

TIME_LIMIT = 60.0
"""Seconds that a run may take; most need far less."""
SPARE_PAIRS = 20_000
"""Further pairs that are tried once the chosen ones are placed."""
N_WINDOWS = 25
"""Sets of slots that are made anew together."""
NEED = 20.0
"""Worth of a must or of a meeting below a minimum, in largest scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be scheduled: the instance left by the sessions, pairs, sessions and floors, and the bound on all."""

    instance: Instance
    selection: Selection
    sessions: tuple[Session, ...]
    floors: dict[str, float]
    where: dict[int, tuple[int, ...]] = field(default_factory=dict)


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
    grid = Grid(plan.instance, busy_slots(plan.sessions, plan.instance.venues))
    watch.tell("timetable", bound=plan.selection.bound)
    place(grid, plan, rng, watch)
    plan = with_slots(plan, objective_of(grid, plan), watch)
    watch.tell("improvement", objective_of(grid, plan), plan.selection.bound)
    better(grid, plan, rng, watch)
    return finish(problem, grid, plan, seed=seed, watch=watch)


def make_plan(problem: Problem, watch: Watch) -> Plan:
    """Who meets whom and which sessions are held, times of meetings left aside."""
    instance = compile_problem(problem)
    floors = company_floors(instance) if problem.objective.fairness_floor > 0 else {}
    if not instance.two_sided or floors or problem.groups:
        choice = choose(instance, floors=as_rows(instance, floors), time_limit=watch.left() / 2)
        complete = choice is not None
        if choice is None:
            choice = choose(
                replace(instance, least=np.zeros_like(instance.least), must=np.zeros_like(instance.must)),
                floors=None,
                time_limit=watch.left() / 2,
            )
        if choice is not None:
            left = instance
            if choice.sessions:
                left = compile_problem(problem, unavailable_slots(instance, choice.sessions))
            selection = replace(choice.selection, complete=complete)
            if choice.sessions or not complete:
                selection = (
                    _again(left, selection)
                    if left.two_sided
                    else replace(selection, chosen=_same(instance, left, selection))
                )
            return Plan(instance=left, selection=selection, sessions=choice.sessions, floors=floors)
    if not instance.n_pairs:
        nothing = Selection(chosen=np.zeros(0, dtype=bool), bound=0.0, complete=not instance.least.any(), source="flow")
        return Plan(instance=instance, selection=nothing, sessions=(), floors=floors)
    selection = select_pairs(instance)
    ways = plan_itineraries(instance, selection, watch) if selection.complete else None
    if ways is None:
        return Plan(instance=instance, selection=selection, sessions=(), floors=floors)
    return Plan(instance=instance, selection=ways.selection, sessions=(), floors=floors, where=ways.where)


def _again(left: Instance, selection: Selection) -> Selection:
    """Pairs chosen anew by flow in what sessions leave of everybody's time; the bound stays that of the whole."""
    return (
        replace(selection, chosen=select_pairs(left).chosen)
        if left.n_pairs
        else replace(selection, chosen=np.zeros(0, dtype=bool))
    )


def _same(instance: Instance, left: Instance, selection: Selection) -> Bools:
    """The chosen pairs by the rows of an instance that has some pairs less."""
    kept = {
        frozenset((int(instance.left[e]), int(instance.right[e]))) for e in np.flatnonzero(selection.chosen).tolist()
    }
    return np.array([frozenset((a, b)) in kept for a, b in zip(left.left.tolist(), left.right.tolist(), strict=True)])


def unavailable_slots(instance: Instance, sessions: tuple[Session, ...]) -> dict[str, int]:
    """The slots, as bits, that sessions take from each party by id."""
    taken: dict[str, int] = {}
    for one in sessions:
        bits = ((1 << one.group.length) - 1) << one.start
        for p in (one.host, *one.guests):
            name = instance.parties[p].id
            taken[name] = taken.get(name, 0) | bits
    return taken


def busy_slots(sessions: tuple[Session, ...], venues: tuple[str, ...] = ()) -> dict[int, dict[int, int]]:
    """For each party row the slot rows in which a session keeps it, with the row of the venue (-1 if not known)."""
    busy: dict[int, dict[int, int]] = {}
    for one in sessions:
        venue = venues.index(one.group.venue) if venues else -1
        for p in (one.host, *one.guests):
            busy.setdefault(p, {}).update(dict.fromkeys(one.slots, venue))
    return busy


def place(grid: Grid, plan: Plan, rng: random.Random, watch: Watch) -> None:
    """Fill the grid: the chosen pairs, then others that still find a place."""
    if not plan.instance.n_pairs:
        return
    if plan.where:
        _place_on_paths(grid, plan, rng, watch)
    else:
        place_pairs(grid, plan.selection.chosen, rng, watch.is_over)
    keep_wishes(grid, worth_of(plan.instance), rng)
    if grid.total() < plan.selection.bound - _guests(plan) - 1e-9:
        fill(grid, rng, spare_rows(grid, worth_of(plan.instance), SPARE_PAIRS), watch.is_over)


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


def with_slots(plan: Plan, objective: float, watch: Watch) -> Plan:
    """The plan with a bound that knows the slots, where that one is lower and something is left to prove."""
    selection, problem = plan.selection, plan.instance.problem
    is_reached = objective >= selection.bound - 1e-9 * abs(selection.bound)
    if is_reached or problem.groups or not selection.complete:
        return plan
    lower = (
        span_bound(plan.instance, watch.left() / 2) if problem.objective.idle_penalty > 0 else slot_bound(plan.instance)
    )
    if lower is None or lower >= selection.bound - 1e-6 * abs(selection.bound):
        return plan
    return replace(plan, selection=replace(selection, bound=lower, source="lp"))


def better(grid: Grid, plan: Plan, rng: random.Random, watch: Watch) -> None:
    """Whatever brings the grid closer to its bound, floors kept."""
    instance, bound = plan.instance, plan.selection.bound
    if not instance.n_pairs or bound - objective_of(grid, plan) <= 1e-9 * abs(bound):
        return
    worth = worth_of(instance)
    slots, n_short = grid.copy_slots(), n_below_floor(grid, plan)
    target = bound - _guests(plan)
    improve(grid, worth, target, rng, watch)
    if instance.problem.objective.idle_penalty > 0:
        anneal(grid, worth, rng, watch)
        while improve_slots(grid, worth, rng, watch.is_over) > 1e-6 and not watch.is_over():
            pass
    else:
        improve_windows(grid, worth, target, N_WINDOWS, rng, watch)
    if n_below_floor(grid, plan) > n_short:
        grid.restore(slots)


def n_below_floor(grid: Grid, plan: Plan) -> int:
    """How many companies get less than their floor."""
    return len(below_floor(grid, plan.sessions, plan.floors)) if plan.floors else 0


def worth_of(instance: Instance) -> Floats:
    """Scores with a bonus for musts, so that no move gives one up for a better pair."""
    worth: Floats = instance.score + 1e-6 + NEED * instance.score.max(initial=0.0) * instance.must
    return worth


def _guests(plan: Plan) -> float:
    return sum(one.group.guests[plan.instance.parties[p].id] for one in plan.sessions for p in one.guests)


def objective_of(grid: Grid, plan: Plan) -> float:
    """Score less the price of idle slots."""
    penalty = plan.instance.problem.objective.idle_penalty
    return score(grid, plan.sessions) - (penalty * total_idle(grid) if penalty else 0.0)


def finish(
    problem: Problem,
    grid: Grid,
    plan: Plan,
    *,
    seed: int,
    watch: Watch,
    before: dict[int, Place] | None = None,
    free: Selection | None = None,
) -> Agenda:
    """The agenda of a grid, with its figures, its proof and its reasons.

    `before` gives the places that meetings had, by pair row; `free`, where known, the bound without any wishes.
    """
    is_possible = plan.selection.complete and not (free is None and unattainable(plan.instance))
    conflict = "" if is_possible or free is not None else explain_conflict(problem)
    unmet = unmet_wishes(grid, plan.sessions, plan.floors, conflict)
    bound, source = plan.selection.bound, plan.selection.source
    is_short = (
        not plan.selection.complete or misses_attainable(grid) or any(one.rule == "fairness_floor" for one in unmet)
    )
    if is_short:
        bound, source = (free.bound, free.source) if free is not None else free_bound(problem, bound, source, watch)
    objective = objective_of(grid, plan)
    if abs(bound - objective) <= 1e-9 * max(1.0, abs(bound)):
        bound = objective
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


def misses_attainable(grid: Grid) -> bool:
    """Whether a must that could be met, or a minimum as far as the party's own limits allow, is not met."""
    instance = grid.instance
    least = np.minimum(instance.least, instance.cap)
    return bool((np.array(grid.load) < least).any()) or any(
        grid.slot[e] == FREE for e in np.flatnonzero(instance.must).tolist()
    )
