"""A new agenda on the day: the past stays, what still can be held stays where it is, and the rest is made anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from matcher.agenda.plan import Agenda, Changes, Meeting
from matcher.agenda.problem import Group, Problem
from matcher.agenda.solver.assemble import Place
from matcher.agenda.solver.chains import Chain, apply_chain, insertions, move_all
from matcher.agenda.solver.choosing import Plan, busy_slots, unavailable_slots, worth_of
from matcher.agenda.solver.closing import finish
from matcher.agenda.solver.flow import Selection, select_pairs
from matcher.agenda.solver.grid import FREE, Grid
from matcher.agenda.solver.ideals import company_floors
from matcher.agenda.solver.instance import Instance, Ints, compile_problem
from matcher.agenda.solver.program import Session, choose
from matcher.agenda.solver.solve import TIME_LIMIT
from matcher.agenda.solver.timetable import spare_rows
from matcher.agenda.solver.watch import Standing, Watch

KEEP = 0.04
"""What a meeting that keeps its slot is worth more, in largest scores of a pair."""
SPARE_PAIRS = 2000
"""Further pairs that are tried once the chosen ones have their places."""

Two = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Old:
    """What is left of the old agenda: pairs that cannot move, and pairs that could stay, with their slot rows."""

    pinned: dict[Two, int]
    staying: dict[Two, int]
    sessions: tuple[Session, ...]
    unavailable: dict[str, int]
    places: dict[Two, Meeting]


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
    old = _what_is_left(whole, before, changes)
    taken = dict(old.unavailable)
    blank = compile_problem(whole, taken, old.pinned)
    for name, bits in unavailable_slots(blank, old.sessions).items():
        taken[name] = taken.get(name, 0) | bits
    instance = compile_problem(whole, taken, old.pinned) if old.sessions else blank
    rows = _rows(instance)
    plan, free = _plan(whole, blank, instance, old, rows, keep, watch)
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
    return finish(whole, grid, plan, seed=seed, watch=watch, before=places, free=free)


def _is_quiet(changes: Changes) -> bool:
    return not (changes.gone or changes.late or changes.added_parties or changes.added_pairs)


def _what_is_left(problem: Problem, before: Agenda, changes: Changes) -> _Old:
    slots = sorted(problem.slots, key=lambda slot: slot.start)
    position = {slot.id: t for t, slot in enumerate(slots)}
    whole = (1 << len(slots)) - 1
    now = 0 if changes.now is None else position[changes.now]
    past = (1 << now) - 1
    away: dict[str, int] = dict.fromkeys(changes.gone, whole & ~past)
    for late in changes.late:
        away[late.party] = away.get(late.party, 0) | ((1 << position[late.until]) - 1) & ~past
    locked = {frozenset(pair) for pair in changes.locked}
    pinned: dict[Two, int] = {}
    staying: dict[Two, int] = {}
    for meeting in before.meetings:
        two, t = frozenset((meeting.a, meeting.b)), position[meeting.slot]
        is_away = any(away.get(name, 0) >> t & 1 for name in two)
        if t < now or (two in locked and not is_away):
            pinned[two] = t
        elif not is_away:
            staying[two] = t
    return _Old(
        pinned=pinned,
        staying=staying,
        sessions=_sessions_left(problem, before, position, now, away),
        unavailable={party.id: past | away.get(party.id, 0) for party in problem.parties},
        places={frozenset((one.a, one.b)): one for one in before.meetings},
    )


def _sessions_left(
    problem: Problem, before: Agenda, position: dict[str, int], now: int, away: dict[str, int]
) -> tuple[Session, ...]:
    """Sessions that have begun, and those that can still be held without the guests who cannot come."""
    rows = {name: p for p, name in enumerate(sorted(party.id for party in problem.parties))}
    groups: dict[str, Group] = {group.id: group for group in problem.groups}
    found = []
    for one in before.groups:
        group, start = groups[one.id], position[one.slot]
        bits = ((1 << group.length) - 1) << start
        guests = one.guests
        if start >= now:
            guests = tuple(name for name in one.guests if not away.get(name, 0) & bits)
            if away.get(group.host, 0) & bits or len(guests) < group.min_guests:
                continue
        found.append(
            Session(
                group=group, start=start, host=rows[group.host], guests=tuple(sorted(rows[name] for name in guests))
            )
        )
    return tuple(found)


def _rows(instance: Instance) -> dict[Two, int]:
    ids = [party.id for party in instance.parties]
    return {
        frozenset((ids[a], ids[b])): e
        for e, (a, b) in enumerate(zip(instance.left.tolist(), instance.right.tolist(), strict=True))
    }


def _plan(
    problem: Problem, blank: Instance, instance: Instance, old: _Old, rows: dict[Two, int], keep: float, watch: Watch
) -> tuple[Plan, Selection]:
    """Pairs of largest worth with what is kept, and the bound on all agendas, whatever wishes they leave open.

    The bounds are on the score alone, whatever is kept or moved.
    """
    pinned = np.zeros(instance.n_pairs, dtype=bool)
    pinned[[rows[two] for two in old.pinned if two in rows]] = True
    kept = pinned.copy()
    kept[[rows[two] for two in old.staying if two in rows]] = True
    guests = sum(_most_from_guests(group) for group in problem.groups)
    floors = company_floors(compile_problem(problem)) if problem.objective.fairness_floor > 0 else {}
    asked = plain = free = Selection(
        chosen=kept, bound=float(instance.score.sum()), complete=not instance.n_pairs, source="lp"
    )
    if instance.n_pairs:
        certain = replace(instance, must=instance.must | pinned)
        bonus = round(keep * int(instance.value.max()))
        plain = _best(blank, None, watch) or plain
        asked = _best(certain, instance.value + bonus * kept, watch) or asked
        bare = replace(blank, least=np.zeros_like(blank.least), must=np.zeros_like(blank.must))
        free = _best(bare, None, watch) or free
    selection = replace(plain, chosen=asked.chosen, bound=plain.bound + guests)
    plan = Plan(instance=instance, selection=selection, sessions=old.sessions, floors=floors)
    return plan, replace(free, bound=free.bound + guests)


def _best(instance: Instance, value: Ints | None, watch: Watch) -> Selection | None:
    if instance.two_sided:
        return select_pairs(instance, value=value)
    bare = replace(instance, problem=replace(instance.problem, groups=()))
    worth = None if value is None else value / instance.scale
    choice = choose(bare, floors=None, time_limit=watch.left() / 4, worth=worth)
    return None if choice is None else choice.selection


def _most_from_guests(group: Group) -> float:
    """The most that a group can be worth: its best guests."""
    return sum(sorted(group.guests.values(), reverse=True)[: group.max_guests])


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
