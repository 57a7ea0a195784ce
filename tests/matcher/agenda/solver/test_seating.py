"""Places: bound parties first, others where something is free, and nobody walks without need."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from matcher.agenda.problem import Event, Party, Problem, Slot, Venue
from matcher.agenda.solver.seating import seat

PROBLEM = Problem(
    event=Event(name="e", timezone="Europe/Rome"),
    slots=tuple(
        Slot(id=f"s{n}", start=datetime.datetime(2026, 10, 5, 9 + n), end=datetime.datetime(2026, 10, 5, 9 + n, 30))
        for n in range(2)
    ),
    venues=(Venue(id="hub", tables=2), Venue(id="annex", tables=1)),
    parties=tuple(Party(id=name, kind="startup") for name in "abcdef"),
    pairs=(),
)


def bind(**places: tuple[str, int | None]) -> Problem:
    parties = tuple(
        replace(one, venue=places[one.id][0], table=places[one.id][1]) if one.id in places else one
        for one in PROBLEM.parties
    )
    return replace(PROBLEM, parties=parties)


def test_who_is_bound_sits_there_whoever_comes_first() -> None:
    meetings = seat(bind(e=("annex", 1), d=("hub", 1)), [("a", "b", "s0"), ("c", "d", "s0"), ("e", "f", "s0")])
    assert {(one.a, one.venue, one.table) for one in meetings} == {("e", "annex", 1), ("c", "hub", 1), ("a", "hub", 2)}


def test_a_party_keeps_its_seat_from_one_slot_to_the_next() -> None:
    meetings = seat(bind(c=("hub", 1)), [("c", "d", "s0"), ("a", "b", "s0"), ("a", "e", "s1")])
    seats = {(one.a, one.b): (one.venue, one.table) for one in meetings}
    assert seats["a", "e"] == seats["a", "b"]


def test_more_meetings_than_tables_are_an_error() -> None:
    problem = replace(PROBLEM, venues=(Venue(id="hub", tables=1),))
    with pytest.raises(ValueError, match="no table is left in slot s0"):
        seat(problem, [("a", "b", "s0"), ("c", "d", "s0")])
