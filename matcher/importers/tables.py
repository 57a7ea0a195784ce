"""What every file reader returns: raw cells in place, before any meaning is given to them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from matcher.problems import Problem

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | None
"""One raw cell. Text formats (CSV, TSV) give `str` or None; spreadsheets and JSON keep the type they store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet as it stands in the file: `rows[i]` is the row that a spreadsheet program numbers `first_row + i`.

    Rows may have different lengths; empty cells are None; cells merged over several places repeat their value in each
    of them. `sheet` is "" for formats without sheets. Records of JSON and JSONL become one table whose first row is
    the union of their keys in order of first appearance; its record i is row i + 2.
    """

    file: str
    sheet: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    first_row: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """The tables of one file (empty sheets left out) and what was noticed while reading; `sha256` is of its bytes."""

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...] = ()
    sha256: str = ""
