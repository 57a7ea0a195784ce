"""`replan_agenda`: the past stays, little moves, and nothing happens where nothing changed."""

from __future__ import annotations

import functools
import math
import time
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from evaluation.benches.agenda_replan_table import draw_changes, survivors
from matcher.agenda.checker import check_agenda, check_replan, compare_agendas, with_added
from matcher.agenda.plan import BY_HAND, Agenda, Changes, Late, Unscheduled
from matcher.agenda.problem import Pair, Party, Problem
from matcher.agenda.solver import proof, replan, replan_agenda, solve_problem
from matcher.agenda.solver.desk import lay_desk
from matcher.agenda.solver.flow import select_pairs
from matcher.agenda.solver.instance import compile_problem
from matcher.agenda.solver.leftover import what_is_left
from matcher.agenda.solver.watch import Watch

OPTIONS = (InstanceOptions(), InstanceOptions(groups=True), InstanceOptions(campus_travel=1))


@functools.cache
def solved(family: str, seed: int, options: InstanceOptions = OPTIONS[0]) -> tuple[Problem, Agenda]:
    asked = make_instance(family, seed=seed, options=options)
    return asked, solve_problem(asked, time_limit=20)


@st.composite
def happenings(draw: st.DrawFn) -> tuple[Problem, Agenda, Changes]:
    """Anything that may happen to a small event: who is gone or late, from when, what is locked."""
    asked, before = solved("small", 2, draw(st.sampled_from(OPTIONS)))
    slots = [slot.id for slot in asked.slots]
    names = [party.id for party in asked.parties]
    now = draw(st.none() | st.sampled_from(slots))
    first = 0 if now is None else slots.index(now)
    gone = draw(st.lists(st.sampled_from(names), max_size=6, unique=True))
    late = draw(st.lists(st.sampled_from([name for name in names if name not in gone]), max_size=4, unique=True))
    until = {name: draw(st.sampled_from(slots[first:])) for name in late}
    held = [
        (one.a, one.b)
        for one in before.meetings
        if not {one.a, one.b} & {*gone, *late} or slots.index(one.slot) < first
    ]
    return (
        asked,
        before,
        Changes(
            now=now,
            gone=tuple(gone),
            late=tuple(Late(party=name, until=until[name]) for name in late),
            locked=tuple(draw(st.lists(st.sampled_from(held), max_size=3, unique=True))) if held else (),
        ),
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(happened=happenings(), keep=st.sampled_from([0.0, 0.03, 1.0]))
def test_whatever_happens_the_rules_the_past_and_what_is_locked_are_kept(
    happened: tuple[Problem, Agenda, Changes], keep: float
) -> None:
    asked, before, changes = happened
    with patch.object(replan, "FAR", math.inf), patch.object(proof, "CLOSE", math.inf):
        after = replan_agenda(asked, before, changes, keep=keep)
    assert check_agenda(asked, after) == ()
    assert check_replan(asked, before, changes, after) == ()
    assert after.bound >= after.objective


@settings(max_examples=6, deadline=None, derandomize=True)
@given(happened=happenings())
def test_they_are_kept_too_where_the_rest_of_the_day_is_made_anew(happened: tuple[Problem, Agenda, Changes]) -> None:
    asked, before, changes = happened
    with patch.object(replan, "FAR", -1.0), patch.object(proof, "CLOSE", math.inf):
        after = replan_agenda(asked, before, changes)
    assert check_agenda(asked, after) == ()
    assert check_replan(asked, before, changes, after) == ()
    assert after.bound >= after.objective


@pytest.mark.parametrize("family", ["small", "medium"])
def test_no_change_changes_nothing(family: str) -> None:
    asked, before = solved(family, 1)
    after = replan_agenda(asked, before, Changes(now=asked.slots[4].id))
    assert (after.meetings, after.groups) == (before.meetings, before.groups)


def test_few_survivors_move_when_a_tenth_are_gone_and_little_is_lost() -> None:
    asked, before = solved("medium", 0)
    changes = draw_changes(asked, gone=0.1, late=0.05, seed=0)
    after = replan_agenda(asked, before, changes)
    n_survivors, n_moved, n_dropped = survivors(asked, before, after, changes)
    assert n_moved <= 0.01 * n_survivors
    assert n_dropped <= 0.04 * n_survivors
    assert after.gap is not None
    assert after.gap < 0.002


def test_nobody_who_can_stay_is_disturbed_where_that_is_worth_everything() -> None:
    asked, before = solved("medium", 0)
    changes = draw_changes(asked, gone=0.1, late=0.05, seed=0)
    after = replan_agenda(asked, before, changes, keep=100.0)
    assert survivors(asked, before, after, changes)[1:] == (0, 0)
    assert compare_agendas(before, after).new > 0


@settings(max_examples=40, deadline=None, derandomize=True)
@given(happened=happenings())
def test_the_bound_from_a_few_pairs_is_never_below_that_of_all_pairs(
    happened: tuple[Problem, Agenda, Changes],
) -> None:
    asked, before, changes = happened
    old = what_is_left(asked, before, changes)
    instance = compile_problem(asked, dict(old.unavailable), dict(old.pinned))
    assert instance.two_sided
    of_all = select_pairs(instance).bound if instance.n_pairs else 0.0
    assert lay_desk(asked, before, changes, Watch(time.monotonic, 60.0)).best.bound >= of_all - 1e-9


def test_in_the_middle_of_the_event_the_bound_is_still_near_that_of_all_pairs() -> None:
    asked, before = solved("medium", 0)
    changes = replace(draw_changes(asked, gone=0.1, late=0.0, seed=0), now=asked.slots[8].id, late=())
    after = replan_agenda(asked, before, changes)
    old = what_is_left(asked, before, changes)
    of_all = select_pairs(compile_problem(asked, dict(old.unavailable), dict(old.pinned)))
    assert of_all.complete
    assert of_all.bound - 1e-9 <= after.bound <= 1.001 * of_all.bound


def test_the_order_of_a_file_changes_nothing() -> None:
    asked, before = solved("small", 0)
    changes = draw_changes(asked, gone=0.2, late=0.1, seed=5)
    turned = replace(
        asked,
        parties=asked.parties[::-1],
        pairs=tuple(replace(pair, a=pair.b, b=pair.a) for pair in asked.pairs[::-1]),
    )
    one, other = (replan_agenda(problem, before, changes) for problem in (asked, turned))
    assert replace(one, seconds=0.0) == replace(other, seconds=0.0)


def test_a_partner_is_taken_from_one_who_finds_another_at_the_same_time() -> None:
    """Each has one slot: the newcomer takes the investor, and the other startup turns to the mentor."""
    asked = make_instance("small", seed=0)
    parties = (
        Party(id="st-1", kind="startup"),
        Party(id="inv", kind="investor", max_meetings=1),
        Party(id="men", kind="mentor", max_meetings=1),
    )
    pairs = (Pair(a="st-1", b="inv", score=0.8), Pair(a="st-1", b="men", score=0.7))
    problem = replace(asked, slots=asked.slots[:1], parties=parties, pairs=pairs, forbidden=())
    before = solve_problem(problem)
    changes = Changes(
        added_parties=(Party(id="st-2", kind="startup"),), added_pairs=(Pair(a="st-2", b="inv", score=0.9),)
    )
    after = replan_agenda(problem, before, changes)
    assert [(one.a, one.b) for one in before.meetings] == [("inv", "st-1")]
    assert [(one.a, one.b) for one in after.meetings] == [("inv", "st-2"), ("men", "st-1")]
    assert after.status == "optimal"


def test_a_meeting_moves_where_a_newcomer_has_no_other_time() -> None:
    asked = make_instance("small", seed=0)
    first, second = (slot.id for slot in asked.slots[:2])
    parties = (Party(id="st-1", kind="startup"), Party(id="inv", kind="investor", max_meetings=2))
    problem = replace(
        asked, slots=asked.slots[:2], parties=parties, pairs=(Pair(a="st-1", b="inv", score=0.8),), forbidden=()
    )
    before = solve_problem(problem)
    held = before.meetings[0]
    new = Party(id="st-2", kind="startup", available=(held.slot,))
    changes = Changes(added_parties=(new,), added_pairs=(Pair(a="st-2", b="inv", score=0.9),))
    after = replan_agenda(problem, before, changes)
    other = second if held.slot == first else first
    assert {(one.b, one.slot) for one in after.meetings} == {("st-1", other), ("st-2", held.slot)}
    locked = replan_agenda(problem, before, replace(changes, locked=(("st-1", "inv"),)))
    assert [(one.b, one.slot) for one in locked.meetings] == [("st-1", held.slot)]


def test_parties_of_one_side_are_replanned_too() -> None:
    """Startups that meet one another: flows do not apply, every pair is compiled."""
    asked = make_instance("small", seed=0)
    names = ("st-1", "st-2", "st-3", "st-4")
    pairs = tuple(Pair(a=a, b=b, score=0.5) for n, a in enumerate(names) for b in names[n + 1 :])
    parties = tuple(Party(id=name, kind="startup") for name in names)
    problem = replace(asked, slots=asked.slots[:2], parties=parties, pairs=pairs, forbidden=())
    before = solve_problem(problem)
    after = replan_agenda(problem, before, Changes(gone=("st-4",)))
    assert check_agenda(problem, after) == ()
    assert after.score == pytest.approx(1.0)


def test_those_who_are_added_meet_their_partners() -> None:
    asked, before = solved("small", 0)
    changes = Changes(
        added_parties=(Party(id="new", kind="mentor"),), added_pairs=(Pair(a="st-0001", b="new", score=5.0),)
    )
    after = replan_agenda(asked, before, changes)
    assert check_agenda(with_added(asked, changes), after) == ()
    assert any("new" in (one.a, one.b) for one in after.meetings)


def without_one(asked: Problem, before: Agenda, *, must: bool) -> tuple[Problem, Agenda, frozenset[str]]:
    """The agenda after its organiser took the fifth meeting out, which may be a must."""
    taken = before.meetings[4]
    two = frozenset((taken.a, taken.b))
    pairs = tuple(replace(one, must=must) if {one.a, one.b} == two else one for one in asked.pairs)
    told = tuple(one for one in before.unscheduled if {one.a, one.b} != two)
    told = (*told, Unscheduled(a=taken.a, b=taken.b, why=BY_HAND))
    meetings = tuple(one for one in before.meetings if one != taken)
    return replace(asked, pairs=pairs), replace(before, meetings=meetings, unscheduled=told), two


@pytest.mark.parametrize("must", [False, True])
def test_a_meeting_that_was_taken_out_by_hand_stays_out_from_re_plan_to_re_plan(must: bool) -> None:
    asked, before, two = without_one(*solved("small", 0), must=must)
    changes = draw_changes(asked, gone=0.1, late=0.05, seed=0)
    assert not two & {*changes.gone, *(one.party for one in changes.late)}
    after = replan_agenda(asked, before, changes)
    again = replan_agenda(asked, after, replace(changes, now=asked.slots[2].id))
    for old, new in ((before, after), (after, again)):
        assert two not in {frozenset((one.a, one.b)) for one in new.meetings}
        assert [one.why for one in new.unscheduled if {one.a, one.b} == two] == [BY_HAND]
        musts = {one.party: one.why for one in new.unmet if one.rule == "must" and one.party in two}
        assert musts == ({name: f"{next(iter(two - {name}))}: {BY_HAND}" for name in two} if must else {})
        assert check_agenda(asked, new) == ()
        assert check_replan(asked, old, replace(changes, now=None), new) == ()
    back = replan_agenda(asked, replace(before, unscheduled=()), Changes(late=changes.late), keep=0.0)
    assert two in {frozenset((one.a, one.b)) for one in back.meetings}


def test_those_who_have_gone_miss_neither_minimum_nor_floor_nor_must() -> None:
    asked, before = solved("small", 0)
    asked = replace(asked, objective=replace(asked.objective, fairness_floor=0.4))
    must = next(pair for pair in asked.pairs if pair.must)
    changes = Changes(gone=(must.a, "st-0001"), late=())
    after = replan_agenda(asked, before, changes)
    assert all(party.min_meetings for party in asked.parties if party.id in changes.gone)
    assert after.gone == tuple(sorted(changes.gone))
    assert not {one.party for one in after.unmet} & {*changes.gone}
    assert [(one.rule, one.wanted - one.got) for one in after.unmet if one.party == must.b] == [("must", 1)]
    assert f"{must.a} has gone" in {one.why for one in after.unscheduled}
    assert check_agenda(asked, after) == ()
    assert check_replan(asked, before, changes, after) == ()
    silent = replace(after, gone=())
    assert {one.rule for one in check_agenda(asked, silent)} == {"min_meetings", "fairness_floor"}


def test_an_event_that_everybody_has_left_has_an_empty_agenda() -> None:
    asked, before = solved("small", 0)
    after = replan_agenda(asked, before, Changes(gone=tuple(party.id for party in asked.parties)))
    assert after.meetings == ()
    assert check_agenda(asked, after) == ()


def test_a_run_out_of_time_still_gives_an_agenda_that_keeps_the_rules() -> None:
    asked, before = solved("small", 2)
    changes = draw_changes(asked, gone=0.3, late=0.2, seed=1)
    after = replan_agenda(asked, before, changes, cancelled=lambda: True)
    assert check_agenda(asked, after) == ()
    assert check_replan(asked, before, changes, after) == ()
