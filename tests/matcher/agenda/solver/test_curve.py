"""The curve of re-plans: each is an agenda that keeps all rules, and none is beaten by another."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from evaluation.benches.agenda_instances import make_instance
from evaluation.benches.agenda_replan_table import draw_changes, survivors
from matcher.agenda.checker import check_agenda, check_replan
from matcher.agenda.plan import Agenda, Changes
from matcher.agenda.problem import Problem
from matcher.agenda.solver import Choice, replan_agenda, replan_curve, solve_problem

Case = tuple[Problem, Agenda, Changes, tuple[Choice, ...]]


@pytest.fixture(scope="module")
def case() -> Case:
    asked = make_instance("small", seed=0)
    before = solve_problem(asked)
    changes = draw_changes(asked, gone=0.2, late=0.1, seed=0)
    return asked, before, changes, replan_curve(asked, before, changes)


def test_every_choice_keeps_the_rules_and_respects_the_changes(case: Case) -> None:
    asked, before, changes, choices = case
    assert len(choices) > 3
    for one in choices:
        assert check_agenda(asked, one.agenda) == ()
        assert check_replan(asked, before, changes, one.agenda) == ()


def test_the_first_stands_as_it_is_and_each_other_gains_by_changing_more(case: Case) -> None:
    stands, *others = case[3]
    assert (stands.keep, stands.changed, stands.new) == (None, 0, 0)
    assert others[0].changed == 0
    for one, other in itertools.pairwise(others):
        assert other.changed > one.changed
        assert other.agenda.objective > one.agenda.objective


def test_what_changes_is_counted_among_meetings_that_could_have_stayed(case: Case) -> None:
    asked, before, changes, choices = case
    for one in choices:
        assert survivors(asked, before, one.agenda, changes)[1:] == (one.moved, one.dropped)


def test_every_difference_is_told(case: Case) -> None:
    _, before, _, choices = case
    for one in choices:
        same = {frozenset((m.a, m.b)) for m in set(before.meetings) & set(one.agenda.meetings)}
        everybody = {frozenset((m.a, m.b)) for m in (*before.meetings, *one.agenda.meetings)}
        assert {frozenset((told.a, told.b)) for told in one.differences} == everybody - same


def test_the_same_keep_gives_the_same_agenda_again(case: Case) -> None:
    asked, before, changes, choices = case
    last = choices[-1]
    assert last.keep is not None
    again = replan_agenda(asked, before, changes, keep=last.keep)
    assert replace(again, seconds=0.0) == replace(last.agenda, seconds=0.0)


def test_where_nothing_happened_there_is_nothing_to_choose_but_what_stands() -> None:
    asked = make_instance("small", seed=0)
    before = solve_problem(asked)
    (stands,) = replan_curve(asked, before, Changes())
    assert stands.agenda.meetings == before.meetings
    assert stands.differences == ()
