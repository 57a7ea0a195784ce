"""The paper on the day of the event: its commands work, and print what it says they print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evaluation.benches.agenda_instances import main
from service.cli.commands import app

PAPER = (Path(__file__).resolve().parents[2] / "docs" / "agenda-day.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAPER, flags=re.MULTILINE | re.DOTALL)


def test_every_command_prints_the_lines_that_follow_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (changes,) = [text for language, text in BLOCKS if language == "json"]
    Path("CHANGES.json").write_text(changes, encoding="utf-8")
    printed = ""
    for language, text in BLOCKS:
        for line in text.splitlines():
            if language == "text":
                assert line in printed
            elif language == "sh" and line.startswith("python -m evaluation.benches.agenda_instances"):
                assert main(shlex.split(line)[3:]) == 0
            elif language == "sh":
                result = CliRunner().invoke(app, shlex.split(line)[1:])
                assert result.exit_code == 0, result.output
                printed = result.output
