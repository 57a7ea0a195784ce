"""What is written is read back the same, and the same thing is written in the same bytes."""

from __future__ import annotations

import datetime
import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.agenda.files import (
    Faults,
    agenda_from_document,
    changes_from_document,
    problem_from_document,
    read_problem,
    render_agenda,
    render_changes,
    render_problem,
    write_text,
)
from matcher.agenda.files.agenda_file import BOUND_SOURCES, RULES, STATUSES
from matcher.agenda.files.shapes import KINDS
from matcher.agenda.plan import Agenda, Changes, GroupSession, Late, Meeting, Unmet, Unscheduled
from matcher.agenda.problem import (
    Event,
    Group,
    Objective,
    Pair,
    Party,
    Precedence,
    Problem,
    Slot,
    Travel,
    Venue,
)
from matcher.errors import ConfigError

ids = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scores = st.floats(0, 1e9) | st.integers(0, 1000).map(lambda n: n / 1000)
numbers = st.floats(-1e9, 1e9)
counts = st.integers(0, 50)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Problems that break no rule of the format, with everything that it allows."""
    slots = []
    start = datetime.datetime(2026, 6, 1, 8)
    for name in draw(st.lists(ids, min_size=1, max_size=6, unique=True)):
        start += datetime.timedelta(minutes=draw(st.integers(0, 900)))
        end = start + datetime.timedelta(seconds=draw(st.integers(1, 3000)))
        slots.append(Slot(id=name, start=start, end=end))
        start = end
    venues = [Venue(id=name, tables=draw(counts)) for name in draw(st.lists(ids, min_size=1, max_size=3, unique=True))]
    parties = [draw(_party(name, slots, venues)) for name in draw(st.lists(ids, max_size=6, unique=True))]
    everyone = list(itertools.combinations([party.id for party in parties], 2))
    split = draw(st.integers(0, len(everyone)))
    pairs = [
        Pair(a=a, b=b, score=draw(scores), must=draw(st.booleans()), slot=draw(_fixed_slot(a, b, parties, slots)))
        for a, b in draw(st.permutations(everyone[:split]))
    ]
    precedences = [
        Precedence(before=(one.a, one.b), after=(other.b, other.a)) for one, other in itertools.pairwise(pairs)
    ]
    return Problem(
        event=Event(name=draw(texts), timezone="Europe/Rome"),
        slots=tuple(slots),
        venues=tuple(venues),
        parties=tuple(parties),
        pairs=tuple(pairs),
        travel=tuple(
            Travel(between=(one.id, other.id), slots=draw(counts)) for one, other in itertools.combinations(venues, 2)
        ),
        forbidden=tuple(everyone[split:]),
        groups=tuple(draw(_group(name, slots, venues, parties)) for name in draw(_group_ids(parties))),
        objective=Objective(idle_penalty=draw(scores), fairness_floor=draw(st.floats(0, 1))),
        precedences=tuple(precedences[: draw(st.integers(0, 2))]),
    )


@st.composite
def _party(draw: st.DrawFn, name: str, slots: list[Slot], venues: list[Venue]) -> Party:
    least, there = draw(counts), draw(st.sets(st.sampled_from([slot.id for slot in slots])))
    venue = draw(maybe(st.sampled_from(venues)))
    has_table = venue is not None and venue.tables > 0
    return Party(
        id=name,
        kind=draw(st.sampled_from(KINDS)),
        available=draw(maybe(st.just(tuple(slot.id for slot in slots if slot.id in there)))),
        min_meetings=least,
        max_meetings=draw(maybe(st.integers(least, 60))),
        max_per_day=draw(maybe(counts)),
        venue=None if venue is None else venue.id,
        weight=draw(st.floats(0, 1e9, exclude_min=True)),
        name=draw(texts),
        table=draw(maybe(st.integers(1, venue.tables))) if has_table else None,
    )


def _fixed_slot(a: str, b: str, parties: list[Party], slots: list[Slot]) -> st.SearchStrategy[Any]:
    two = [party for party in parties if party.id in (a, b)]
    common = [slot.id for slot in slots if all(one.available is None or slot.id in one.available for one in two)]
    return maybe(st.sampled_from(common)) if common else st.none()


def _group_ids(parties: list[Party]) -> st.SearchStrategy[list[str]]:
    return st.lists(ids, max_size=2, unique=True) if len(parties) > 1 else st.just([])


@st.composite
def _group(draw: st.DrawFn, name: str, slots: list[Slot], venues: list[Venue], parties: list[Party]) -> Group:
    host, *others = draw(st.permutations([party.id for party in parties]))
    guests = {guest: draw(scores) for guest in others}
    least = draw(st.integers(0, len(guests)))
    return Group(
        id=name,
        host=host,
        venue=draw(st.sampled_from(venues)).id,
        guests=guests,
        min_guests=least,
        max_guests=draw(st.integers(max(least, 1), 60)),
        slots=tuple(slot.id for slot in slots if draw(st.booleans())),
        length=1,
    )


agendas = st.builds(
    Agenda,
    status=st.sampled_from(STATUSES),
    score=numbers,
    objective=numbers,
    bound=numbers,
    gap=maybe(numbers),
    bound_source=st.sampled_from(BOUND_SOURCES),
    seed=counts,
    seconds=scores,
    meetings=st.lists(st.builds(Meeting, a=ids, b=ids, slot=ids, venue=ids, table=counts)).map(tuple),
    groups=st.lists(st.builds(GroupSession, id=ids, slot=ids, guests=st.lists(ids, unique=True).map(tuple))).map(tuple),
    unmet=st.lists(
        st.builds(Unmet, party=ids, rule=st.sampled_from(RULES), wanted=numbers, got=numbers, why=texts)
    ).map(tuple),
    unscheduled=st.lists(st.builds(Unscheduled, a=ids, b=ids, why=texts)).map(tuple),
    gone=st.lists(ids, unique=True).map(tuple),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(problems())
def test_a_problem_comes_back_from_its_file(problem: Problem) -> None:
    text = render_problem(problem)
    back = problem_from_document(json.loads(text), Faults("P.json"))
    assert back == problem
    assert render_problem(back) == text


@settings(max_examples=60, deadline=None, derandomize=True)
@given(agendas)
def test_an_agenda_comes_back_from_its_file(agenda: Agenda) -> None:
    text = render_agenda(agenda)
    back = agenda_from_document(json.loads(text), Faults("A.json"))
    assert back == agenda
    assert render_agenda(back) == text


def test_changes_come_back_from_their_file(problem: Problem) -> None:
    changes = Changes(
        now="d1s2",
        gone=("corp",),
        late=(Late(party="st-1", until="d1s3"),),
        added_parties=(Party(id="men", kind="mentor", available=("d1s2", "d2s1"), name="Città", weight=2.5),),
        added_pairs=(Pair(a="st-1", b="men", score=0.5, must=True, slot="d1s2"),),
        locked=(("inv-1", "st-2"),),
    )
    assert changes_from_document(json.loads(render_changes(changes)), problem, Faults("C.json")) == changes


def test_every_entry_has_a_line_and_extensions_are_left_out_when_they_say_nothing(problem: Problem) -> None:
    lines = render_problem(problem).splitlines()
    assert '  {"a": "st-1", "b": "inv-1", "score": 0.8, "must": true, "slot": null},' in lines
    assert lines.count('"forbidden": [') == 1
    assert '"name"' not in "".join(line for line in lines if '"kind"' in line)


def test_wishes_are_counted_in_whole_numbers(agenda: Agenda) -> None:
    report = Unmet(party="a", rule="min_meetings", wanted=3.0, got=2.5, why="w")
    assert '"wanted": 3, "got": 2.5,' in render_agenda(replace(agenda, unmet=(report,)))


def test_what_is_no_number_is_never_written(agenda: Agenda) -> None:
    with pytest.raises(ValueError, match="JSON"):
        render_agenda(replace(agenda, score=float("nan")))


def test_a_file_is_written_whole_and_nothing_else_stays(problem: Problem, tmp_path: Path) -> None:
    path = tmp_path / "P.json"
    path.write_text("old", encoding="utf-8")
    write_text(render_problem(problem), path)
    assert read_problem(path) == problem
    assert [one.name for one in tmp_path.iterdir()] == ["P.json"]


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot write"):
        write_text("{}", tmp_path / "none" / "P.json")
