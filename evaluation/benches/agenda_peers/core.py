"""A core problem as arrays, and the plan that a planner makes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.agenda.plan import Agenda, Meeting, Unmet, Unscheduled
from matcher.agenda.problem import Pair, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

UNTOLD = "this planner gives no reasons"


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """The pairs that may meet, `n` of them, by position; parties and slots by position in the problem.

    `left` and `right` `(n,)` are parties, `score` `(n,)`, `must` `(n,)`, `open` `(n, n_slots)` says in which slots both
    are there. `least` and `most` `(n_parties,)` bound meetings; `tables` is how many meetings fit in a slot.
    """

    pairs: tuple[Pair, ...]
    left: Ints
    right: Ints
    score: Floats
    must: Bools
    open: Bools
    least: Ints
    most: Ints
    tables: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which pairs meet, and in which slots, both by position; `bound` where the planner proves one.

    `trace` tells when how good a plan was known: seconds since the start and score.
    """

    pairs: Ints
    slots: Ints
    bound: float | None = None
    trace: tuple[tuple[float, float], ...] = ()


def core_of(problem: Problem) -> Core:
    """The core of a problem.

    Raises:
        ValueError: the problem has what planners here do not know: ways, sessions, fixed venues, limits of a day.
    """
    if problem.travel or problem.groups or any(party.venue or party.max_per_day for party in problem.parties):
        raise ValueError("these planners know core problems only: no ways, sessions, fixed venues or limits of a day")
    row = {party.id: number for number, party in enumerate(problem.parties)}
    column = {slot.id: number for number, slot in enumerate(problem.slots)}
    there = np.zeros((len(row), len(column)), dtype=np.bool_)
    for party in problem.parties:
        there[row[party.id], [column[slot] for slot in party.available or column]] = True
    forbidden = {frozenset(pair) for pair in problem.forbidden}
    pairs = tuple(pair for pair in problem.pairs if frozenset((pair.a, pair.b)) not in forbidden)
    left = np.array([row[pair.a] for pair in pairs], dtype=np.int64)
    right = np.array([row[pair.b] for pair in pairs], dtype=np.int64)
    is_open = there[left] & there[right]
    for number, pair in enumerate(pairs):
        if pair.slot is not None:
            is_open[number] &= np.arange(len(column)) == column[pair.slot]
    return Core(
        pairs=pairs,
        left=left,
        right=right,
        score=np.array([pair.score for pair in pairs]),
        must=np.array([pair.must for pair in pairs], dtype=np.bool_),
        open=is_open,
        least=np.array([party.min_meetings for party in problem.parties], dtype=np.int64),
        most=np.array([len(column) if p.max_meetings is None else p.max_meetings for p in problem.parties]),
        tables=sum(venue.tables for venue in problem.venues),
    )


def as_agenda(problem: Problem, core: Core, plan: Plan, bound: float) -> Agenda:
    """The plan as an agenda that the checker reads, with `bound` as the proven bound; open wishes are reported.

    Meetings beyond the tables of a slot share its last table, where the checker sees them.
    """
    tables = [(venue.id, number + 1) for venue in problem.venues for number in range(venue.tables)]
    used = np.zeros(len(problem.slots), dtype=np.int64)
    meetings = []
    for number, slot in zip(plan.pairs.tolist(), plan.slots.tolist(), strict=True):
        venue, table = tables[min(int(used[slot]), len(tables) - 1)]
        used[slot] += 1
        pair = core.pairs[number]
        meetings.append(Meeting(a=pair.a, b=pair.b, slot=problem.slots[slot].id, venue=venue, table=table))
    score = float(core.score[plan.pairs].sum())
    missing = np.setdiff1d(np.arange(len(core.pairs)), plan.pairs).tolist()
    return Agenda(
        status="feasible",
        score=score,
        objective=score,
        bound=bound,
        gap=(bound - score) / abs(bound) if bound else None,
        bound_source="flow",
        seed=0,
        seconds=0.0,
        meetings=tuple(meetings),
        unmet=tuple(_unmet(problem, core, plan)),
        unscheduled=tuple(Unscheduled(a=core.pairs[one].a, b=core.pairs[one].b, why=UNTOLD) for one in missing),
    )


def _unmet(problem: Problem, core: Core, plan: Plan) -> list[Unmet]:
    ends = np.concatenate([core.left, core.right])
    n_parties = len(problem.parties)
    met = np.bincount(np.concatenate([core.left[plan.pairs], core.right[plan.pairs]]), minlength=n_parties)
    wanted = np.bincount(ends[np.tile(core.must, 2)], minlength=n_parties)
    held = np.zeros(len(core.pairs), dtype=np.bool_)
    held[plan.pairs] = True
    got = np.bincount(ends[np.tile(core.must & held, 2)], minlength=n_parties)
    unmet = []
    for number, party in enumerate(problem.parties):
        for rule, want, have in (
            ("min_meetings", int(core.least[number]), int(met[number])),
            ("must", int(wanted[number]), int(got[number])),
        ):
            if have < want:
                unmet.append(Unmet(party=party.id, rule=rule, wanted=want, got=have, why=UNTOLD))
    return unmet
