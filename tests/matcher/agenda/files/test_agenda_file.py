"""What an agenda's file may say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from matcher.agenda.files import Faults, agenda_from_document, read_agenda
from matcher.agenda.plan import GroupSession, Meeting
from matcher.errors import RefusedFile

Document = dict[str, Any]


def faults(document: object) -> list[str]:
    with pytest.raises(RefusedFile) as refusal:
        agenda_from_document(document, Faults("A.json"))
    return [line.removeprefix("A.json: ") for line in refusal.value.faults]


def test_an_agenda_is_read_in_the_order_of_its_file(agenda_document: Document, tmp_path: Path) -> None:
    path = tmp_path / "A.json"
    path.write_text(json.dumps(agenda_document), encoding="utf-8")
    agenda = read_agenda(path)

    assert agenda.meetings[1] == Meeting(a="st-1", b="inv-2", slot="d1s4", venue="hub", table=2)
    assert agenda.groups == (GroupSession(id="visit", slot="d2s1", guests=("st-1", "st-3")),)
    assert (agenda.status, agenda.score, agenda.seed) == ("feasible", 3.35, 0)


def test_those_who_had_left_are_read(agenda_document: Document) -> None:
    agenda = agenda_from_document(agenda_document | {"gone": ["corp"]}, Faults("A.json"))
    assert agenda.gone == ("corp",)
    assert faults(agenda_document | {"gone": ["corp", "corp"]}) == [
        'gone[1]: "corp" is listed twice; keep one of the two'
    ]


def test_lists_but_the_meetings_may_be_left_out_and_a_gap_may_be_null(agenda_document: Document) -> None:
    for key in ("groups", "unmet", "unscheduled"):
        del agenda_document[key]
    agenda_document["gap"] = None
    agenda = agenda_from_document(agenda_document, Faults("A.json"))
    assert (agenda.groups, agenda.unmet, agenda.unscheduled, agenda.gap) == ((), (), (), None)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("status", "done", 'status: "done" is not one of optimal, feasible, infeasible'),
        ("bound_source", "cpsat", 'bound_source: "cpsat" is not one of flow, lp, cp-sat; did you mean "cp-sat"?'),
        ("score", None, "score: null is not a number from -1e+09 to 1e+09"),
        ("seconds", -1, "seconds: -1 is not a number from 0 to 1e+09"),
        ("meetings", None, "meetings: null is not a list; put the entries in [ ]"),
        ("groups", [{"id": "v", "slot": "s"}], "groups[0].guests: this key is missing; give it a value"),
        (
            "groups",
            [{"id": "v", "slot": "s", "guests": ["a", "a"]}],
            'groups[0].guests[1]: "a" is listed twice; keep one of the two',
        ),
        (
            "unmet",
            [{"party": "a", "rule": "min_meeting", "wanted": 1, "got": 0, "why": "w"}],
            'unmet[0].rule: "min_meeting" is not one of min_meetings, must, fairness_floor, min_guests; did you mean',
        ),
        ("unscheduled", [{"a": "a", "b": "b", "why": 3}], "unscheduled[0].why: 3 is not a text; give at most 500"),
        (
            "meetings",
            [{"a": "a", "b": "b", "slot": "s", "venue": "v"}],
            "meetings[0].table: this key is missing; give it a value",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isidentifier() else "",
)
def test_a_mistake_is_one_line_with_its_place(agenda_document: Document, key: str, value: object, message: str) -> None:
    agenda_document[key] = value
    (line,) = faults(agenda_document)
    assert line.startswith(message)


def test_an_agenda_is_no_problem(document: Document) -> None:
    assert "parties: this key is not known" in " ".join(faults(document))
