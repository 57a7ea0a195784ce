"""What a file of changes may say about a problem."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from matcher.agenda.files import Faults, changes_from_document, read_changes
from matcher.agenda.plan import Changes, Late
from matcher.agenda.problem import Pair, Party, Problem
from matcher.errors import RefusedFile

MENTOR = {"id": "men", "kind": "mentor", "available": ["d2s1", "d1s2"]}


def faults(document: object, problem: Problem) -> list[str]:
    with pytest.raises(RefusedFile) as refusal:
        changes_from_document(document, problem, Faults("C.json"))
    return [line.removeprefix("C.json: ") for line in refusal.value.faults]


def test_changes_are_read(problem: Problem, tmp_path: Path) -> None:
    path = tmp_path / "C.json"
    told = {
        "now": "d1s2",
        "gone": ["corp"],
        "late": [{"party": "st-1", "until": "d1s3"}],
        "added": {"parties": [MENTOR], "pairs": [{"a": "st-1", "b": "men", "score": 0.5}]},
        "locked": [["inv-1", "st-2"]],
    }
    path.write_text(json.dumps(told), encoding="utf-8")

    assert read_changes(path, problem) == Changes(
        now="d1s2",
        gone=("corp",),
        late=(Late(party="st-1", until="d1s3"),),
        added_parties=(Party(id="men", kind="mentor", available=("d1s2", "d2s1")),),
        added_pairs=(Pair(a="st-1", b="men", score=0.5),),
        locked=(("inv-1", "st-2"),),
    )


@pytest.mark.parametrize("told", [{}, {"now": None, "gone": [], "added": None}])
def test_nothing_may_have_changed(problem: Problem, told: dict[str, Any]) -> None:
    assert changes_from_document(told, problem, Faults("C.json")) == Changes()


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"now": "d9s1"}, 'now: there is no slot "d9s1"'),
        ({"gone": ["inv-7"]}, 'gone[0]: there is no party "inv-7"'),
        ({"gone": ["corp", "corp"]}, 'gone[1]: "corp" is listed twice'),
        ({"late": [{"party": "st-1", "until": "noon"}]}, 'late[0].until: there is no slot "noon"'),
        ({"late": [{"party": "st-9", "until": "d1s2"}]}, 'late[0].party: there is no party "st-9"'),
        (
            {"gone": ["st-1"], "late": [{"party": "st-1", "until": "d1s2"}]},
            'late[0].party: "st-1" is in gone, or in late already; name it once in the two',
        ),
        ({"added": {"parties": [{"id": "st-1", "kind": "sme"}]}}, 'added.parties[0].id: "st-1" is taken'),
        ({"added": {"parties": [MENTOR | {"venue": "x"}]}}, 'added.parties[0].venue: there is no venue "x"'),
        ({"added": {"pairs": [{"a": "st-1", "b": "men", "score": 1}]}}, 'added.pairs[0].b: there is no party "men"'),
        (
            {"added": {"pairs": [{"a": "corp", "b": "st-3", "score": 1}]}},
            'added.pairs[0]: the problem lists "corp" and "st-3" already; leave the pair out here',
        ),
        ({"added": {"people": []}}, "added.people: this key is not known"),
        ({"locked": [["st-1"]]}, 'locked[0]: ["st-1"] is not two different parties'),
        ({"locked": [["st-1", "corp"]]}, 'locked[0]: ["st-1", "corp"] is not a listed pair; list it or unlock it'),
        (
            {"gone": ["inv-1"], "locked": [["st-1", "inv-1"]]},
            'locked[0]: "inv-1" is gone; unlock the pair or take "inv-1" out of gone',
        ),
    ],
)
def test_a_mistake_is_one_line_with_its_place(problem: Problem, told: dict[str, Any], message: str) -> None:
    (line,) = faults(told, problem)
    assert line.startswith(message)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"gone": ["Acme Società"]}, 'gone[0]: there is no party "Acme Società"; write the id: did you mean "st-1"?'),
        ({"gone": ["acme societa s.r.l."]}, 'no party "acme societa s.r.l."; write the id: did you mean "st-1"?'),
        (
            {"late": [{"party": "Fondo", "until": "d1s2"}]},
            'no party "Fondo"; write the id: did you mean "inv-1", "inv-2"?',
        ),
        ({"locked": [["st-2", "Fondo Uno"]]}, 'no party "Fondo Uno"; write the id: did you mean "inv-1"?'),
        ({"gone": ["Nobody"]}, 'no party "Nobody"; add it or correct the id'),
    ],
)
def test_a_name_in_the_place_of_an_id_is_told_the_id(problem: Problem, told: dict[str, Any], message: str) -> None:
    names = {"st-1": "Acme Società S.r.l.", "inv-1": "Fondo Uno", "inv-2": "Fondo Due"}
    parties = tuple(replace(party, name=names.get(party.id, "")) for party in problem.parties)
    (line,) = faults(told, replace(problem, parties=parties))
    assert message in line
