"""Moves of single meetings: figures are counted again, and only what keeps the rules is offered."""

from __future__ import annotations

import datetime

import pytest

from matcher.agenda.checker import check_agenda
from matcher.agenda.plan import Agenda, Meeting
from matcher.agenda.problem import Event, Objective, Pair, Party, Problem, Slot, Venue
from matcher.agenda.solver import solve_problem
from matcher.errors import DataError
from service.agenda_documents import (
    Place,
    agenda_document,
    find_meeting,
    locked_pairs,
    move_meeting,
    new_faults,
    with_lock,
)
from service.agenda_moves import feasible_places

DAY = datetime.datetime(2026, 10, 5, 9)
MINUTES = datetime.timedelta(minutes=20)


def slot(number: int) -> Slot:
    return Slot(id=f"s{number}", start=DAY + number * MINUTES, end=DAY + (number + 1) * MINUTES)


@pytest.fixture
def problem() -> Problem:
    """Two companies and two investors, all pairs listed, six slots, one table, and idle slots cost something."""
    sides = [("st-1", "startup"), ("st-2", "startup"), ("inv-1", "investor"), ("inv-2", "investor")]
    return Problem(
        event=Event(name="Day", timezone="Europe/Rome"),
        slots=tuple(slot(number) for number in range(6)),
        venues=(Venue(id="hub", tables=1),),
        travel=(),
        parties=tuple(
            Party(id=name, kind=kind, available=("s0", "s1", "s2") if name == "inv-2" else None) for name, kind in sides
        ),
        pairs=tuple(Pair(a=a, b=b, score=0.5) for a in ("st-1", "st-2") for b in ("inv-1", "inv-2")),
        forbidden=(),
        groups=(),
        objective=Objective(idle_penalty=0.01),
    )


@pytest.fixture
def agenda(problem: Problem) -> Agenda:
    """An agenda that keeps every rule."""
    made = solve_problem(problem, time_limit=5.0)
    assert check_agenda(problem, made) == ()
    return made


def test_offered_places_keep_every_rule_and_others_do_not(problem: Problem, agenda: Agenda) -> None:
    for meeting in agenda.meetings:
        offered = feasible_places(problem, agenda, meeting)
        for number in range(6):
            place = Place(slot=f"s{number}", venue="hub", table=1)
            if place.slot == meeting.slot:
                continue
            after = move_meeting(problem, agenda, meeting, place)
            assert (place in offered) == (check_agenda(problem, after) == ())


def test_a_party_that_is_not_there_is_not_offered(problem: Problem, agenda: Agenda) -> None:
    meeting = next(one for one in agenda.meetings if "inv-2" in (one.a, one.b))
    assert {place.slot for place in feasible_places(problem, agenda, meeting)} <= {"s0", "s1", "s2"}
    after = move_meeting(problem, agenda, meeting, Place(slot="s5", venue="hub", table=1))
    assert new_faults(problem, agenda, after)


def test_figures_follow_a_move(problem: Problem, agenda: Agenda) -> None:
    last = max((one for one in agenda.meetings if "inv-1" in (one.a, one.b)), key=lambda one: one.slot)
    place = Place(slot="s5", venue="hub", table=1)
    after = move_meeting(problem, agenda, last, place)
    assert after.score == agenda.score
    assert after.objective < agenda.objective
    assert after.bound == agenda.bound
    assert after.status == "feasible"
    assert agenda_document(after)["gap"] == pytest.approx((after.bound - after.objective) / after.bound)


def test_a_lock_holds_the_slot_and_is_undone(problem: Problem, agenda: Agenda) -> None:
    meeting = agenda.meetings[0]
    locked = with_lock(problem, meeting, is_locked=True)
    assert [set(pair) for pair in locked_pairs(locked)] == [{meeting.a, meeting.b}]
    assert check_agenda(locked, agenda) == ()
    assert feasible_places(locked, agenda, meeting) == ()
    assert with_lock(locked, meeting, is_locked=False) == problem


def test_a_meeting_is_found_in_either_order(agenda: Agenda) -> None:
    one: Meeting = agenda.meetings[0]
    assert find_meeting(agenda, one.b, one.a) == find_meeting(agenda, one.a, one.b) == one
    with pytest.raises(DataError):
        find_meeting(agenda, "st-1", "st-2")
