"""The derived files of the demo follow from their sources."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evaluation.demo_builder.__main__ import build
from evaluation.demo_builder.judgements import grade_pairs, render_judgements

DEMO = Path(__file__).resolve().parents[2] / "datasets" / "demo"


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


def test_the_committed_judgements_are_those_that_the_source_gives(built: dict[str, bytes]) -> None:
    assert built["judgements.csv"] == (DEMO / "judgements.csv").read_bytes()


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
