"""No-shows: what is expected agrees with the draws, and with sums done by hand."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from matcher.agenda.day import expected_value, no_show_rates, overbook, robustness
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver import solve_problem
from matcher.errors import ConfigError

BY_KIND = {"investor": 0.2, "startup": 0.05, "mentor": 0.1}


@functools.cache
def solved() -> tuple[Problem, Agenda]:
    asked = make_instance("small", seed=0)
    return asked, solve_problem(asked)


def test_the_expected_value_is_that_of_independent_absences(problem: Problem, agenda: Agenda) -> None:
    """Meetings 0.8 + 0.5 + 0.4 + 0.3 + 0.6; corp receives st-1 for 0.25 and st-3 for 0.5; st-3 is an SME."""
    rates = no_show_rates(problem, {"investor": 0.5, "startup": 0.1, "corporate": 0.2})
    by_hand = (0.8 + 0.5 + 0.4 + 0.3) * 0.9 * 0.5 + 0.6 * 0.8 + 0.25 * 0.9 * 0.8 + 0.5 * 0.8
    assert expected_value(problem, agenda, rates) == pytest.approx(by_hand)
    found = robustness(problem, agenda, rates, n_draws=200)
    assert found.kept_value.expected == pytest.approx(by_hand)
    assert found.kept.expected == pytest.approx(4 * 0.45 + 0.8 + 0.72 + 0.8)
    assert (found.n_meetings, found.value) == (7, pytest.approx(agenda.score))


def test_a_party_counts_on_what_it_has_if_it_comes_itself(problem: Problem, agenda: Agenda) -> None:
    rates = no_show_rates(problem, {"investor": 0.5, "startup": 0.1, "corporate": 0.2})
    one = {one.party: one for one in robustness(problem, agenda, rates, n_draws=200).parties}["st-1"]
    assert (one.rate, one.n_meetings, one.value) == (0.1, 3, pytest.approx(0.8 + 0.5 + 0.25))
    assert one.kept.expected == pytest.approx(0.5 + 0.5 + 0.8)
    assert one.kept_value.expected == pytest.approx(0.4 + 0.25 + 0.2)


@pytest.mark.parametrize("with_stand_ins", [False, True])
def test_what_is_drawn_agrees_with_what_is_expected(with_stand_ins: bool) -> None:
    asked = make_instance("small", seed=0, options=InstanceOptions(groups=True))
    agenda = solve_problem(asked, time_limit=10)
    rates = no_show_rates(asked, BY_KIND)
    stand_ins = overbook(asked, agenda, rates) if with_stand_ins else ()
    found = robustness(asked, agenda, rates, overbooked=stand_ins, n_draws=20_000, seed=1)
    everybody = [found.kept, found.kept_value, *(r for one in found.parties for r in (one.kept, one.kept_value))]
    for one in everybody:
        assert one.mean == pytest.approx(one.expected, rel=0.01, abs=0.05)
    assert found.kept.low < found.kept.expected < found.kept.high
    assert found.kept_value.low < found.kept_value.expected < found.kept_value.high
    halves = [robustness(asked, agenda, rates, overbooked=stand_ins, n_draws=4000, seed=s).kept_value for s in (2, 3)]
    for one in halves:
        assert one.low == pytest.approx(found.kept_value.low, rel=0.02)
        assert one.high == pytest.approx(found.kept_value.high, rel=0.02)


def test_stand_ins_raise_what_is_expected_by_the_gain_of_each() -> None:
    asked, agenda = solved()
    rates = no_show_rates(asked, BY_KIND)
    stand_ins = overbook(asked, agenda, rates)
    plain = robustness(asked, agenda, rates, n_draws=500)
    booked = robustness(asked, agenda, rates, overbooked=stand_ins, n_draws=500)
    assert stand_ins
    gain = booked.kept_value.expected - plain.kept_value.expected
    assert gain == pytest.approx(sum(one.gain for one in stand_ins))
    assert (booked.n_meetings, booked.value) == (plain.n_meetings, plain.value)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(rates=st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3), seed=st.integers(0, 100))
def test_the_mean_of_the_draws_is_near_the_sum_in_closed_form(rates: list[float], seed: int) -> None:
    asked, agenda = solved()
    by_party = no_show_rates(asked, dict(zip(("startup", "investor", "mentor"), rates, strict=True)))
    found = robustness(asked, agenda, by_party, n_draws=2000, seed=seed)
    exact = expected_value(asked, agenda, by_party)
    deviation = (found.kept_value.high - found.kept_value.low) / 4
    assert found.kept_value.expected == pytest.approx(exact)
    assert abs(found.kept_value.mean - exact) <= 5 * deviation / 2000**0.5 + 0.01


def test_nobody_absent_keeps_everything_and_everybody_absent_nothing(problem: Problem, agenda: Agenda) -> None:
    kinds = {party.kind for party in problem.parties}
    for rate, value in ((0.0, agenda.score), (1.0, 0.0)):
        found = robustness(problem, agenda, no_show_rates(problem, dict.fromkeys(kinds, rate)), n_draws=100)
        assert found.kept_value.expected == pytest.approx(value)
        assert (found.kept_value.low, found.kept_value.high) == (pytest.approx(value), pytest.approx(value))


def test_the_same_seed_draws_the_same() -> None:
    asked, agenda = solved()
    rates = no_show_rates(asked, BY_KIND)
    one, other, third = (robustness(asked, agenda, rates, n_draws=100, seed=seed) for seed in (4, 4, 5))
    assert one == other
    assert third.kept_value.mean != one.kept_value.mean


@pytest.mark.parametrize(
    ("by_kind", "told"), [({"invester": 0.1}, "no kind of party is called 'invester'"), ({"investor": 1.5}, "is 1.5")]
)
def test_wrong_rates_are_refused(problem: Problem, by_kind: dict[str, float], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        no_show_rates(problem, by_kind)
