"""A small event that has one of everything, as the document of its file, and an agenda that keeps all its rules."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from matcher.agenda.files import Faults, agenda_from_document, problem_from_document
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem

Document = dict[str, Any]


def slots() -> list[Document]:
    """Four slots on one day, three on the next; ids tell day and number."""
    return [
        {"id": f"d{day}s{number}", "start": f"2026-10-0{4 + day}T{hour}:00", "end": f"2026-10-0{4 + day}T{hour}:30"}
        for day, n in ((1, 4), (2, 3))
        for number, hour in enumerate(("09", "10", "11", "12")[:n], start=1)
    ]


@pytest.fixture
def document() -> Document:
    return {
        "event": {"name": "Settimana toscana", "timezone": "America/Los_Angeles"},
        "slots": slots(),
        "venues": [{"id": "hub", "tables": 2}, {"id": "campus", "tables": 1}],
        "travel": [{"between": ["hub", "campus"], "slots": 1}],
        "parties": [
            {"id": "st-1", "kind": "startup", "min_meetings": 2, "max_per_day": 3},
            {"id": "st-2", "kind": "startup", "min_meetings": 1, "max_meetings": 2},
            {"id": "st-3", "kind": "sme", "available": ["d1s1", "d1s2", "d1s3", "d2s1", "d2s2"]},
            {"id": "inv-1", "kind": "investor", "venue": "hub", "table": 1},
            {"id": "inv-2", "kind": "investor", "venue": "hub"},
            {"id": "corp", "kind": "corporate", "venue": "campus"},
        ],
        "pairs": [
            {"a": "st-1", "b": "inv-1", "score": 0.8, "must": True},
            {"a": "st-1", "b": "inv-2", "score": 0.5},
            {"a": "st-2", "b": "inv-1", "score": 0.4},
            {"a": "st-2", "b": "inv-2", "score": 0.3, "slot": "d1s3"},
            {"a": "st-3", "b": "corp", "score": 0.6},
            {"a": "st-2", "b": "st-3", "score": 0.2},
        ],
        "forbidden": [["st-3", "inv-1"]],
        "groups": [
            {
                "id": "visit",
                "host": "corp",
                "venue": "campus",
                "guests": {"st-1": 0.25, "st-2": 0.125, "st-3": 0.5},
                "min_guests": 2,
                "max_guests": 2,
                "slots": ["d2s1"],
                "length": 2,
            }
        ],
        "objective": {"idle_penalty": 0.1, "fairness_floor": 0.5},
        "precedences": [{"before": ["st-1", "inv-1"], "after": ["st-2", "inv-1"]}],
    }


@pytest.fixture
def problem(document: Document) -> Problem:
    return problem_from_document(document, Faults("PROBLEM.json"))


@pytest.fixture
def paused(problem: Problem) -> Problem:
    """The problem with a break from 10:30 to 11:30 on its first day, between its second and its third slot."""
    late = datetime.timedelta(minutes=30)
    slots = tuple(
        replace(slot, start=slot.start + late, end=slot.end + late) if slot.id in {"d1s3", "d1s4"} else slot
        for slot in problem.slots
    )
    return replace(problem, slots=slots)


@pytest.fixture
def agenda_document() -> Document:
    """Score 0.8 + 0.5 + 0.4 + 0.3 + 0.6 + 0.25 + 0.5 = 3.35; st-1 is idle in d1s2 and d1s3; st-2 does not meet st-3."""
    return {
        "status": "feasible",
        "score": 3.35,
        "objective": 3.15,
        "bound": 3.55,
        "gap": (3.55 - 3.15) / 3.55,
        "bound_source": "flow",
        "seed": 0,
        "seconds": 0.1,
        "meetings": [
            {"a": "st-1", "b": "inv-1", "slot": "d1s1", "venue": "hub", "table": 1},
            {"a": "st-1", "b": "inv-2", "slot": "d1s4", "venue": "hub", "table": 2},
            {"a": "st-2", "b": "inv-1", "slot": "d1s2", "venue": "hub", "table": 1},
            {"a": "st-2", "b": "inv-2", "slot": "d1s3", "venue": "hub", "table": 2},
            {"a": "st-3", "b": "corp", "slot": "d1s1", "venue": "campus", "table": 1},
        ],
        "groups": [{"id": "visit", "slot": "d2s1", "guests": ["st-1", "st-3"]}],
        "unmet": [],
        "unscheduled": [{"a": "st-2", "b": "st-3", "why": "st-2 is full"}],
    }


@pytest.fixture
def agenda(agenda_document: Document) -> Agenda:
    return agenda_from_document(agenda_document, Faults("AGENDA.json"))
