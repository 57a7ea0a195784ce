"""The workbook of an agenda, read back by openpyxl."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from matcher.agenda.export.building import build_view
from matcher.agenda.export.views import AgendaView
from matcher.agenda.export.workbook import MOST_SHEETS, render_workbook
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Event, Party, Problem

HOSTILE = '=HYPERLINK("https://example.com","x") <b>&amp;\u202e'
CHANGED = "FFFFF4D6"


def read(view: AgendaView, lang: str = "en") -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_workbook(view, lang)))


def texts(sheet: Any) -> list[list[str]]:
    """The rows below the header, as texts."""
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(min_row=4, values_only=True)]


def replanned(agenda: Agenda) -> Agenda:
    """The first meeting at another table, the last no more."""
    return replace(agenda, meetings=(replace(agenda.meetings[0], table=2), *agenda.meetings[1:4]))


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("it", ["Riepilogo", "lun 5 ott", "mar 6 ott", "Partecipanti", "Desideri non esauditi"]),
        ("en", ["Overview", "Mon, Oct 5", "Tue, Oct 6", "Participants", "Wishes not met"]),
    ],
)
def test_the_sheets_are_in_order_and_in_the_language(
    problem: Problem, agenda: Agenda, lang: str, names: list[str]
) -> None:
    book = read(build_view(problem, agenda), lang)
    assert book.sheetnames[:5] == names
    assert book.sheetnames[6:] == ["corp", "inv-1", "inv-2", "st-1", "st-2", "st-3"]


def test_a_grid_has_tables_across_and_times_down(problem: Problem, agenda: Agenda) -> None:
    sheet = read(build_view(problem, agenda))["Mon, Oct 5"]
    headings = [cell.value for cell in sheet[3]]
    assert headings == ["Time", "campus\nTable 1", "hub\nTable 1", "hub\nTable 2"]
    assert texts(sheet)[0] == ["9:00\xa0AM–9:30\xa0AM", "st-3\ncorp", "st-1\ninv-1", ""]
    assert texts(sheet)[3][3] == "st-1\ninv-2"
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_a_session_has_a_column_and_goes_on_in_its_later_slots(problem: Problem, agenda: Agenda) -> None:
    sheet = read(build_view(problem, agenda))["Tue, Oct 6"]
    assert [cell.value for cell in sheet[3]] == ["Time", "campus\nGroup sessions"]
    assert [row[1] for row in texts(sheet)] == ["visit: corp receives 2 guests", "↳ visit", ""]


def test_a_break_stands_below_every_table_and_on_a_partys_sheet(paused: Problem, agenda: Agenda) -> None:
    book = read(build_view(paused, agenda), "it")
    assert [text for row in texts(book["lun 5 ott"]) if row[0] == "10:30–11:30" for text in row[1:]] == ["Pausa"] * 3
    own = [row for row in texts(book["st-1"]) if "Pausa" in row]
    assert [row[:3] for row in own] == [["lun 5 ott", "10:30–11:30", "Pausa"]]
    assert [row[:3] for row in texts(book["Partecipanti"]) if "Pausa" in row] == []


def test_everybody_is_in_the_list_of_participants(problem: Problem, agenda: Agenda) -> None:
    alone = replace(problem, parties=(*problem.parties, Party(id="z-1", kind="mentor")))
    rows = texts(read(build_view(alone, agenda))["Participants"])
    assert len(rows) == 13 + 1
    assert rows[-1][:2] == ["z-1", "Mentor"]
    assert rows[-1][4] == "No engagement"
    assert ["st-1", "Startup", "Mon, Oct 5", "9:00\xa0AM–9:30\xa0AM", "inv-1", "Investor", "hub, table 1"] in rows


def test_changes_are_coloured_worded_and_told(problem: Problem, agenda: Agenda) -> None:
    book = read(build_view(problem, replanned(agenda), [agenda]))
    assert book.sheetnames[1] == "What has changed"
    told = texts(book["What has changed"])
    assert [row[:4] for row in told if row[0] == "st-1"] == [["st-1", "Startup", "moved", "inv-1"]]
    (cell,) = [cell for row in book["Mon, Oct 5"].iter_rows() for cell in row if "[moved]" in str(cell.value)]
    assert cell.value == "st-1\ninv-1 [moved]"
    assert cell.fill.fgColor.rgb == CHANGED
    assert texts(book["corp"])[-1][-1] == "cancelled"


def test_nothing_is_a_formula_whatever_the_names(problem: Problem, agenda: Agenda) -> None:
    parties = tuple(replace(party, name=HOSTILE + "x" * 400 + party.id) for party in problem.parties)
    hostile = replace(problem, parties=parties, event=Event(name="=1+1 & co", timezone="Europe/Rome"))
    book = read(build_view(hostile, agenda))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {cell.hyperlink for cell in cells} == {None}
    assert book.worksheets[0]["A1"].value == "=1+1 & co"
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)


def test_many_parties_have_one_sheet_together(problem: Problem, agenda: Agenda) -> None:
    crowd = tuple(Party(id=f"c-{number}", kind="mentor") for number in range(MOST_SHEETS))
    book = read(build_view(replace(problem, parties=(*problem.parties, *crowd)), agenda))
    assert book.sheetnames[-1] == "Meetings not held"


def test_the_same_view_gives_the_same_bytes(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, agenda)
    assert render_workbook(view, "it") == render_workbook(view, "it")


def test_an_empty_day_says_so(problem: Problem, agenda: Agenda) -> None:
    empty = replace(agenda, meetings=(), groups=(), unmet=(), unscheduled=())
    book = read(build_view(problem, empty), "it")
    assert book["lun 5 ott"]["A2"].value == "In questo giorno non si tiene nulla."
