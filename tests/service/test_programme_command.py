"""`abbina agenda build`: from an organiser's files to a problem that can be solved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Command = Callable[..., Result]

EVENT = """name = "Prova"
timezone = "Europe/Rome"
[[days]]
date = 2027-04-13
open = "09:00"
close = "10:00"
[[venues]]
id = "hub"
tables = 2
[limits.company]
min_meetings = 1
"""
WISHES = """Chi;Con chi;Preferenza;Disponibilità
Serra Robotics;p1;obbligatorio;
Cellar Imports;Tenuta Alta;no grazie;
p3;;;9:20-10:00
"""


@pytest.fixture
def build(abbina: Command, programme: Path) -> Command:
    (programme / "event.toml").write_text(EVENT, encoding="utf-8")
    (programme / "wishes.csv").write_text(WISHES, encoding="utf-8")
    files = [programme / name for name in ("companies.csv", "counterparts.csv", "event.toml")]

    def call(*arguments: str | Path) -> Result:
        return abbina("agenda", "build", *files, "--encoder", "hashing", *arguments)

    return call


def test_the_problem_is_written_and_can_be_solved_and_checked(build: Command, abbina: Command, programme: Path) -> None:
    problem, agenda = programme / "PROBLEM.json", programme / "AGENDA.json"
    built = build("--preferences", programme / "wishes.csv", "-o", problem)
    assert built.exit_code == 0, built.output
    assert "7 parties, 3 slots, 2 tables" in built.stderr
    assert "among them musts: 1" in built.stderr
    assert "pairs forbidden: 1" in built.stderr
    written = json.loads(problem.read_text(encoding="utf-8"))
    assert written["forbidden"] == [["c2", "p2"]]
    assert [(one["a"], one["b"]) for one in written["pairs"] if one["must"]] == [("c1", "p1")]
    assert {one["id"]: one["available"] for one in written["parties"]}["p3"] == ["d1s02", "d1s03"]
    assert abbina("agenda", "solve", problem, "-o", agenda).exit_code == 0
    assert abbina("agenda", "check", problem, agenda).exit_code == 0


def test_without_an_output_the_problem_goes_to_standard_output_and_is_the_same(build: Command, programme: Path) -> None:
    build("-o", programme / "P.json")
    assert build().stdout == (programme / "P.json").read_text(encoding="utf-8")


def test_a_wrong_wish_is_refused_with_its_row_and_taken_out_on_request(build: Command, programme: Path) -> None:
    (programme / "wrong.csv").write_text("chi;con chi;preferenza\nSerra;p1;must\nc2;p2;must\n", encoding="utf-8")
    refused = build("--preferences", programme / "wrong.csv", "-o", programme / "P.json")
    assert refused.exit_code == 1
    assert "wrong.csv, row 2" in refused.stderr
    assert not (programme / "P.json").exists()
    lenient = build("--preferences", programme / "wrong.csv", "--lenient")
    assert lenient.exit_code == 0
    assert '{"a": "c2", "b": "p2"' in lenient.stdout


def test_a_wrong_event_is_refused_with_every_fault(build: Command, programme: Path) -> None:
    (programme / "event.toml").write_text(EVENT.replace("tables = 2", "tables = -2").replace("Rome", "Roma"), "utf-8")
    result = build()
    assert result.exit_code == 1
    assert "timezone" in result.stderr
    assert "venues[0].tables" in result.stderr


def test_an_input_is_never_overwritten(build: Command, programme: Path) -> None:
    result = build("-o", programme / "event.toml")
    assert result.exit_code == 1
    assert "one of the files to read" in result.stderr
    assert build("-o", programme).exit_code == 1


def test_every_wrong_row_of_a_long_table_is_told(build: Command, programme: Path) -> None:
    rows = "".join(f"nobody {n};p1;must\n" for n in range(60))
    (programme / "wrong.csv").write_text(f"chi;con chi;preferenza\n{rows}", encoding="utf-8")
    told = build("--preferences", programme / "wrong.csv").stderr
    assert [n for n in range(2, 62) if f"wrong.csv, row {n}:" not in told] == []
