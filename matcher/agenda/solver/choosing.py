"""What is to be scheduled: who meets whom, which sessions are held, and what no agenda exceeds; times aside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from matcher.agenda.problem import Problem
from matcher.agenda.solver.assemble import objective_on
from matcher.agenda.solver.balance import balanced_pairs
from matcher.agenda.solver.flow import Selection, select_pairs
from matcher.agenda.solver.grid import Grid
from matcher.agenda.solver.ideals import as_rows, company_floors
from matcher.agenda.solver.instance import Bools, Floats, Instance, compile_problem
from matcher.agenda.solver.itineraries import plan_itineraries
from matcher.agenda.solver.program import Session, choose
from matcher.agenda.solver.spans import span_bound
from matcher.agenda.solver.watch import Watch

NEED = 20.0
"""Worth of a must or of a meeting below a minimum, in largest scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be scheduled.

    Attributes:
        instance: what the sessions leave.
        selection: the pairs, and the bound on all agendas.
        sessions: the groups that are held.
        floors: the least value of each company by id.
        where: the venue row in each slot of each party, by row, that has a way planned; ANYWHERE while it is on it.
    """

    instance: Instance
    selection: Selection
    sessions: tuple[Session, ...]
    floors: dict[str, float]
    where: dict[int, tuple[int, ...]] = field(default_factory=dict)


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


def with_slots(plan: Plan, objective: float, watch: Watch) -> Plan:
    """The plan with a bound that knows the slots, where that one is lower and something is left to prove."""
    selection, problem = plan.selection, plan.instance.problem
    is_reached = objective >= selection.bound - 1e-9 * abs(selection.bound)
    if is_reached or problem.groups or not selection.complete:
        return plan
    if problem.objective.idle_penalty > 0:
        lower = span_bound(plan.instance, watch.left() / 2)
        if lower is None or lower >= selection.bound - 1e-6 * abs(selection.bound):
            return plan
        return replace(plan, selection=replace(selection, bound=lower, source="lp"))
    found = balanced_pairs(plan.instance, watch.left() / 2) if not plan.where else None
    if found is None or found.bound >= selection.bound - 1e-6 * abs(selection.bound):
        return plan
    return replace(plan, selection=found)


def worth_of(instance: Instance) -> Floats:
    """Scores with a bonus for musts, so that no move gives one up for a better pair."""
    worth: Floats = instance.score + 1e-6 + NEED * instance.score.max(initial=0.0) * instance.must
    return worth


def guests_worth(plan: Plan) -> float:
    """What the guests of the sessions are worth."""
    return sum(one.group.guests[plan.instance.parties[p].id] for one in plan.sessions for p in one.guests)


def objective_of(grid: Grid, plan: Plan) -> float:
    """Score less the price of idle slots."""
    return objective_on(grid, plan.sessions)
