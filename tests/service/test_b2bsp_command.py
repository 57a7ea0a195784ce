"""`abbina agenda b2bsp`: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Command = Callable[..., Result]
TEXT = """nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 3; nMorningSlots = 3;
requested = [| 1, 2, 3, | 1, 3, 3, |]; forbidden = [{2}, {}, {}];"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with an instance of one break, and one that has no timetable."""
    (tmp_path / "one.original.dzn").write_text(TEXT, encoding="utf-8")
    (tmp_path / "none.dzn").write_text(TEXT.replace("{2}", "{2,3}"), encoding="utf-8")
    return tmp_path


def test_a_line_for_each_instance(abbina: Command, files: Path) -> None:
    result = abbina("agenda", "b2bsp", files / "one.original.dzn", files / "none.dzn", "--time-limit", "20")
    assert result.exit_code == 0
    heading, *rows = (line.split() for line in result.stdout.splitlines())
    assert heading == ["instance", "status", "breaks", "bound", "seconds"]
    assert [row[:4] for row in rows] == [["one", "optimal", "1", "1"], ["none", "infeasible", "–", "–"]]


def test_json_goes_to_its_file(abbina: Command, files: Path) -> None:
    written = files / "results.json"
    options = ("--json", written, "--workers", "1", "--seed", "7", "--time-limit", "20")
    result = abbina("agenda", "b2bsp", files / "one.original.dzn", files / "none.dzn", *options)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 results written to" in result.stderr
    one, none = json.loads(written.read_text(encoding="utf-8"))
    assert list(one)[:5] == ["instance", "status", "breaks", "bound", "seconds"]
    assert (one["instance"], one["status"], one["breaks"], one["bound"]) == ("one", "optimal", 1, 1)
    assert sorted(one["slots"]) == [1, 3]
    assert (one["workers"], one["seed"], one["time_limit"]) == (1, 7, 20)
    assert (none["status"], none["breaks"], none["bound"], none["slots"]) == ("infeasible", None, None, None)


def test_a_file_that_is_no_instance_is_refused_with_its_line(abbina: Command, files: Path) -> None:
    (files / "bad.dzn").write_text("nTables = 3", encoding="utf-8")
    result = abbina("agenda", "b2bsp", files / "bad.dzn", "--json", files / "results.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "bad.dzn: line 1: found the end of the file" in result.stderr
    assert not (files / "results.json").exists()


@pytest.mark.parametrize("options", [(), ("one.dzn", "--time-limit", "0"), ("one.dzn", "--workers", "0")])
def test_wrong_usage_is_status_2(abbina: Command, options: tuple[str, ...]) -> None:
    assert abbina("agenda", "b2bsp", *options).exit_code == 2
