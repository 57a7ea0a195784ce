"""Stand-ins: whoever takes a meeting's place breaks no rule, and nobody who could is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from matcher.agenda.checker import check_agenda
from matcher.agenda.day import Standby, standby_lists
from matcher.agenda.plan import BY_HAND, Agenda, Meeting, Unscheduled
from matcher.agenda.problem import Pair, Party, Problem
from matcher.agenda.solver import solve_problem

ABOUT_WISHES = {"unmet", "unscheduled", "must", "min_meetings"}
ABOUT_FIGURES = {"score", "objective", "gap", "bound", "status"}
OPTIONS = [
    InstanceOptions(),
    InstanceOptions(groups=True),
    InstanceOptions(campus_travel=1),
    InstanceOptions(campus_travel=2, groups=True),
]


def with_stand_in(agenda: Agenda, one: Standby) -> Agenda:
    failed = next(m for m in agenda.meetings if m.slot == one.slot and {m.a, m.b} == {one.absent, one.party})
    held = Meeting(a=one.party, b=one.stand_in, slot=one.slot, venue=one.venue, table=one.table)
    return replace(agenda, meetings=(*(m for m in agenda.meetings if m != failed), held))


@pytest.mark.parametrize("options", OPTIONS)
def test_each_stand_in_can_take_the_place_of_its_meeting(options: InstanceOptions) -> None:
    asked = make_instance("small", seed=6, options=options)
    agenda = solve_problem(asked, time_limit=10)
    found = standby_lists(asked, agenda)
    assert len(found) > 50
    for one in found[::5]:
        broken = {told.rule for told in check_agenda(asked, with_stand_in(agenda, one))}
        assert broken <= ABOUT_WISHES | ABOUT_FIGURES


@pytest.fixture
def little(problem: Problem, agenda: Agenda) -> tuple[Problem, Agenda]:
    """st-1 meets inv-1 in d1s1; two mentors are idle, and one who comes later."""
    mentors = tuple(Party(id=f"men-{n}", kind="mentor", max_meetings=1) for n in (1, 2))
    late = Party(id="men-3", kind="mentor", available=("d1s2",))
    pairs = tuple(Pair(a="st-1", b=f"men-{n}", score=n / 10) for n in (1, 2, 3))
    asked = replace(problem, parties=(*problem.parties, *mentors, late), pairs=(*problem.pairs, *pairs))
    return asked, replace(agenda, meetings=agenda.meetings[:1], groups=())


def test_the_idle_are_named_best_first_with_the_place_that_the_failed_meeting_leaves(
    little: tuple[Problem, Agenda],
) -> None:
    found = [one for one in standby_lists(*little) if one.absent == "inv-1" and one.stand_in.startswith("men")]
    assert found == [
        Standby(
            slot="d1s1",
            absent="inv-1",
            party="st-1",
            stand_in="men-2",
            score=0.2,
            rank=2,
            venue="hub",
            table=1,
            spare=0,
        ),
        Standby(
            slot="d1s1",
            absent="inv-1",
            party="st-1",
            stand_in="men-1",
            score=0.1,
            rank=3,
            venue="hub",
            table=1,
            spare=0,
        ),
    ]


def test_the_most_is_for_each_party_left_alone_and_slots_before_are_left_out(little: tuple[Problem, Agenda]) -> None:
    assert {one.rank for one in standby_lists(*little, most=1)} == {1}
    assert standby_lists(*little, since="d1s2") == ()


def test_pairs_that_meet_are_forbidden_or_wait_for_another_slot_are_not_named(little: tuple[Problem, Agenda]) -> None:
    asked, agenda = little
    pairs = tuple(replace(pair, slot="d1s2") if pair.b == "men-1" else pair for pair in asked.pairs)
    closed = replace(asked, pairs=pairs, forbidden=(*asked.forbidden, ("men-2", "st-1")))
    assert not [one for one in standby_lists(closed, agenda) if one.stand_in.startswith("men")]


def test_those_who_have_gone_and_pairs_taken_apart_by_hand_are_not_named(little: tuple[Problem, Agenda]) -> None:
    asked, agenda = little
    apart = (Unscheduled(a="men-1", b="st-1", why=BY_HAND),)
    closed = replace(agenda, gone=("men-2",), unscheduled=apart)
    assert not [one for one in standby_lists(asked, closed) if one.stand_in.startswith("men")]


def test_whoever_has_all_the_meetings_that_it_may_have_stands_in_for_nobody(little: tuple[Problem, Agenda]) -> None:
    asked, agenda = little
    parties = tuple(replace(one, max_meetings=0) if one.kind == "mentor" else one for one in asked.parties)
    assert not [one for one in standby_lists(replace(asked, parties=parties), agenda) if one.stand_in.startswith("men")]
