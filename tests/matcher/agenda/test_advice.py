"""What an event is short of, and what one more would raise."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.agenda.advice import Advice, Cause, Resource, advise
from matcher.agenda.problem import Event, Pair, Party, Problem, Slot, Venue
from matcher.agenda.solver import solve_problem

START = datetime.datetime(2027, 4, 13, 9)


def problem(n: int = 4, tables: int = 4, slots: int = 2, least: int = 0, **limits: dict[str, object]) -> Problem:
    """`n` companies c0… and `n` investors p0…, everyone listed with everyone at 0.5; `limits` by id."""
    half = datetime.timedelta(minutes=30)
    of_side = {"c": {"kind": "startup", "min_meetings": least}, "p": {"kind": "investor"}}
    parties = [
        Party(**{"id": f"{side}{i}"} | of_side[side] | limits.get(f"{side}{i}", {}))  # type: ignore[arg-type]
        for side in "cp"
        for i in range(n)
    ]
    return Problem(
        event=Event(name="Prova", timezone="UTC"),
        slots=tuple(Slot(id=f"s{i}", start=START + i * half, end=START + (i + 1) * half) for i in range(slots)),
        venues=(Venue(id="hub", tables=tables),),
        parties=tuple(parties),
        pairs=tuple(Pair(a=f"c{i}", b=f"p{j}", score=0.5) for i in range(n) for j in range(n)),
    )


def gain(advice: Advice, resource: Resource) -> float:
    return sum(one.value for one in advice.gains if one.resource is resource)


def test_where_tables_are_short_one_more_fills_each_slot_once_more() -> None:
    found = advise(problem(tables=2))
    assert (found.value, found.n_meetings) == (pytest.approx(2.0), 4)
    assert {(one.resource, one.where) for one in found.binding} >= {
        (Resource.TABLE, "hub"),
        (Resource.SLOT, "2027-04-13"),
    }
    assert gain(found, Resource.TABLE) == pytest.approx(2 * 0.5)
    assert gain(found, Resource.SLOT) == pytest.approx(2 * 0.5)
    assert found.tables_enough == 4


def test_where_companies_are_full_tables_add_nothing() -> None:
    found = advise(problem(**{f"c{i}": {"max_meetings": 1} for i in range(4)}))
    assert gain(found, Resource.TABLE) == 0
    assert gain(found, Resource.COMPANY_MEETINGS) == pytest.approx(4 * 0.5)
    assert [one.resource for one in found.binding] == [Resource.COMPANY_MEETINGS]


def test_where_all_pairs_meet_nothing_binds() -> None:
    assert advise(problem(n=2, slots=2)).binding == ()


def test_tables_and_slots_for_minimums_are_counted() -> None:
    found = advise(problem(least=1, slots=2))
    assert (found.missing, found.tables_for_minimums, found.slots_for_minimums) == (0, 2, 1)
    assert advise(problem(least=1, tables=1)).slots_for_minimums == 4
    assert advise(problem(least=1, tables=0)).slots_for_minimums is None


def test_who_cannot_have_its_minimum_is_told_with_the_cause() -> None:
    asked = problem(
        least=1,
        tables=9,
        c0={"min_meetings": 5},
        c1={"min_meetings": 2, "available": ("s0",)},
        c2={"min_meetings": 2, "max_per_day": 1},
        p3={"available": ()},
    )
    found = [(one.party, one.wanted, one.possible, one.cause) for one in advise(asked).shortages]
    assert found == [("c0", 5, 2, Cause.PARTNERS), ("c1", 2, 1, Cause.SLOTS), ("c2", 2, 1, Cause.SLOTS)]


def test_minimums_that_only_clash_with_one_another_are_told_as_such_and_what_helps_is_first() -> None:
    found = advise(problem(least=1, tables=1, slots=2))
    assert found.missing == 2
    assert {one.cause for one in found.shortages} == {Cause.TOGETHER}
    assert sum(one.wanted - one.possible for one in found.shortages) >= 2
    assert (found.gains[0].resource, found.gains[0].found) == (Resource.TABLE, 2)


def test_slots_say_how_many_can_meet_at_once() -> None:
    found = advise(problem(p0={"available": ("s0",)}, p1={"available": ("s0",)}))
    assert [(one.slot, one.tables, one.at_once) for one in found.slots] == [("s0", 4, 4), ("s1", 4, 2)]


def test_an_event_without_pairs_is_advised_too() -> None:
    found = advise(replace(problem(least=1), pairs=()))
    assert (found.value, found.n_meetings, found.missing, found.binding) == (0.0, 0, 4, ())
    assert {one.cause for one in found.shortages} == {Cause.PARTNERS}


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 4), st.integers(0, 3), st.integers(1, 3), st.integers(0, 2))
def test_no_agenda_refutes_the_advice(n: int, tables: int, slots: int, least: int) -> None:
    asked = problem(n, tables, slots, least)
    found, agenda = advise(asked), solve_problem(asked, time_limit=5)
    assert agenda.score <= found.value + 1e-6
    is_met = not [one for one in agenda.unmet if one.rule == "min_meetings"]
    assert not is_met or (found.missing == 0 and found.tables_for_minimums <= tables)
    assert not is_met or found.slots_for_minimums is None or found.slots_for_minimums <= slots
    assert all(one.value >= 0 and one.found >= 0 for one in found.gains)
