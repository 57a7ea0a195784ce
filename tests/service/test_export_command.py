"""`abbina agenda export`: which files it writes, what it says, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest
from typer.testing import Result

Command = Callable[..., Result]

PAPER = Path(__file__).resolve().parents[2] / "docs" / "agenda-files.md"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the problem, the agenda and the changes of the paper."""
    for name in ("PROBLEM", "AGENDA", "CHANGES"):
        (block,) = re.findall(rf"^## {name}\.json\n\n```json\n(.*?)^```", PAPER.read_text("utf-8"), re.M | re.S)
        (tmp_path / f"{name}.json").write_text(block, encoding="utf-8")
    return tmp_path


@pytest.fixture
def export(abbina: Command, files: Path) -> Command:
    def call(*options: str | Path, agenda: str = "AGENDA.json") -> Result:
        return abbina("agenda", "export", files / "PROBLEM.json", files / agenda, *options)

    return call


def edit(path: Path, change: Callable[[Any], None]) -> None:
    document = json.loads(path.read_text("utf-8"))
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_a_folder_gets_every_form_and_all_calendars(export: Command, files: Path) -> None:
    result = export("-o", files / "out")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert [line.split("/")[-1] for line in result.stderr.splitlines()[:5]] == [
        "agenda.xlsx",
        "agenda.ics",
        "agenda.pdf",
        "agenda.html",
        "agenda.csv",
    ]
    assert f"written: 5 calendars in {files / 'out' / 'calendars'}" in result.stderr
    assert len(list((files / "out").rglob("*.*"))) == 10


@pytest.mark.parametrize("suffix", ["xlsx", "ics", "pdf", "html", "csv"])
def test_a_file_is_written_in_the_form_of_its_name(export: Command, files: Path, suffix: str) -> None:
    result = export("-o", files / f"a.{suffix}", "--lang", "it")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == f"written: {files / f'a.{suffix}'}\n"
    assert (files / f"a.{suffix}").stat().st_size > 0


def test_only_the_forms_that_are_asked_for(export: Command, files: Path) -> None:
    assert export("-o", files / "out", "--formats", "csv, html").exit_code == 0
    assert sorted(path.name for path in (files / "out").iterdir()) == ["agenda.csv", "agenda.html"]


@pytest.mark.parametrize(("option", "word"), [("--lang", "tavolo 1"), ("--language", "tavolo 1")])
def test_the_language_is_chosen(export: Command, files: Path, option: str, word: str) -> None:
    assert export("-o", files / "a.ics", option, "it").exit_code == 0
    assert word in (files / "a.ics").read_text("utf-8")


def test_names_come_from_tables_of_profiles(export: Command, files: Path) -> None:
    (files / "names.csv").write_text("id,name\nst-01,Lumen S.r.l.\ninv-07,Fondo Uno\n", encoding="utf-8")
    result = export("-o", files / "a.csv", "--names", files / "names.csv")
    assert result.exit_code == 0, result.stderr
    assert (
        "warning: 3 of 5 parties have no name in these tables and are shown by their id (st-02, inv-09, corp-02)"
        in (result.stderr)
    )
    names = {row["party_id"]: row["party"] for row in rows(files / "a.csv")}
    assert (names["st-01"], names["inv-07"], names["st-02"]) == ("Lumen S.r.l.", "Fondo Uno", "st-02")


def test_a_replan_tells_what_changed_and_counts_it(abbina: Command, export: Command, files: Path) -> None:
    names = ("PROBLEM.json", "AGENDA.json", "CHANGES.json")
    edit(files / "CHANGES.json", lambda changes: changes.update(now=None))
    assert abbina("agenda", "replan", *(files / name for name in names), "-o", files / "NEW.json").exit_code == 0
    refused = export("-o", files / "n.ics", "--before", files / "AGENDA.json", agenda="NEW.json")
    assert refused.exit_code == 1
    assert "--changes" in refused.stderr
    options = ("--before", files / "AGENDA.json", "--changes", files / "CHANGES.json")
    assert export("-o", files / "n.ics", *options, agenda="NEW.json").exit_code == 0
    assert export("-o", files / "a.ics").exit_code == 0
    before, after = (
        {str(event["uid"]): event for event in icalendar.Calendar.from_ical((files / name).read_bytes()).walk("VEVENT")}
        for name in ("a.ics", "n.ics")
    )
    assert set(before) < set(after)
    told = {str(event["summary"]): (event["status"], event["sequence"]) for event in after.values()}
    assert told["CANCELLED: st-02 ↔ inv-09"] == ("CANCELLED", 1)
    assert told["Lumen ↔ inv-07"] == ("CONFIRMED", 0)
    assert told["Lumen ↔ corp-02"] == ("CONFIRMED", 1)
    assert told["st-02 ↔ men-01"] == ("CONFIRMED", 0)


def test_one_partys_file_has_nothing_of_the_others(export: Command, files: Path) -> None:
    assert export("-o", files / "a.csv", "--party", "st-02").exit_code == 0
    assert {row["party_id"] for row in rows(files / "a.csv")} == {"st-02"}


def test_an_agenda_that_breaks_rules_is_exported_with_a_warning(export: Command, files: Path) -> None:
    edit(files / "AGENDA.json", lambda agenda: agenda.update(score=2.85))
    result = export("-o", files / "a.csv")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0].startswith("warning: the agenda breaks 1 rule, such as: the score is given")


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (("-o", "a.docx"), 1, "accepted: .xlsx, .ics, .pdf, .html, .csv"),
        (("-o", "out", "--formats", "xlsx,doc"), 1, "no form 'doc'"),
        (("-o", "out", "--formats", ""), 1, "no form ''"),
        (("-o", "a.csv", "--formats", "csv"), 2, "--formats"),
        (("-o", "out", "--party", "st-01"), 2, "--party"),
        (("-o", "a.csv", "--party", "st-77"), 1, 'no party "st-77"'),
        (("-o", "none/a.csv"), 1, "a folder that exists"),
    ],
)
def test_what_cannot_be_done_is_refused(
    export: Command,
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    status: int,
    told: str,
) -> None:
    monkeypatch.chdir(files)
    result = export(*options)
    assert result.exit_code == status
    assert told in result.stderr
    assert sorted(path.name for path in files.iterdir()) == ["AGENDA.json", "CHANGES.json", "PROBLEM.json"]


def test_a_file_that_is_read_is_not_written_over(export: Command, files: Path) -> None:
    table = files / "names.csv"
    table.write_text("id,name\nst-01,Lumen\n", encoding="utf-8")
    result = export("-o", table, "--names", table)
    assert result.exit_code == 1
    assert "one of the files to read" in result.stderr
    assert table.read_text("utf-8") == "id,name\nst-01,Lumen\n"


def test_the_only_party_of_a_file_is_given_by_id_or_name(export: Command, files: Path) -> None:
    for text in ("st-01", "lumen"):
        assert export("-o", files / f"{text}.csv", "--party", text).exit_code == 0
    assert (files / "lumen.csv").read_bytes() == (files / "st-01.csv").read_bytes()
    refused = export("-o", files / "x.csv", "--party", "Nobody")
    assert refused.exit_code == 1
    assert "id or the name" in " ".join(refused.stderr.split())
