"""What more value costs in meetings that change: several re-plans of one morning, from touching nobody's meeting on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matcher.agenda.plan import Agenda, Changes
from matcher.agenda.problem import Problem
from matcher.agenda.solver.desk import Desk, lay_desk
from matcher.agenda.solver.leftover import Two
from matcher.agenda.solver.replan import replan_on
from matcher.agenda.solver.solve import TIME_LIMIT
from matcher.agenda.solver.watch import Standing, Watch

KEEPS = (100.0, 0.3, 0.15, 0.08, 0.05, 0.03, 0.015, 0.0)
"""Worths of a meeting that stays for which a re-plan is made, in largest scores; at the first nobody is disturbed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One re-plan to choose: its agenda, and what becomes of the meetings that could have stayed.

    Of these, `moved` have another time or place and `dropped` are held no more; `new` are held that were not before.
    `keep` is the worth of a meeting that stays for which it was made, in largest scores; None where no meeting is added.
    """

    keep: float | None
    agenda: Agenda
    moved: int
    dropped: int
    new: int

    @property
    def changed(self) -> int:
        """Meetings that could have stayed as they were, and do not."""
        return self.moved + self.dropped


def replan_curve(
    problem: Problem,
    before: Agenda,
    changes: Changes,
    *,
    keeps: Sequence[float] = KEEPS,
    time_limit: float = TIME_LIMIT,
    seed: int = 0,
    progress: Callable[[Standing], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> tuple[Choice, ...]:
    """Re-plans of which none is beaten: each changes more meetings than the one before and is worth more.

    The first adds no meeting at all. They differ in how much a meeting that stays is worth; what is compiled and proven
    is shared, so that all together cost a few times one. `time_limit` is for all of them; the arguments are those of
    `replan_agenda`.
    """
    watch = Watch(clock, time_limit, progress, cancelled)
    desk = lay_desk(problem, before, changes, watch)
    choices = [_choice(desk, None, replan_on(desk, keep=0.0, is_quiet=True, seed=seed, watch=watch))]
    for keep in keeps:
        if watch.is_over():
            break
        choices.append(_choice(desk, keep, replan_on(desk, keep=keep, is_quiet=False, seed=seed, watch=watch)))
    return unbeaten(choices)


def unbeaten(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices that no other beats in both changed meetings and objective, by the former; of equals the first."""
    found: list[Choice] = []
    for one in sorted(choices, key=lambda one: (one.changed, -one.agenda.objective)):
        if not found or one.agenda.objective > found[-1].agenda.objective + 1e-9:
            found.append(one)
    return tuple(found)


def _choice(desk: Desk, keep: float | None, agenda: Agenda) -> Choice:
    old = desk.old.places
    now = {frozenset((one.a, one.b)): one for one in agenda.meetings}
    stayed = [two for two in desk.old.met if two in now]
    moved = sum(_place(desk, two) != (now[two].slot, now[two].venue, now[two].table) for two in stayed)
    return Choice(
        keep=keep,
        agenda=agenda,
        moved=moved,
        dropped=len(desk.old.met) - len(stayed),
        new=sum(two not in old for two in now),
    )


def _place(desk: Desk, two: Two) -> tuple[str, str, int]:
    meeting = desk.old.places[two]
    return meeting.slot, meeting.venue, meeting.table
