"""The derived files of the demo follow from their sources."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evaluation.demo_builder.__main__ import build
from evaluation.demo_builder.event import expand_event, render_event
from evaluation.demo_builder.judgements import grade_pairs, render_judgements
from evaluation.demo_builder.workbook import plan_layout, render_workbook, sum_of_number_cells

DEMO = Path(__file__).resolve().parents[2] / "datasets" / "demo"

TINY_EVENT: dict[str, Any] = {
    "name": "Prova",
    "timezone": "Europe/Rome",
    "slot_minutes": 20,
    "days": {"d1": {"date": "2027-04-13", "starts": ["09:50", "10:15"]}},
    "parts": {"late": ["d1s02", "d1s02"]},
    "available": {"cp-1": ["late"]},
    "fixed_venue": {"cp-1": "hub"},
    "companies": {"min_meetings": 1},
    "counterparts": {"min_meetings": 0},
    "venues": [],
    "travel": [],
    "breaks": [],
    "forbidden": [],
    "groups": [],
    "preferences": [],
    "objective": {"idle_penalty": 0.0},
}


def cells_of(content: bytes) -> list[Any]:
    """Sheet names, merged ranges and every cell of a workbook, formulas as written."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        (page.title, sorted(map(str, page.merged_cells.ranges)), list(page.iter_rows(values_only=True)))
        for page in book.worksheets
    ]


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return build(DEMO / "counterparts.csv")


def test_the_committed_workbook_is_the_one_that_the_source_gives(built: dict[str, bytes]) -> None:
    assert cells_of(built["imprese.xlsx"]) == cells_of((DEMO / "imprese.xlsx").read_bytes())


@pytest.mark.parametrize("name", ["event.json", "judgements.csv"])
def test_the_committed_text_is_the_one_that_the_source_gives(built: dict[str, bytes], name: str) -> None:
    assert built[name] == (DEMO / name).read_bytes()


def test_the_same_source_gives_the_same_bytes(built: dict[str, bytes]) -> None:
    assert build(DEMO / "counterparts.csv") == built


def test_unlisted_counterparts_are_graded_no() -> None:
    judged = {"to-1": {"should_meet": ["cp-2"], "acceptable": ["cp-3"]}}
    assert grade_pairs(judged, ["cp-1", "cp-2", "cp-3"]) == (
        ("to-1", "cp-1", 0),
        ("to-1", "cp-2", 2),
        ("to-1", "cp-3", 1),
    )


def test_a_judged_stranger_is_refused() -> None:
    with pytest.raises(ValueError, match="no counterparts: cp-9"):
        grade_pairs({"to-1": {"should_meet": ["cp-9"], "acceptable": []}}, ["cp-1"])


def test_a_counterpart_judged_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="judged twice"):
        grade_pairs({"to-1": {"should_meet": ["cp-1"], "acceptable": ["cp-1"]}}, ["cp-1"])


def test_judgements_are_written_one_pair_a_line() -> None:
    assert render_judgements([("to-1", "cp-1", 2)]) == "startup_id,counterpart_id,grade\nto-1,cp-1,2\n"


def test_slots_end_after_their_length() -> None:
    slots = expand_event(TINY_EVENT, [], [])["slots"]
    assert slots == [
        {"id": "d1s01", "start": "2027-04-13T09:50", "end": "2027-04-13T10:10"},
        {"id": "d1s02", "start": "2027-04-13T10:15", "end": "2027-04-13T10:35"},
    ]


def test_a_party_of_whom_nothing_is_said_is_always_there() -> None:
    (party,) = expand_event(TINY_EVENT, [("to-1", "sme")], [])["parties"]
    assert (party["available"], party["venue"], party["min_meetings"]) == (["d1s01", "d1s02"], None, 1)


def test_a_party_is_there_in_its_parts_and_at_its_venue() -> None:
    (party,) = expand_event(TINY_EVENT, [], [("cp-1", "mentor")])["parties"]
    assert (party["available"], party["venue"], party["min_meetings"]) == (["d1s02"], "hub", 0)


def test_the_event_is_written_as_json_with_one_element_a_line() -> None:
    text = render_event({"event": {"name": "è"}, "slots": [{"id": "a"}, {"id": "b"}], "breaks": []})
    assert json.loads(text) == {"event": {"name": "è"}, "slots": [{"id": "a"}, {"id": "b"}], "breaks": []}
    assert '  {"id": "a"},\n  {"id": "b"}\n' in text


def test_a_row_is_left_empty_before_the_named_company() -> None:
    source = {
        "groups": [{"columns": ["Codice"]}],
        "companies": [{"Codice": "a"}, {"Codice": "b"}, {"Codice": "c"}],
        "empty_row_before": "c",
    }
    layout = plan_layout(source)
    assert layout.company_rows == (5, 6, 8)
    assert layout.region_blocks == ((5, 6), (8, 8))
    assert layout.totals_row == 9


def test_text_cells_do_not_count_in_a_total() -> None:
    assert sum_of_number_cells([{"x": 1.5}, {"x": "2"}, {}, {"x": 3}], "x") == pytest.approx(4.5)


def test_texts_that_look_like_formulas_stay_texts() -> None:
    source = {
        "sheet": "S",
        "titles": ["=1+1"],
        "groups": [{"name": "G", "columns": ["Regione", "Ragione sociale"]}],
        "widths": {},
        "companies": [{"Ragione sociale": "=2+2"}, {"Ragione sociale": "x"}],
        "empty_row_before": "",
        "region": "Toscana",
        "totals": {"Ragione sociale": "TOTALE", "sums": []},
        "footnote": "n",
        "notes": {"sheet": "Note", "lines": []},
    }
    page = openpyxl.load_workbook(io.BytesIO(render_workbook(source))).worksheets[0]
    assert (page["B6"].value, page["B6"].data_type) == ("=2+2", "s")
