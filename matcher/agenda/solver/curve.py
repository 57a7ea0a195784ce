"""What more value costs in meetings that change: several re-plans of one morning, from touching nobody's meeting on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matcher.agenda.differences import Became, Difference, differences
from matcher.agenda.plan import Agenda, Changes
from matcher.agenda.problem import Problem
from matcher.agenda.solver.desk import Desk, lay_desk
from matcher.agenda.solver.proof import Proof
from matcher.agenda.solver.replan import replan_on
from matcher.agenda.solver.solve import TIME_LIMIT
from matcher.agenda.solver.watch import Standing, Watch

KEEPS = (100.0, 0.3, 0.15, 0.08, 0.05, 0.025, 0.01, 0.0)
"""Worths of a meeting that stays for which a re-plan is made, in largest scores; at the first nobody is disturbed."""
EQUAL = 1e-9
"""Objectives that differ by less are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One re-plan to choose: its agenda, and what becomes of the meetings that could have stayed.

    Of these, `moved` have another time or place and `dropped` are held no more; `new` are held that were not before.
    `keep` is the worth of a meeting that stays for which it was made, in largest scores; None where nothing is added.
    `differences` tells every meeting that is not as in the old agenda, those that cannot be held any more included.
    """

    keep: float | None
    agenda: Agenda
    moved: int
    dropped: int
    new: int
    differences: tuple[Difference, ...]

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
    """What is left as it stands, without any new meeting, and then re-plans of which each is worth more than the last.

    None of these is beaten by another in both what it is worth and how few meetings change. They differ in how much a
    meeting that stays is worth; what is compiled and proven is shared, so that all of them cost a few times one.
    `replan_agenda` makes the same agenda for the same `keep`. The arguments are its own; `time_limit` is for all.
    """
    watch = Watch(clock, time_limit, progress, cancelled)
    desk = lay_desk(problem, before, changes, watch)
    proof = Proof(desk, watch)
    as_it_stands = _choice(desk, before, None, replan_on(desk, proof, keep=0.0, is_quiet=True, seed=seed, watch=watch))
    choices = [as_it_stands]
    for keep in keeps:
        if watch.is_over():
            break
        agenda = replan_on(desk, proof, keep=keep, is_quiet=False, seed=seed, watch=watch)
        choices.append(_choice(desk, before, keep, agenda))
    better = unbeaten([one for one in choices[1:] if one.agenda.objective > as_it_stands.agenda.objective + EQUAL])
    return as_it_stands, *better


def unbeaten(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices that no other beats in both changed meetings and objective, by the former; of equals the first."""
    found: list[Choice] = []
    for one in sorted(choices, key=lambda one: (one.changed, -one.agenda.objective)):
        if not found or one.agenda.objective > found[-1].agenda.objective + EQUAL:
            found.append(one)
    return tuple(found)


def _choice(desk: Desk, before: Agenda, keep: float | None, agenda: Agenda) -> Choice:
    told = differences(before, agenda)
    could_stay = [one for one in told if frozenset((one.a, one.b)) in desk.old.met]
    return Choice(
        keep=keep,
        agenda=agenda,
        moved=sum(one.became is Became.MOVED for one in could_stay),
        dropped=sum(one.became is Became.DROPPED for one in could_stay),
        new=sum(one.became is Became.NEW for one in told),
        differences=told,
    )
