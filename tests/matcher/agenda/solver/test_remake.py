"""The rest of a day made anew: wishes that can be met are met, rules are kept, and what can stay stays."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import replace
from unittest.mock import patch

import pytest

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from evaluation.benches.agenda_replan_table import draw_changes, survivors
from matcher.agenda.checker import check_agenda, check_replan
from matcher.agenda.plan import Agenda, Changes
from matcher.agenda.problem import Objective, Pair, Party, Precedence, Problem, Venue
from matcher.agenda.solver import loose, proof, remake, replan, replan_agenda, solve_problem
from matcher.agenda.solver.leftover import what_is_left

Tiny = Callable[..., Problem]
Best = Callable[[Problem], float]


def full(*, floor: float = 0.0, least: int = 0) -> Problem:
    """Two slots with one table each. When inv-1 has gone, st-1 can meet inv-2 alone, at the time of another meeting.

    In the other slot somebody of either side is there and the table is free, so that a flow sees room for both.
    """
    asked = make_instance("small", seed=0)
    first, second = asked.slots[:2]
    parties = (
        Party(id="st-1", kind="startup", min_meetings=least),
        Party(id="men", kind="mentor", available=(second.id,)),
        Party(id="inv-1", kind="investor", available=(first.id,)),
        Party(id="inv-2", kind="investor", available=(second.id,)),
        Party(id="inv-3", kind="investor"),
    )
    pairs = (
        Pair(a="st-1", b="inv-1", score=0.4),
        Pair(a="st-1", b="inv-2", score=0.3),
        Pair(a="men", b="inv-3", score=0.9),
    )
    return replace(
        asked,
        slots=(first, second),
        venues=(Venue(id="hub", tables=1),),
        parties=parties,
        pairs=pairs,
        forbidden=(),
        objective=Objective(fairness_floor=floor),
    )


@pytest.mark.parametrize(("least", "floor"), [(1, 0.0), (0, 0.3), (0, 0.0)])
def test_a_meeting_gives_way_to_a_wish_that_nothing_else_meets(least: int, floor: float) -> None:
    asked = full(least=least, floor=floor)
    before = solve_problem(asked)
    changes = Changes(gone=("inv-1",))
    after = replan_agenda(asked, before, changes)
    assert {(one.a, one.b) for one in before.meetings} == {("inv-1", "st-1"), ("inv-3", "men")}
    assert {(one.a, one.b) for one in after.meetings} == {("inv-2", "st-1") if least or floor else ("inv-3", "men")}
    assert after.unmet == ()
    assert check_agenda(asked, after) == check_replan(asked, before, changes, after) == ()


def test_nothing_gives_way_where_everybody_is_to_stay() -> None:
    asked = full(least=1)
    after = replan_agenda(asked, solve_problem(asked), Changes(gone=("inv-1",)), keep=100.0)
    assert [(one.a, one.b) for one in after.meetings] == [("inv-3", "men")]
    assert [(one.party, one.rule) for one in after.unmet] == [("st-1", "min_meetings")]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("what", [{}, {"travel": True}, {"idle_penalty": 0.1}], ids=["plain", "ways", "waiting"])
def test_tiny_events_are_made_as_well_as_can_be(
    tiny: Tiny, best_objective: Best, what: dict[str, float], seed: int
) -> None:
    asked = tiny(seed, **what)
    before, changes = solve_problem(asked), Changes(gone=("t0",))
    with patch.object(replan, "FAR", -1.0):
        after = replan_agenda(asked, before, changes, keep=0.0)
    there = tuple(replace(one, available=()) if one.id == "t0" else one for one in asked.parties)
    most_for_staying = 5 * replan.LEAST_KEEP * len(before.meetings)
    assert after.objective >= best_objective(replace(asked, parties=there)) - most_for_staying
    assert check_agenda(asked, after) == check_replan(asked, before, changes, after) == ()


@functools.cache
def solved(options: InstanceOptions) -> tuple[Problem, Agenda]:
    asked = make_instance("small", seed=3, options=options)
    return asked, solve_problem(asked, time_limit=5)


@pytest.mark.parametrize("most", [remake.MOST_COLUMNS, 1200])
@pytest.mark.parametrize(
    "options",
    [InstanceOptions(), InstanceOptions(groups=True), InstanceOptions(campus_travel=1)],
    ids=["core", "groups", "travel"],
)
def test_rules_are_kept_and_nothing_is_lost_however_much_is_made_anew(options: InstanceOptions, most: int) -> None:
    asked, before = solved(options)
    changes = draw_changes(asked, gone=0.1, late=0.05, seed=3)
    with patch.multiple(loose, MOST_COLUMNS=most, MOST_WITH_WAYS=most), patch.object(proof, "CLOSE", math.inf):
        with patch.object(replan, "FAR", math.inf):
            quick = replan_agenda(asked, before, changes)
        with patch.object(replan, "FAR", -1.0):
            after = replan_agenda(asked, before, changes)
    assert check_agenda(asked, after) == check_replan(asked, before, changes, after) == ()
    (n_open, value), (most_open, least_value) = (worth(asked, one, before, changes) for one in (after, quick))
    assert n_open >= most_open
    assert value >= least_value - 1e-9


def test_meetings_keep_their_order_and_their_own_tables() -> None:
    asked = make_instance("small", seed=2)
    before = solve_problem(asked)
    pairs = sorted((one.a, one.b) for one in before.meetings)[:6]
    slot = {(one.a, one.b): one.slot for one in before.meetings}
    orders = tuple(
        Precedence(before=one, after=other)
        for one, other in zip(pairs[::2], pairs[1::2], strict=True)
        if slot[one] < slot[other]
    )
    seated = tuple(
        replace(one, venue="hub", table=1) if one.id == before.meetings[0].a else one for one in asked.parties
    )
    asked = replace(asked, precedences=orders, parties=seated)
    before = solve_problem(asked)
    changes = draw_changes(asked, gone=0.1, late=0.05, seed=2)
    with patch.object(replan, "FAR", -1.0):
        after = replan_agenda(asked, before, changes)
    assert orders
    assert check_agenda(asked, after) == check_replan(asked, before, changes, after) == ()
    assert survivors(asked, before, after, changes)[1] <= 5


def worth(asked: Problem, made: Agenda, before: Agenda, changes: Changes) -> tuple[int, float]:
    """How few wishes are open, and what a re-plan is worth with what stays; a move costs four times that."""
    home = what_is_left(asked, before, changes).met
    position = {slot.id: t for t, slot in enumerate(asked.slots)}
    now = {frozenset((one.a, one.b)): position[one.slot] for one in made.meetings}
    stay = replan.KEEP * max(pair.score for pair in asked.pairs)
    bonus = sum(stay if now[two] == t else -4 * stay for two, t in home.items() if two in now)
    return -len(made.unmet), made.objective + bonus
