"""What no new agenda of the day exceeds: by prices at once, and by programs where these are blind.

Prices know how much time everybody has, not which of it, and count the guests of groups as if these took no time. The
programs know sessions, floors, slots, ways and idle time. They run on what is left of the event: the past and what is
locked are held, and nothing is wanted for those who have gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from matcher.agenda.solver.balance import balanced_pairs
from matcher.agenda.solver.desk import Desk, bound_without_wishes, taken_slots
from matcher.agenda.solver.flow import Selection, select_pairs
from matcher.agenda.solver.ideals import as_rows
from matcher.agenda.solver.instance import Instance, compile_problem
from matcher.agenda.solver.itineraries import ways_bound
from matcher.agenda.solver.program import choose, session_starts
from matcher.agenda.solver.spans import span_bound
from matcher.agenda.solver.watch import Watch

MOST_PAIRS = 60_000
"""Events with more pairs are left to the prices: the programs would take longer than people wait."""
CLOSE = 0.002
"""A share of the bound that an agenda may be below it before more is proven."""
SHARE = 1 / 12
"""The share of the time that is left which one program may take."""


class Proof:
    """The bounds of a desk, with the wishes or whatever is left open; each is found once, when it is asked for."""

    def __init__(self, desk: Desk, watch: Watch) -> None:
        """Nothing is proven yet but what the desk proves."""
        self._desk, self._watch = desk, watch
        self._quick: dict[bool, Selection] = {True: desk.best}
        self._tight: dict[bool, Selection] = {}

    def quick(self, *, wishes: bool) -> Selection:
        """What prices prove: with `wishes`, for agendas that meet all wishes that can be met, without, for all."""
        if wishes not in self._quick:
            self._quick[wishes] = bound_without_wishes(self._desk, self._watch)
        return self._quick[wishes]

    def tight(self, *, wishes: bool) -> Selection:
        """What prices and programs prove, on at most `MOST_PAIRS` pairs and as far as the time goes."""
        if wishes not in self._tight:
            best = self.quick(wishes=wishes)
            if 0 < len(self._desk.problem.pairs) <= MOST_PAIRS and not self._watch.is_over():
                best = self._lowered(best, wishes=wishes)
            self._tight[wishes] = best
        return self._tight[wishes]

    def near(self, objective: float, *, wishes: bool) -> Selection:
        """What prices prove where it is within `CLOSE` of an objective, else what programs prove too."""
        best = self.quick(wishes=wishes)
        return best if best.bound - objective <= CLOSE * abs(best.bound) else self.tight(wishes=wishes)

    def _lowered(self, best: Selection, *, wishes: bool) -> Selection:
        desk, old = self._desk, self._desk.old
        begun = {one.group.id: one for one in old.sessions if one.start < old.now}
        left = what_is_open(desk, frozenset(begun))
        asked = _asked(left, desk, wishes=wishes)
        if not asked.n_pairs:
            return best
        ids = [party.id for party in asked.parties]
        seated = sum(one.group.guests[ids[p]] for one in begun.values() for p in one.guests)
        lowest = min(self._by_programs(asked, wishes=wishes), default=np.inf) + seated
        return replace(best, bound=lowest, source="lp") if lowest < best.bound else best

    def _by_programs(self, asked: Instance, *, wishes: bool) -> Iterator[float]:
        """The bounds of all programs that know of what the event has, guests of begun sessions left aside."""
        problem, floors = asked.problem, self._desk.floors if wishes else {}
        if problem.groups or floors or not asked.two_sided:
            choice = choose(
                asked, floors=as_rows(asked, floors) if floors else None, time_limit=self._seconds(), gap=CLOSE / 2
            )
            if choice is not None:
                yield choice.selection.bound
        if not asked.two_sided or session_starts(asked):
            return
        if problem.objective.idle_penalty > 0:
            spans = None if self._desk.old.sessions else span_bound(asked, self._seconds())
            if spans is not None:
                yield spans
        elif asked.has_travel:
            ways = ways_bound(asked, select_pairs(asked), self._watch.within(2 * self._seconds()))
            if ways is not None:
                yield ways
        else:
            balanced = balanced_pairs(asked, self._seconds())
            if balanced is not None:
                yield balanced.bound

    def _seconds(self) -> float:
        return SHARE * self._watch.left()


def what_is_open(desk: Desk, begun: frozenset[str]) -> Instance:
    """All pairs compiled, with the groups that could still begin; sessions that have begun take their slots."""
    problem, old = desk.problem, desk.old
    to_come = frozenset(desk.blank.slots[old.now :])
    groups = tuple(
        replace(group, slots=tuple(slot for slot in group.slots if slot in to_come))
        for group in problem.groups
        if group.id not in begun
    )
    held = tuple(one for one in old.sessions if one.group.id in begun)
    return compile_problem(replace(problem, groups=groups), taken_slots(desk.blank, old, held), dict(old.pinned))


def _asked(left: Instance, desk: Desk, *, wishes: bool) -> Instance:
    """The instance in which pinned pairs have to meet, and the wishes of those who are still there count."""
    ids = [party.id for party in left.parties]
    ends = zip(left.left.tolist(), left.right.tolist(), strict=True)
    pinned = np.array([frozenset((ids[a], ids[b])) in desk.old.pinned for a, b in ends], dtype=bool)
    if not wishes:
        return replace(left, must=pinned, least=np.zeros_like(left.least))
    has_gone = np.array([name in desk.old.gone for name in ids], dtype=bool)
    return replace(left, must=left.must | pinned, least=np.where(has_gone, 0, left.least))
