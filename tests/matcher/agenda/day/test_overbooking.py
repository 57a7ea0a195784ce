"""Overbooking: idle parties wait for meetings that may fail, within all limits, where that is worth it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from matcher.agenda.checker import check_agenda
from matcher.agenda.day import no_show_rates, overbook
from matcher.agenda.plan import Agenda, Meeting
from matcher.agenda.problem import Pair, Party, Problem
from matcher.agenda.solver import solve_problem

ABOUT_WISHES = {"unmet", "unscheduled", "must", "min_meetings"}
ABOUT_FIGURES = {"score", "objective", "gap", "bound", "status"}


@pytest.mark.parametrize("options", [InstanceOptions(), InstanceOptions(campus_travel=2, groups=True)])
def test_whoever_fails_to_appear_the_day_keeps_the_rules(options: InstanceOptions) -> None:
    """A third of the parties are absent: their meetings fail, and those who wait for them meet instead."""
    asked = make_instance("small", seed=6, options=options)
    agenda = solve_problem(asked, time_limit=10)
    found = overbook(asked, agenda, no_show_rates(asked, {"investor": 0.3, "mentor": 0.2, "startup": 0.1}))
    absent = {party.id for party in asked.parties[::3]}
    held = [one for one in agenda.meetings if not {one.a, one.b} & absent]
    called = [one for one in found if one.absent in absent and not {one.party, one.stand_in} & absent]
    held += [Meeting(a=one.party, b=one.stand_in, slot=one.slot, venue=one.venue, table=one.table) for one in called]
    broken = check_agenda(asked, replace(agenda, meetings=tuple(held)))
    assert called
    assert {one.rule for one in broken} <= ABOUT_WISHES | ABOUT_FIGURES


def test_nobody_waits_twice_at_a_time_or_for_the_same_party_twice() -> None:
    asked = make_instance("small", seed=1)
    agenda = solve_problem(asked)
    found = overbook(asked, agenda, no_show_rates(asked, {"investor": 0.3, "mentor": 0.2}))
    assert max(Counter((one.slot, one.stand_in) for one in found).values()) == 1
    assert max(Counter((one.slot, one.party) for one in found).values()) == 1
    assert max(Counter(frozenset((one.party, one.stand_in)) for one in found).values()) == 1


@pytest.fixture
def little(problem: Problem, agenda: Agenda) -> tuple[Problem, Agenda]:
    """st-1 and st-2 meet an investor each in d1s1; one mentor is idle, worth more to st-2."""
    parties = (*problem.parties, Party(id="men", kind="mentor", available=("d1s1",)))
    pairs = (*problem.pairs, Pair(a="st-1", b="men", score=0.2), Pair(a="st-2", b="men", score=0.6))
    asked = replace(problem, parties=parties, pairs=pairs, precedences=())
    first = replace(agenda.meetings[0], a="st-1", b="inv-2", table=2)
    second = replace(agenda.meetings[0], a="st-2", b="inv-1", table=1)
    return asked, replace(agenda, meetings=(first, second), groups=())


def test_the_idle_wait_where_they_add_most(little: tuple[Problem, Agenda]) -> None:
    rates = no_show_rates(little[0], {"investor": 0.5, "startup": 0.1, "mentor": 0.2})
    (one,) = [one for one in overbook(*little, rates) if one.stand_in == "men"]
    assert (one.slot, one.absent, one.party, one.venue, one.table) == ("d1s1", "inv-1", "st-2", "hub", 1)
    assert one.gain == pytest.approx(0.6 * 0.5 * 0.9 * 0.8)


def test_nobody_is_asked_to_wait_for_too_little_or_for_those_who_always_come(little: tuple[Problem, Agenda]) -> None:
    rates = no_show_rates(little[0], {"investor": 0.5})
    assert overbook(*little, rates, least_gain=0.4) == ()
    assert overbook(*little, no_show_rates(little[0], {"mentor": 0.5})) == ()
