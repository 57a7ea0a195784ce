"""XLSX, ODS and XLS to tables: a child process parses, this side checks and rebuilds what it says."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

from matcher.importers.readers.child_process import child_lines
from matcher.importers.readers.findings import Findings, column_letters, refusal
from matcher.importers.readers.limits import ReadLimits
from matcher.importers.tables import Cell, Table
from matcher.problems import Severity

_REMEDIES = {
    "far_cell": "Delete the rows and columns outside the table, or save it as .csv.",
    "encrypted": "Save it without a password.",
    "too_many_cells": "Split the file, or delete what does not belong to the table.",
    "too_much_memory": "Delete rows, columns and images outside the table, or save it as .csv.",
}
_DEFAULT_REMEDY = "Open it in a spreadsheet program and save it again as .xlsx or .csv."
_CELL_PROBLEMS = {
    "error_cell": "The cell holds the error of a failed formula and was taken as empty. Type the value instead.",
    "formula_without_value": (
        "The cell holds a formula whose result was never saved; it was taken as empty. "
        "Open the file in a spreadsheet program and save it."
    ),
    "command_formula": "The formula starts a program (DDE). It was not run; its last saved value was taken.",
}


def read_spreadsheet(content: bytes, kind: str, findings: Findings, limits: ReadLimits) -> list[Table]:
    """One table per sheet with cells, in workbook order, rows from 1, merged cells repeating their value.

    `kind` is xlsx, ods or xls. Formulas give the value last saved; whole numbers are int; durations are text h:mm:ss.
    To `findings` go `hidden_sheet`, `sheet_without_cells` (charts), `error_cell`, `formula_without_value` and
    `command_formula`. Of an .xls file the errors of formulas are not told apart from empty cells.

    Raises:
        UnreadableFile: damaged, encrypted, far cells, or over the limits of size, memory or time.
    """
    tables: list[Table] = []
    rows: list[tuple[Cell, ...]] = []
    sheet = ""
    for message in _messages(content, kind, findings.file, limits):
        tag, *values = message
        if tag == "row":
            rows.append(_cells(values[0]))
        elif tag == "problem":
            _add_cell_problem(values, sheet, findings)
        elif tag == "sheet":
            _add_table(tables, sheet, rows, findings.file)
            sheet, is_hidden, is_grid = str(values[0]), bool(values[1]), bool(values[2])
            rows = []
            _note_sheet(sheet, is_hidden, is_grid, findings)
    _add_table(tables, sheet, rows, findings.file)
    return tables


def _messages(content: bytes, kind: str, file: str, limits: ReadLimits) -> Iterator[list[Any]]:
    for line in child_lines(content, kind, file, limits):
        message = json.loads(line)
        if message[0] == "refused":
            _, code, what = message
            raise refusal(file, code, what, _REMEDIES.get(code, _DEFAULT_REMEDY))
        yield message


def _add_table(tables: list[Table], sheet: str, rows: list[tuple[Cell, ...]], file: str) -> None:
    while rows and not rows[-1]:
        rows.pop()
    if rows:
        tables.append(Table(file=file, sheet=sheet, rows=tuple(rows)))


def _add_cell_problem(values: list[Any], sheet: str, findings: Findings) -> None:
    code, row, column, value = values
    letters = column_letters(column - 1)
    findings.add(code, Severity.WARNING, _CELL_PROBLEMS[code], sheet=sheet, row=row, column=letters, value=value)


def _note_sheet(sheet: str, is_hidden: bool, is_grid: bool, findings: Findings) -> None:
    if not is_grid:
        message = "The sheet holds a chart, dialog or macro, no cells; it was left out."
        findings.add("sheet_without_cells", Severity.NOTE, message, sheet=sheet)
    elif is_hidden:
        message = "The sheet is hidden in the spreadsheet program; it was read all the same."
        findings.add("hidden_sheet", Severity.NOTE, message, sheet=sheet)


def _cells(values: list[Any]) -> tuple[Cell, ...]:
    cells = [_typed(value) if isinstance(value, list) else value for value in values]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _typed(tagged: list[str]) -> Cell:
    tag, text = tagged
    if tag == "d":
        return datetime.date.fromisoformat(text)
    return datetime.time.fromisoformat(text) if tag == "t" else datetime.datetime.fromisoformat(text)
