"""`abbina agenda`: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Command = Callable[..., Result]

PAPER = Path(__file__).resolve().parents[2] / "docs" / "agenda-files.md"
CHANGES = {"now": "d1s02", "late": [{"party": "corp-02", "until": "d1s03"}]}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the problem and the agenda of the paper, and changes that break the agenda."""
    for name in ("PROBLEM", "AGENDA"):
        (block,) = re.findall(rf"^## {name}\.json\n\n```json\n(.*?)^```", PAPER.read_text("utf-8"), re.M | re.S)
        (tmp_path / f"{name}.json").write_text(block, encoding="utf-8")
    (tmp_path / "CHANGES.json").write_text(json.dumps(CHANGES), encoding="utf-8")
    return tmp_path


def edit(path: Path, **members: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | members), encoding="utf-8")


def check(abbina: Command, files: Path, *options: str | Path) -> Result:
    return abbina("agenda", "check", files / "PROBLEM.json", files / "AGENDA.json", *options)


def test_an_agenda_that_keeps_every_rule_is_one_line(abbina: Command, files: Path) -> None:
    result = check(abbina, files)
    assert result.exit_code == 0
    assert result.stdout == (
        "every rule is kept. Meetings: 3; group sessions: 1; unmet wishes reported: 1; score: 2.84; gap to the claimed "
        "bound: 0.0000%\n"
    )
    assert result.stderr == ""


def test_each_broken_rule_is_one_line_and_the_status_is_1(abbina: Command, files: Path) -> None:
    edit(files / "AGENDA.json", score=2.85, gap=0.5)
    result = check(abbina, files)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "the score is given as 2.85; it is 2.84",
        "the gap is given as 0.5; it is 0",
    ]


def test_json_tells_the_same(abbina: Command, files: Path) -> None:
    edit(files / "AGENDA.json", gap=0.5)
    result = check(abbina, files, "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["kept"] is False
    assert told["broken"] == [{"rule": "gap", "message": "the gap is given as 0.5; it is 0"}]
    assert (told["n_meetings"], told["n_group_sessions"], told["n_unmet"]) == (3, 1, 1)


def test_an_agenda_is_checked_against_the_one_it_replaces(abbina: Command, files: Path) -> None:
    options = ("--before", files / "AGENDA.json", "--changes", files / "CHANGES.json")
    result = check(abbina, files, *options)
    assert result.exit_code == 1
    assert result.stdout == "corp-02 is late until slot d1s03 and has a meeting with st-01 in slot d1s02\n"

    edit(files / "CHANGES.json", late=[])
    result = check(abbina, files, *options)
    assert result.exit_code == 0
    assert result.stdout.endswith("; meetings kept: 3, moved: 0, dropped: 0, new: 0\n")
    moves = json.loads(check(abbina, files, *options, "--json").stdout)["moves"]
    assert moves == {"kept": 3, "moved": 0, "dropped": 0, "new": 0}


@pytest.mark.parametrize("option", ["--before", "--changes"])
def test_before_and_changes_go_together(abbina: Command, files: Path, option: str) -> None:
    result = check(abbina, files, option, files / "AGENDA.json")
    assert result.exit_code == 2
    assert "together" in result.stderr


def test_a_wrong_file_is_refused_with_every_fault(abbina: Command, files: Path) -> None:
    edit(files / "PROBLEM.json", venues=[{"id": "hub", "tables": -1}, {"id": "campus", "table": 1}])
    result = check(abbina, files)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "refused: PROBLEM.json has 3 errors:",
        "PROBLEM.json: venues[0].tables: -1 is not a whole number from 0 to 100000",
        'PROBLEM.json: venues[1].table: this key is not known; did you mean "tables"?',
        "PROBLEM.json: venues[1].tables: this key is missing; give it a value",
    ]


def test_a_file_that_is_not_there_is_refused(abbina: Command, files: Path) -> None:
    (files / "AGENDA.json").unlink()
    result = check(abbina, files)
    assert result.exit_code == 1
    assert "AGENDA.json: No such file" in result.stderr


def test_a_problem_is_solved_and_the_agenda_keeps_every_rule(abbina: Command, files: Path) -> None:
    made = files / "MADE.json"
    solved = abbina("agenda", "solve", files / "PROBLEM.json", "-o", made, "--seed", 3)
    assert (solved.exit_code, solved.stdout) == (0, "")
    assert "meetings" in solved.stderr
    assert json.loads(made.read_text(encoding="utf-8"))["seed"] == 3
    assert abbina("agenda", "check", files / "PROBLEM.json", made).exit_code == 0


def test_an_agenda_without_a_file_goes_to_standard_output(abbina: Command, files: Path) -> None:
    solved = abbina("agenda", "solve", files / "PROBLEM.json")
    assert json.loads(solved.stdout)["status"] in {"optimal", "feasible", "infeasible"}


def test_parties_that_meet_nobody_are_named(abbina: Command, files: Path) -> None:
    problem = json.loads((files / "PROBLEM.json").read_text("utf-8"))
    problem["parties"].append({"id": "men-09", "kind": "mentor", "name": "Ada Rossi"})
    (files / "PROBLEM.json").write_text(json.dumps(problem), encoding="utf-8")
    solved = abbina("agenda", "solve", files / "PROBLEM.json")
    assert "without any meeting: 1 of 6 (Ada Rossi)" in " ".join(solved.stderr.split())


def test_a_new_agenda_respects_the_changes(abbina: Command, files: Path) -> None:
    made = files / "NEW.json"
    names = ("PROBLEM.json", "AGENDA.json", "CHANGES.json")
    told = abbina("agenda", "replan", *(files / name for name in names), "-o", made)
    assert told.exit_code == 0
    assert "kept" in told.stderr
    problem, before, changes = (files / name for name in names)
    checked = abbina("agenda", "check", problem, made, "--before", before, "--changes", changes)
    assert checked.exit_code == 0, checked.stdout
