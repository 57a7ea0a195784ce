"""Cells that say nothing, and tidy text."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.importers.grammar import cell_text, clean_text, is_blank
from matcher.importers.grammar.blanks import is_placeholder


@pytest.mark.parametrize("text", ["n.d.", "N/A", "-", "da definire", "TBD", "…"])
def test_a_placeholder_stands_for_an_empty_cell(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("cell", [None, "", "  \u200b\u00a0", float("nan")], ids=["none", "empty", "spaces", "nan"])
def test_an_empty_cell_is_blank(cell: str | float | None) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2017.0, "2017"),
        (True, "yes"),
        (datetime.date(2020, 1, 2), "2020-01-02"),
        (1.5, "1.5"),
        ("a  b\r\n\r\nc", "a b\nc"),
    ],
    ids=["whole_float", "true", "date", "float", "spaces"],
)
def test_any_cell_becomes_tidy_text(cell: str | float | datetime.date, text: str) -> None:
    assert cell_text(cell) == text


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
