"""Checks every table goes through, whatever its format: over-long cells, error words, formulas as text, mojibake."""

from __future__ import annotations

import re
from dataclasses import replace

from matcher.importers.readers.findings import Findings, column_letters
from matcher.importers.tables import Cell, Table
from matcher.problems import Severity

ERROR_WORDS = frozenset(
    {"#REF!", "#RIF!", "#N/A", "#N/D", "#VALUE!", "#VALORE!", "#DIV/0!", "#NAME?", "#NOME?"}
    | {"#NUM!", "#NULL!", "#NULLO!", "#SPILL!", "#CALC!"}
)
"""What spreadsheet programs write, in English and Italian, where a formula failed."""

_MOJIBAKE_HINT = re.compile("[ÃÂâ][^\x00-\x7f]{1,2}")


def checked_table(table: Table, findings: Findings, max_cell_chars: int) -> Table:
    """The table with unusable cells emptied; each such cell, and what else looks wrong, goes to `findings`.

    Emptied: cells longer than `max_cell_chars` (error `cell_too_long`) and error words such as `#REF!` (warning
    `error_cell`). Kept: text that starts like a formula (warning `formula_as_text`; it is never run). Text decoded
    twice (`Ã¨` for `è`) is one warning `mojibake` per sheet with the first sample and the number of cells.
    """
    changed: dict[int, tuple[Cell, ...]] = {}
    garbled: list[tuple[int, int, str]] = []
    for position, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if not isinstance(cell, str):
                continue
            if len(cell) > max_cell_chars or cell[0:1] in "#=":
                row = changed.get(position, cells)
                kept = _checked_text(cell, findings, max_cell_chars, table.sheet, table.first_row + position, column)
                changed[position] = (*row[:column], kept, *row[column + 1 :])
            elif not cell.isascii() and is_mojibake(cell):
                garbled.append((table.first_row + position, column, cell))
    _report_mojibake(garbled, findings, table.sheet)
    if not changed:
        return table
    return replace(table, rows=tuple(changed.get(position, cells) for position, cells in enumerate(table.rows)))


def is_mojibake(text: str) -> bool:
    """True when a piece of the text is UTF-8 that was read as Windows-1252.

    >>> is_mojibake("perchÃ©"), is_mojibake("perché"), is_mojibake("SÃO")
    (True, False, False)
    """
    for hint in _MOJIBAKE_HINT.finditer(text):
        piece = hint.group()
        for length in (2, 3):
            try:
                if len(_as_windows_bytes(piece[:length]).decode("utf-8")) == 1:
                    return True
            except UnicodeError:
                continue
    return False


def _as_windows_bytes(piece: str) -> bytes:
    """The bytes that Windows-1252 shows as `piece`; its five undefined bytes stand for themselves."""
    return b"".join(mark.encode("latin-1" if "\x80" <= mark <= "\x9f" else "cp1252") for mark in piece)


def _checked_text(cell: str, findings: Findings, limit: int, sheet: str, row: int, column: int) -> Cell:
    letters = column_letters(column)
    if len(cell) > limit:
        message = f"The cell has {len(cell):,} characters; a spreadsheet holds {limit:,} at most. Shorten it."
        findings.add("cell_too_long", Severity.ERROR, message, sheet=sheet, row=row, column=letters, value=cell)
        return None
    if cell.strip().upper() in ERROR_WORDS:
        message = "The cell holds the error of a failed formula and was taken as empty. Type the value instead."
        findings.add("error_cell", Severity.WARNING, message, sheet=sheet, row=row, column=letters, value=cell)
        return None
    if cell.startswith("="):
        message = "The text starts like a formula; it was taken as plain text and is never run."
        findings.add("formula_as_text", Severity.WARNING, message, sheet=sheet, row=row, column=letters, value=cell)
    return cell


def _report_mojibake(garbled: list[tuple[int, int, str]], findings: Findings, sheet: str) -> None:
    if not garbled:
        return
    row, column, cell = garbled[0]
    hint = _MOJIBAKE_HINT.search(cell)
    start = max(0, hint.start() - 20) if hint else 0
    message = (
        f"Accented letters look garbled in {len(garbled)} cell(s), first here: the text was saved in one encoding and "
        "read in another before it reached abbina. Export it again as UTF-8."
    )
    findings.add(
        "mojibake",
        Severity.WARNING,
        message,
        sheet=sheet,
        row=row,
        column=column_letters(column),
        value=cell[start : start + 60],
    )
