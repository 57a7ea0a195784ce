"""`abbina agenda advise`: the words for an organiser, in two languages, and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Command = Callable[..., Result]

PROBLEM: dict[str, Any] = {
    "event": {"name": "Prova", "timezone": "Europe/Rome"},
    "slots": [{"id": "d1s01", "start": "2027-04-13T09:00", "end": "2027-04-13T09:20"}],
    "venues": [{"id": "hub", "tables": 1}],
    "parties": [
        {"id": "c1", "kind": "startup", "name": "Serra Robotics", "min_meetings": 2},
        {"id": "c2", "kind": "sme", "min_meetings": 1},
        {"id": "p1", "kind": "investor"},
        {"id": "p2", "kind": "mentor"},
    ],
    "pairs": [{"a": "c1", "b": "p1", "score": 0.9}, {"a": "c2", "b": "p2", "score": 0.25}],
}


@pytest.fixture
def advise(abbina: Command, tmp_path: Path) -> Command:
    path = tmp_path / "PROBLEM.json"
    path.write_text(json.dumps(PROBLEM), encoding="utf-8")
    return lambda *arguments: abbina("agenda", "advise", path, *arguments)


def test_an_organiser_reads_what_is_short_by_name(advise: Command) -> None:
    lines = advise().stdout.splitlines()
    assert lines[0] == "Slots: 1; tables: 1; meetings, at most: 1. No agenda can be worth more than 0.9."
    assert any(line.startswith("Serra Robotics: 1 of 2 meetings; too few listed partners") for line in lines)
    assert "  one more table (hub): +0.25; meetings that minimums lack: 1" in lines


def test_italian_is_spoken_with_its_decimal_comma(advise: Command) -> None:
    told = advise("--lang", "it").stdout
    assert "Nessuna agenda può valere più di 0,9." in told
    assert "un tavolo in più (hub): +0,25; incontri in più per i minimi: 1" in told


def test_slots_with_empty_tables_are_told_by_day_and_time(abbina: Command, tmp_path: Path) -> None:
    path = tmp_path / "PROBLEM.json"
    later = {"id": "d2s01", "start": "2027-04-14T14:30", "end": "2027-04-14T14:50"}
    problem = PROBLEM | {"slots": [*PROBLEM["slots"], later], "venues": [{"id": "hub", "tables": 3}]}
    path.write_text(json.dumps(problem), encoding="utf-8")
    told = abbina("agenda", "advise", path, "--lang", "it").stdout
    assert "non si possono riempire tutti: mar 13 apr: 09:00 (2/3); mer 14 apr: 14:30 (2/3)." in told
    assert "d2s01" not in told


def test_json_holds_every_figure(advise: Command) -> None:
    found = json.loads(advise("--json").stdout)
    assert (found["value"], found["missing"], found["tables_for_minimums"]) == (0.9, 2, 2)
    assert found["shortages"][0] == {"party": "c1", "wanted": 2, "possible": 1, "cause": "partners"}


def test_a_file_that_is_no_problem_is_refused(abbina: Command, tmp_path: Path) -> None:
    path = tmp_path / "P.json"
    path.write_text("{}", encoding="utf-8")
    result = abbina("agenda", "advise", path)
    assert result.exit_code == 1
    assert "slots" in result.stderr
