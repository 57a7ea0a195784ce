"""Idle slots, values and ideals, counted by hand."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from matcher.agenda.checker.board import lay_board
from matcher.agenda.checker.worth import ideals, n_idle_slots, values
from matcher.agenda.plan import Agenda, GroupSession, Meeting
from matcher.agenda.problem import Event, Group, Pair, Party, Problem, Slot, Venue

HALF_HOUR = datetime.timedelta(minutes=30)


def event(*parties: Party, pairs: tuple[Pair, ...] = (), groups: tuple[Group, ...] = ()) -> Problem:
    """Two days of four slots, a hub with tables and a hall without."""
    starts = [datetime.datetime(2026, 10, day, hour) for day in (5, 6) for hour in (9, 10, 11, 12)]
    return Problem(
        event=Event(name="", timezone="Europe/Rome"),
        slots=tuple(
            Slot(id=f"s{row}", start=start, end=start + HALF_HOUR) for row, start in enumerate(starts, start=1)
        ),
        venues=(Venue(id="hub", tables=5), Venue(id="hall", tables=0)),
        parties=parties,
        pairs=pairs,
        groups=groups,
    )


def plan(*meetings: tuple[str, str, str], groups: tuple[GroupSession, ...] = ()) -> Agenda:
    return Agenda(
        status="feasible",
        score=0,
        objective=0,
        bound=0,
        gap=0,
        bound_source="flow",
        seed=0,
        seconds=0,
        meetings=tuple(Meeting(a=a, b=b, slot=slot, venue="hub", table=1) for a, b, slot in meetings),
        groups=groups,
    )


A, B = (Party(id=name, kind="startup") for name in "ab")
X, Y = (Party(id=name, kind="investor") for name in "xy")
VISIT = Group(id="v", host="x", venue="hall", guests={"a": 1.0}, min_guests=1, max_guests=1, slots=("s2",), length=2)


@pytest.mark.parametrize(
    ("agenda", "idle"),
    [
        (plan(), 0),
        (plan(("a", "x", "s1")), 0),
        (plan(("a", "x", "s1"), ("a", "y", "s2")), 0),
        (plan(("a", "x", "s1"), ("a", "y", "s3")), 1),
        (plan(("a", "x", "s1"), ("b", "x", "s4"), ("a", "y", "s4")), 4),
        (plan(("a", "x", "s4"), ("a", "y", "s5")), 0),
        (plan(("a", "x", "s1"), ("a", "y", "s4"), groups=(GroupSession(id="v", slot="s2", guests=("a",)),)), 0),
        (plan(("a", "y", "s1"), groups=(GroupSession(id="v", slot="s3", guests=("a",)),)), 0),
    ],
    ids=["nothing", "one", "in a row", "a hole", "two parties", "over night", "session between", "session after"],
)
def test_idle_slots_lie_between_the_first_and_the_last_meeting_of_a_day(agenda: Agenda, idle: int) -> None:
    assert n_idle_slots(lay_board(event(A, B, X, Y, groups=(VISIT,)), agenda)) == idle


def test_a_value_is_of_meetings_and_of_sessions_as_a_guest() -> None:
    problem = event(A, X, pairs=(Pair(a="a", b="x", score=0.5),), groups=(VISIT,))
    agenda = plan(("a", "x", "s1"), groups=(GroupSession(id="v", slot="s2", guests=("a",)),))
    assert values(lay_board(problem, agenda)) == {"a": 1.5, "x": 0.5}


def ideal(
    company: Party, *others: Party, pairs: tuple[Pair, ...], forbidden: tuple[tuple[str, str], ...] = ()
) -> float:
    problem = replace(event(company, *others, pairs=pairs), forbidden=forbidden)
    return ideals(lay_board(problem, plan()))[company.id]


PAIRS = (Pair(a="a", b="x", score=0.5), Pair(a="y", b="a", score=0.25))


@pytest.mark.parametrize(
    ("company", "expected"),
    [
        (A, 0.75),
        (Party(id="a", kind="sme", max_meetings=1), 0.5),
        (Party(id="a", kind="startup", available=("s1",)), 0.5),
        (Party(id="a", kind="startup", available=("s1", "s2"), max_per_day=1), 0.5),
        (Party(id="a", kind="startup", available=("s1", "s5"), max_per_day=1), 0.75),
        (Party(id="a", kind="startup", venue="hall"), 0.0),
        (Party(id="a", kind="startup", venue="hub", table=2), 0.75),
    ],
    ids=["all", "maximum", "one slot", "day limit", "two days", "no table there", "own table"],
)
def test_an_ideal_is_of_the_best_pairs_within_the_own_limits(company: Party, expected: float) -> None:
    assert ideal(company, X, Y, pairs=PAIRS) == expected


@pytest.mark.parametrize(
    ("other", "pair"),
    [
        (Party(id="x", kind="investor", available=("s2",)), Pair(a="a", b="x", score=1.0)),
        (Party(id="x", kind="investor", venue="hall"), Pair(a="a", b="x", score=1.0)),
        (Party(id="x", kind="investor", venue="hub", table=2), Pair(a="a", b="x", score=1.0)),
        (X, Pair(a="a", b="x", score=1.0, slot="s3")),
    ],
    ids=["no common slot", "other venue", "other table", "fixed slot"],
)
def test_a_pair_that_cannot_meet_is_in_no_ideal(other: Party, pair: Pair) -> None:
    company = Party(id="a", kind="startup", available=("s1", "s4"), venue="hub", table=1)
    assert ideal(company, other, pairs=(pair,)) == 0.0


def test_a_forbidden_pair_is_in_no_ideal() -> None:
    assert ideal(A, X, Y, pairs=PAIRS, forbidden=(("x", "a"),)) == 0.25


def test_only_companies_have_an_ideal() -> None:
    assert ideals(lay_board(event(A, X, pairs=PAIRS[:1]), plan())) == {"a": 0.5}
