"""Names of worksheets."""

from __future__ import annotations

import pytest

from matcher.agenda.export.workbook.sheet_names import SheetNames


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("Lumen", "Lumen"),
        ("a/b: [c]*?\\d", "a b c d"),
        ("'quoted'", "quoted"),
        ("///", "_"),
        ("History", "History (2)"),
        ("x" * 40, "x" * 31),
        ("😀" * 20, "😀" * 15),
        ("bell\x07", "bell"),
    ],
)
def test_a_name_has_what_spreadsheets_take(wish: str, name: str) -> None:
    assert SheetNames().take(wish) == name


def test_a_name_that_is_taken_is_numbered_whatever_the_case() -> None:
    names = SheetNames(["Overview"])
    assert [names.take(wish) for wish in ("overview", "OVERVIEW", "y" * 40, "y" * 40)] == [
        "overview (2)",
        "OVERVIEW (3)",
        "y" * 31,
        "y" * 27 + " (2)",
    ]
