"""Laws of the checker on meetings put anywhere: a naive count agrees with it, and no order or name matters."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.agenda.checker import check_agenda
from matcher.agenda.files import Faults, agenda_from_document, problem_from_document
from matcher.agenda.plan import Agenda, Meeting
from matcher.agenda.problem import Problem

ABOUT_WISHES_AND_FIGURES = {"unmet", "unscheduled", "must", "min_meetings", "score", "objective", "gap", "bound"}
PLACES = st.tuples(st.integers(0, 6), st.sampled_from(["hub", "hub", "campus"]), st.integers(1, 2))

law = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def plan(problem: Problem, places: list[Any]) -> Agenda:
    """An agenda that holds pair i at place i, where there is one."""
    meetings = tuple(
        Meeting(a=pair.a, b=pair.b, slot=problem.slots[place[0]].id, venue=place[1], table=place[2])
        for pair, place in zip(problem.pairs, places, strict=False)
        if place is not None
    )
    return Agenda(
        status="feasible",
        score=0,
        objective=0,
        bound=9,
        gap=1,
        bound_source="flow",
        seed=0,
        seconds=0,
        meetings=meetings,
    )


def clashes(problem: Problem, one: Meeting, other: Meeting) -> bool:
    """Whether two meetings cannot both be held: the same person or table at once, or too far apart."""
    order = [slot.id for slot in problem.slots]
    shared = {one.a, one.b} & {other.a, other.b}
    if one.slot == other.slot:
        return bool(shared) or (one.venue, one.table) == (other.venue, other.table)
    same_day = one.slot[:2] == other.slot[:2]
    apart = abs(order.index(one.slot) - order.index(other.slot)) - 1
    return bool(shared) and same_day and one.venue != other.venue and apart < 1


def keeps_the_rules(problem: Problem, agenda: Agenda) -> bool:
    """The rules on time and place, in the plainest words."""
    meetings = agenda.meetings
    tables = {venue.id: venue.tables for venue in problem.venues}
    fixed = {(pair.a, pair.b): pair.slot for pair in problem.pairs}
    slot_of = {(one.a, one.b): one.slot for one in meetings}
    for one in meetings:
        if one.table > tables[one.venue] or fixed[one.a, one.b] not in (None, one.slot):
            return False
    if any(clashes(problem, *two) for two in itertools.combinations(meetings, 2)):
        return False
    for party in problem.parties:
        own = [one for one in meetings if party.id in (one.a, one.b)]
        a_day = Counter(one.slot[:2] for one in own)
        if (
            any(party.available is not None and one.slot not in party.available for one in own)
            or any(party.venue not in (None, one.venue) or party.table not in (None, one.table) for one in own)
            or (party.max_meetings is not None and len(own) > party.max_meetings)
            or (party.max_per_day is not None and max(a_day.values(), default=0) > party.max_per_day)
        ):
            return False
    first, then = slot_of.get(("st-1", "inv-1")), slot_of.get(("st-2", "inv-1"))
    return first is None or then is None or first < then


@law
@given(places=st.lists(st.none() | PLACES, min_size=6, max_size=6))
def test_a_naive_count_agrees(problem: Problem, places: list[Any]) -> None:
    agenda = plan(problem, places)
    broken = {one.rule for one in check_agenda(problem, agenda)} - ABOUT_WISHES_AND_FIGURES - {"fairness_floor"}
    assert (broken == set()) == keeps_the_rules(problem, agenda)


@law
@given(places=st.lists(st.none() | PLACES, min_size=6, max_size=6), rng=st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(problem: Problem, places: list[Any], rng: Random) -> None:
    agenda = plan(problem, places)

    def shuffled(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rng.sample(entries, len(entries)))

    mixed = replace(
        problem,
        slots=shuffled(problem.slots),
        venues=shuffled(problem.venues),
        parties=shuffled(problem.parties),
        pairs=shuffled(problem.pairs),
    )
    turned = tuple(replace(one, a=one.b, b=one.a) for one in shuffled(agenda.meetings))
    rules = Counter(one.rule for one in check_agenda(problem, agenda))
    assert Counter(one.rule for one in check_agenda(mixed, replace(agenda, meetings=turned))) == rules


def test_names_do_not_matter(document: dict[str, Any], agenda_document: dict[str, Any]) -> None:
    names = [party["id"] for party in document["parties"]]

    def renamed(found: Any) -> Any:
        if isinstance(found, dict):
            return {renamed(key): renamed(value) for key, value in found.items()}
        if isinstance(found, list):
            return [renamed(one) for one in found]
        return f"p{names[::-1].index(found)}" if isinstance(found, str) and found in names else found

    problem = problem_from_document(renamed(document), Faults("P.json"))
    assert check_agenda(problem, agenda_from_document(renamed(agenda_document), Faults("A.json"))) == ()
