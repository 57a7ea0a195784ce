"""The files of an export: which, whole, and the same each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
from pypdf import PdfReader

from matcher.agenda.export import FORMATS, build_view, check_formats, export_file, export_folder, is_folder
from matcher.agenda.plan import Agenda, Meeting
from matcher.agenda.problem import Party, Problem, Venue
from matcher.errors import ConfigError

BEGINNINGS = {"xlsx": b"PK", "ics": b"BEGIN:VCALENDAR", "pdf": b"%PDF", "html": b"<!DOCTYPE html>", "csv": b"party_id,"}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_gets_every_form_and_a_calendar_for_each_party(
    problem: Problem, agenda: Agenda, tmp_path: Path
) -> None:
    told: list[str] = []
    made = export_folder(build_view(problem, agenda), tmp_path / "a" / "b", "it", progress=told.append)
    files = tree(tmp_path / "a" / "b")
    calendars = [f"calendars/{party}.ics" for party in ("corp", "inv-1", "inv-2", "st-1", "st-2", "st-3")]
    assert told == [f"agenda.{form}" for form in FORMATS] + calendars
    assert [path.relative_to(tmp_path / "a" / "b").as_posix() for path in made] == told
    assert sorted(files) == sorted(told)
    for form, beginning in BEGINNINGS.items():
        assert files[f"agenda.{form}"].startswith(beginning)


def test_a_calendar_of_a_party_has_its_engagements_alone(problem: Problem, agenda: Agenda, tmp_path: Path) -> None:
    export_folder(build_view(problem, agenda), tmp_path, "en", formats=["ics"])
    calendar = icalendar.Calendar.from_ical((tmp_path / "calendars" / "st-2.ics").read_bytes())
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Meeting with inv-1", "Meeting with inv-2"]


def test_the_same_agenda_gives_the_same_bytes(problem: Problem, agenda: Agenda, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_folder(build_view(problem, agenda), tmp_path / name, "en")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_for_all_or_for_one(problem: Problem, agenda: Agenda, tmp_path: Path, form: str) -> None:
    view = build_view(problem, agenda)
    for name, party in (("all", None), ("one", "st-1")):
        export_file(view, tmp_path / f"{name}.{form.upper()}", "it", party=party)
    whole, mine = ((tmp_path / f"{name}.{form.upper()}").read_bytes() for name in ("all", "one"))
    assert whole.startswith(BEGINNINGS[form])
    assert mine.startswith(BEGINNINGS[form])
    assert len(mine) < len(whole)


def test_nothing_is_written_where_one_file_cannot_be_made(problem: Problem, agenda: Agenda, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        export_folder(build_view(problem, agenda), tmp_path / "out", "xx")
    assert list(tmp_path.iterdir()) == []


def test_an_export_leaves_what_else_is_in_the_folder(problem: Problem, agenda: Agenda, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    export_folder(build_view(problem, agenda), tmp_path, "it", formats=["csv"])
    assert sorted(tree(tmp_path)) == ["agenda.csv", "notes.txt"]


def test_the_name_says_what_is_written(tmp_path: Path) -> None:
    assert is_folder(tmp_path / "out")
    assert is_folder(tmp_path)
    assert not is_folder(tmp_path / "agenda.PDF")
    with pytest.raises(ConfigError, match=r"ends in '\.docx'; accepted: \.xlsx"):
        is_folder(tmp_path / "agenda.docx")


@pytest.mark.parametrize(("formats", "told"), [(["pdf", "doc"], "no form 'doc'"), ([], "no form is given")])
def test_forms_that_there_are_not_are_refused(formats: list[str], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        check_formats(formats)


def test_a_folder_that_is_a_file_or_does_not_exist_is_refused(problem: Problem, agenda: Agenda, tmp_path: Path) -> None:
    view = build_view(problem, agenda)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="it is a file"):
        export_folder(view, tmp_path / "file", "it")
    with pytest.raises(ConfigError, match="a folder that exists"):
        export_file(view, tmp_path / "none" / "agenda.csv", "it")
    with pytest.raises(ConfigError, match="cannot make the folder"):
        export_folder(view, tmp_path / "file" / "below", "it")


def test_ids_that_no_system_takes_as_names_have_files_all_the_same(
    problem: Problem, agenda: Agenda, tmp_path: Path
) -> None:
    odd = replace(problem, parties=(*problem.parties, Party(id="../../CON: *?", kind="mentor")))
    export_folder(build_view(odd, agenda), tmp_path / "out", "it", formats=["ics"])
    assert len(tree(tmp_path)) == 1 + len(odd.parties)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_event_of_two_hundred_is_exported_whole(problem: Problem, agenda: Agenda, tmp_path: Path) -> None:
    companies = tuple(Party(id=f"c-{number:03}", kind="startup", name=f"Azienda {number}") for number in range(100))
    investors = tuple(Party(id=f"i-{number:03}", kind="investor", name=f"Fondo {number}") for number in range(100))
    meetings = tuple(
        Meeting(a=company.id, b=investor.id, slot="d1s1", venue="hall", table=number)
        for number, (company, investor) in enumerate(zip(companies, investors, strict=True), start=1)
    )
    large = replace(problem, parties=companies + investors, venues=(Venue(id="hall", tables=100),), groups=())
    made = replace(agenda, meetings=meetings, groups=(), unmet=(), unscheduled=())
    assert len(export_folder(build_view(large, made), tmp_path, "it")) == 5 + 200
    assert len(PdfReader(tmp_path / "agenda.pdf").outline) == 1 + 200 + 100 + 1
