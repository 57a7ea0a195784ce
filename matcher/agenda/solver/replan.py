"""A new agenda on the day: the past stays, what still can be held stays where it is, and the rest is made anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np

from matcher.agenda.plan import Agenda, Changes
from matcher.agenda.problem import Problem
from matcher.agenda.solver.assemble import Place
from matcher.agenda.solver.chains import Chain, apply_chain, insertions, move_all
from matcher.agenda.solver.flow import Selection, select_pairs
from matcher.agenda.solver.grid import FREE, Grid
from matcher.agenda.solver.ideals import company_floors
from matcher.agenda.solver.instance import Instance, Ints, compile_problem
from matcher.agenda.solver.leftover import Leftover, Two, what_is_left
from matcher.agenda.solver.listing import Listing, list_pairs, proven_bound, worth_a_look
from matcher.agenda.solver.prices import best_prices
from matcher.agenda.solver.program import choose
from matcher.agenda.solver.solve import TIME_LIMIT, Plan, busy_slots, finish, misses_attainable, unavailable_slots, worth_of
from matcher.agenda.solver.timetable import spare_rows
from matcher.agenda.solver.watch import Standing, Watch

KEEP = 0.04
"""What a meeting that keeps its slot is worth more, in largest scores of a pair."""
SPARE_PAIRS = 2000
"""Further pairs that are tried once the chosen ones have their places."""


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

    Pairs that met before are worth `keep` largest scores more, and a meeting is moved only for a gain above that for
    each one moved. Sessions that can still be held stay, without those who cannot come. Minimums and musts count as
    before; what can no longer be met is in `unmet`.

    Args:
        problem: the problem that `before` is an agenda of, without what `changes` adds.
        before: the agenda to replace.
        changes: what happened.
        keep: ≥ 0.
        time_limit: seconds after which the best agenda so far is returned.
        seed: written into the agenda; nothing is drawn but where a plain insertion fails.
        progress: is told each stage.
        cancelled: asked often; once it says True, the best agenda so far is returned.
        clock: seconds from any beginning.
    """
    watch = Watch(clock, time_limit, progress, cancelled)
    whole = replace(
        problem,
        parties=(*problem.parties, *changes.added_parties),
        pairs=(*problem.pairs, *changes.added_pairs),
    )
    old = what_is_left(whole, before, changes)
    desk = _lay_out(whole, old)
    instance, rows = desk.instance, desk.rows
    plan = _plan(whole, desk, old, keep, watch)
    grid = Grid(instance, busy_slots(old.sessions, instance.venues))
    home = {rows[two]: t for two, t in (old.pinned | old.staying).items() if two in rows}
    _keep_in_place(grid, plan.selection, home, everything=_is_quiet(changes))
    if not _is_quiet(changes):
        watch.tell("new meetings", bound=plan.selection.bound)
        _add_new(grid, plan.selection, home, keep * float(instance.score.max(initial=0.0)), watch)
    venues = {name: v for v, name in enumerate(instance.venues)}
    places: dict[int, Place] = {
        rows[two]: (venues[meeting.venue], meeting.table)
        for two, meeting in old.places.items()
        if two in rows and grid.slot[rows[two]] == home.get(rows[two], FREE)
    }
    is_certain = plan.selection.complete and not plan.floors and not misses_attainable(grid)
    free = plan.selection if is_certain else _without_wishes(desk, plan, watch)
    return finish(whole, grid, plan, seed=seed, watch=watch, before=places, free=free)


def _is_quiet(changes: Changes) -> bool:
    return not (changes.gone or changes.late or changes.added_parties or changes.added_pairs)


def _rows(instance: Instance) -> dict[Two, int]:
    ids = [party.id for party in instance.parties]
    return {
        frozenset((ids[a], ids[b])): e
        for e, (a, b) in enumerate(zip(instance.left.tolist(), instance.right.tolist(), strict=True))
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What a re-plan works on: the pairs worth a look, and the listing of all, None where every pair is compiled.

    `blank` knows nothing of sessions, `instance` does; `rows` are its pair rows by ids.
    """

    blank: Instance
    instance: Instance
    listing: Listing | None
    rows: dict[Two, int]


def _lay_out(problem: Problem, old: Leftover) -> _Desk:
    listing = list_pairs(problem, old.unavailable, old.met) if problem.pairs else None
    if listing is not None:
        desk = _compiled(replace(problem, pairs=tuple(compress(problem.pairs, worth_a_look(listing)))), old, listing)
        if desk.blank.two_sided:
            return desk
    return _compiled(problem, old, None)


def _compiled(problem: Problem, old: Leftover, listing: Listing | None) -> _Desk:
    taken, pinned = dict(old.unavailable), dict(old.pinned)
    blank = instance = compile_problem(problem, taken, pinned)
    if old.sessions:
        for name, bits in unavailable_slots(blank, old.sessions).items():
            taken[name] = taken.get(name, 0) | bits
        instance = compile_problem(problem, taken, pinned)
    return _Desk(blank=blank, instance=instance, listing=listing, rows=_rows(instance))


def _plan(
    problem: Problem, desk: _Desk, old: Leftover, keep: float, watch: Watch
) -> Plan:
    """Pairs of largest worth with what is kept, and the bound on all agendas, whatever wishes they leave open.

    The bounds are on the score alone, whatever is kept or moved.
    """
    blank, instance, rows = desk.blank, desk.instance, desk.rows
    pinned = np.zeros(instance.n_pairs, dtype=bool)
    pinned[[rows[two] for two in old.pinned if two in rows]] = True
    kept = pinned.copy()
    kept[[rows[two] for two in old.staying if two in rows]] = True
    guests = _most_from_all_guests(problem)
    floors = company_floors(compile_problem(problem)) if problem.objective.fairness_floor > 0 else {}
    nothing = Selection(chosen=kept, bound=float(instance.score.sum()), complete=not instance.n_pairs, source="lp")
    if not instance.n_pairs:
        return Plan(instance=instance, selection=replace(nothing, bound=guests), sessions=old.sessions, floors=floors)
    plain = _best(blank, None, watch) or nothing
    if desk.listing is not None:
        plain = replace(plain, bound=_bound(desk.listing, blank, plain, wishes=True))
    certain = replace(instance, must=instance.must | pinned)
    asked = _best(certain, instance.value + round(keep * int(instance.value.max())) * kept, watch) or nothing
    selection = replace(plain, chosen=asked.chosen, bound=plain.bound + guests)
    return Plan(instance=instance, selection=selection, sessions=old.sessions, floors=floors)


def _without_wishes(desk: _Desk, plan: Plan, watch: Watch) -> Selection:
    """The bound on all agendas, whatever wishes they leave open."""
    blank = desk.blank
    if not blank.n_pairs:
        return plan.selection
    bare = replace(blank, least=np.zeros_like(blank.least), must=np.zeros_like(blank.must))
    free = _best(bare, None, watch)
    if free is None:
        return replace(plan.selection, bound=float(blank.score.sum()) + _most_from_all_guests(blank.problem), source="lp")
    bound = free.bound if desk.listing is None else _bound(desk.listing, bare, free, wishes=False)
    return replace(free, bound=bound + _most_from_all_guests(blank.problem))


def _bound(listing: Listing, instance: Instance, best: Selection, *, wishes: bool) -> float:
    return proven_bound(listing, instance, best_prices(instance, best.chosen, wishes=wishes), wishes=wishes)


def _best(instance: Instance, value: Ints | None, watch: Watch) -> Selection | None:
    if instance.two_sided:
        return select_pairs(instance, value=value)
    bare = replace(instance, problem=replace(instance.problem, groups=()))
    worth = None if value is None else value / instance.scale
    choice = choose(bare, floors=None, time_limit=watch.left() / 4, worth=worth)
    return None if choice is None else choice.selection


def _most_from_all_guests(problem: Problem) -> float:
    """The most that groups can be worth: their best guests."""
    return sum(sum(sorted(group.guests.values(), reverse=True)[: group.max_guests]) for group in problem.groups)


def _keep_in_place(grid: Grid, selection: Selection, home: dict[int, int], *, everything: bool) -> None:
    """Put what stays where it was; pairs that the selection gave up are left out unless everything is to stay."""
    for e, t in sorted(home.items(), key=lambda one: (grid.instance.mask[one[0]].bit_count() > 1, one)):
        if (everything or selection.chosen[e] or grid.instance.mask[e].bit_count() == 1) and grid.fits(e, t):
            grid.put(e, t)


def _add_new(grid: Grid, selection: Selection, home: dict[int, int], price: float, watch: Watch) -> None:
    """Chosen pairs without a place, then others that both parties have room for, each as cheaply as it can be put."""
    instance = grid.instance
    worth = worth_of(instance)
    bonus = worth.copy()
    bonus[list(home)] += price
    waiting = [e for e in np.flatnonzero(selection.chosen).tolist() if grid.slot[e] == FREE]
    waiting.sort(key=lambda e: (-bonus[e], e))
    for e in waiting:
        if watch.is_over():
            return
        _insert_free(grid, e, home)
    for e in waiting:
        if watch.is_over():
            return
        if grid.slot[e] == FREE:
            _insert(grid, e, home, price, float(worth[e]))
    short = np.array(grid.load) < instance.least
    need = worth + float(worth.max(initial=0.0)) * (short[instance.left] | short[instance.right])
    for e in spare_rows(grid, need, SPARE_PAIRS):
        if watch.is_over():
            return
        _insert(grid, e, home, price, float(need[e]))


def _insert_free(grid: Grid, e: int, home: dict[int, int]) -> bool:
    """Put pair `e` into its old slot, else the free one with the least new idle time."""
    if any(grid.load[p] >= grid.cap[p] for p in (grid.left[e], grid.right[e])):
        return False
    free = grid.open_slots(e)
    if free:
        old = home.get(e, FREE)
        grid.put(e, old if old in free else min(free, key=lambda t: (_new_idle(grid, e, t), -grid.room[t], t)))
    return bool(free)


def _insert(grid: Grid, e: int, home: dict[int, int], price: float, gain: float) -> bool:
    """Put pair `e` into a free slot, else make room by the cheapest chain, unless that costs `gain` or more."""
    if any(grid.load[p] >= grid.cap[p] for p in (grid.left[e], grid.right[e])):
        return False
    if _insert_free(grid, e, home):
        return True
    ways = sorted(
        (
            (_moved(grid, chain, home) * price, n, chain, t)
            for n, (chain, t) in enumerate(insertions(grid, e, None, len(grid.room)))
        ),
        key=lambda way: way[:2],
    )
    for cost, _, chain, t in ways:
        if cost >= gain:
            return False
        was = apply_chain(grid, chain)
        if was is None:
            continue
        if grid.fits(e, t):
            grid.put(e, t)
            return True
        move_all(grid, was)
    return False


def _moved(grid: Grid, chain: Chain, home: dict[int, int]) -> int:
    """How many more meetings leave their old slots than come back to them."""
    return sum((grid.slot[e] == home[e]) - (t == home[e]) for e, t in chain if e in home)


def _new_idle(grid: Grid, e: int, t: int) -> int:
    day = grid.instance.day[t]
    two = (grid.left[e], grid.right[e])
    before = sum(grid.n_idle(p, day) for p in two)
    grid.put(e, t)
    after = sum(grid.n_idle(p, day) for p in two)
    grid.take(e)
    return after - before
