"""A new agenda on the day: the past stays, what still can be held stays where it is, and the rest is made anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from matcher.agenda.plan import BY_HAND, Agenda, Changes, Unscheduled
from matcher.agenda.problem import Problem
from matcher.agenda.solver.assemble import objective_on
from matcher.agenda.solver.choosing import Plan, busy_slots
from matcher.agenda.solver.closing import finish
from matcher.agenda.solver.desk import Desk, best_pairs, lay_desk
from matcher.agenda.solver.grid import Grid
from matcher.agenda.solver.instance import Bools, Instance, Ints
from matcher.agenda.solver.leftover import Leftover
from matcher.agenda.solver.loose import loose_pairs
from matcher.agenda.solver.proof import Proof
from matcher.agenda.solver.refit import MOVE, refit
from matcher.agenda.solver.remake import remake
from matcher.agenda.solver.solve import TIME_LIMIT
from matcher.agenda.solver.stakes import Stakes, n_open
from matcher.agenda.solver.watch import Standing, Watch

KEEP = 0.025
"""What a meeting that keeps its slot is worth more, in largest scores of a pair."""
FAR = 0.005
"""The share of the bound that may be missing before the rest of the day is made anew."""
LEAST_KEEP = 0.001
"""What it is worth more then at least: of equal agendas, people are to be told the one that changes less."""
REMAKE_SHARE = 1 / 3
"""The share of the time that is left which this may take."""


def replan_agenda(
    problem: Problem,
    before: Agenda,
    changes: Changes,
    *,
    keep: float = KEEP,
    time_limit: float = TIME_LIMIT,
    seed: int = 0,
    progress: Callable[[Standing], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Agenda:
    """The agenda that replaces `before` after `changes`; where nothing changed, it has the same meetings.

    Meetings that stay are worth `keep` largest scores more, and one is moved to another time only for far more than
    that. Sessions that can still be held stay, without those who cannot come. Minimums and musts count as before, but
    for those who have gone; what can no longer be met is in `unmet`. A meeting that was taken out by hand stays out.
    Where little work leaves a wish open or much of the bound unreached, the rest of the day is made anew as one
    program. The bound holds for agendas that keep what is past and locked.

    Args:
        problem: the problem that `before` is an agenda of, without what `changes` adds.
        before: the agenda to replace.
        changes: what happened.
        keep: ≥ 0.
        time_limit: seconds after which the best agenda so far is returned.
        seed: written into the agenda; nothing is drawn.
        progress: is told each stage.
        cancelled: asked often; once it says True, the best agenda so far is returned.
        clock: seconds from any beginning.
    """
    watch = Watch(clock, time_limit, progress, cancelled)
    desk = lay_desk(problem, before, changes, watch)
    return replan_on(desk, Proof(desk, watch), keep=keep, is_quiet=is_quiet(changes), seed=seed, watch=watch)


def replan_on(desk: Desk, proof: Proof, *, keep: float, is_quiet: bool, seed: int, watch: Watch) -> Agenda:
    """The new agenda from a desk that is laid out; where `is_quiet`, nothing but what is there already.

    What is filled in quickly stands where it is near to what is proven and leaves no wish open that could be met. The
    rest of the day is made anew otherwise, as far as that is worth it.
    """
    instance, sessions = desk.instance, desk.old.sessions
    grid = Grid(instance, busy_slots(sessions, instance.venues))
    _keep_in_place(grid, desk.home)
    stakes = _stakes(desk, keep)
    if not is_quiet and instance.n_pairs:
        _fill(grid, desk, keep, watch)
        if (n_open(grid, stakes) or _missing(grid, stakes, proof) > FAR) and not watch.is_over():
            watch.tell("improvement", objective_on(grid, sessions), desk.best.bound)
            remake(grid, stakes, loose_pairs(grid, stakes, desk.prices), REMAKE_SHARE * watch.left())
    is_short = not desk.best.complete or n_open(grid, stakes) > 0
    bound = proof.near(objective_on(grid, sessions), wishes=not is_short)
    plan = Plan(
        instance=instance, selection=desk.best if is_short else bound, sessions=sessions, floors=dict(desk.floors)
    )
    made = finish(desk.problem, grid, plan, seed=seed, watch=watch, before=desk.places, free=bound)
    return _as_left(made, desk.old)


def _missing(grid: Grid, stakes: Stakes, proof: Proof) -> float:
    """What is missing to the bound on agendas that meet all wishes, as a share of it."""
    objective = objective_on(grid, stakes.sessions)
    bound = proof.near(objective, wishes=True).bound
    return (bound - objective) / abs(bound) if bound else 0.0


def _stakes(desk: Desk, keep: float) -> Stakes:
    stay = max(keep, LEAST_KEEP) * float(desk.instance.score.max(initial=0.0))
    return Stakes(
        home=desk.home,
        pinned=desk.pinned,
        sessions=desk.old.sessions,
        floors=desk.floors,
        stay=stay,
        move=(MOVE - 1) * stay,
    )


def _fill(grid: Grid, desk: Desk, keep: float, watch: Watch) -> None:
    """Fill what is free quickly."""
    watch.tell("new meetings", bound=desk.best.bound)
    pinned = desk.pinned

    def choose(asked: Instance, value: Ints, closed: Bools, held: Bools) -> Bools:
        found = best_pairs(asked, value, watch, closed=closed, held=held)
        return pinned if found is None else found.chosen

    refit(grid, desk.home, pinned, desk.prices, keep=keep, choose=choose, watch=watch)


def is_quiet(changes: Changes) -> bool:
    """Whether nothing happened but that time went by."""
    return not (changes.gone or changes.late or changes.added_parties or changes.added_pairs)


def _as_left(agenda: Agenda, old: Leftover) -> Agenda:
    """The agenda without wishes of those who have gone; pairs whose meeting was taken out by hand are told as such."""
    if old.gone:
        unmet = tuple(one for one in agenda.unmet if one.party not in old.gone)
        agenda = replace(agenda, gone=old.gone, unmet=unmet)
    if old.apart:
        others = [one for one in agenda.unscheduled if frozenset((one.a, one.b)) not in old.apart]
        apart = [Unscheduled(a=min(two), b=max(two), why=BY_HAND) for two in old.apart]
        told = sorted((*others, *apart), key=lambda one: (one.a, one.b))
        agenda = replace(agenda, unscheduled=tuple(told))
    return agenda


def _keep_in_place(grid: Grid, home: Mapping[int, int]) -> None:
    """Put what stays where it was, first what can be nowhere else."""
    mask = grid.instance.mask
    for e in sorted(home, key=lambda e: (mask[e] & (mask[e] - 1) != 0, e)) if grid.ruled else sorted(home):
        if grid.fits(e, home[e]):
            grid.put(e, home[e])
