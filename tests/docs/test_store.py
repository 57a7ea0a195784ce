"""The page on the store says of every table what is kept, why, and until when."""

from __future__ import annotations

import re
from pathlib import Path

from matcher.store import tables

PAGE = Path(__file__).parents[2] / "docs" / "store.md"


def test_every_table_is_on_the_page_and_no_other() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(rows) == sorted(tables.metadata.tables)


def test_the_page_says_of_every_table_what_why_and_until_when() -> None:
    rows = re.findall(r"^\| `[a-z_]+` \|(.+)\|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert all(len([cell for cell in row.split(" | ") if cell.strip()]) == 3 for row in rows)
