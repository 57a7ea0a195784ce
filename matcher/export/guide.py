"""The sheet that says how to read the others, what the scores do not know, and what the run was made with."""

from __future__ import annotations

from typing import Any

from matcher.export.safe_text import fit_cell
from matcher.export.styles import Look
from matcher.export.tables import NOTE_ROW, TITLE_ROW, Pen, set_up_print, write_heading
from matcher.export.text_height import n_lines, row_points
from matcher.suggestions import RunStamp

ENTRIES = (
    "score",
    "fit",
    "interest",
    "rank",
    "reasons",
    "evidence",
    "against",
    "unknown",
    "improvement",
    "contribution",
    "completeness",
    "matrix",
    "sectors",
    "exclusions",
    "print",
    "blind",
    "limits",
)
"""The entries in the order of the sheet; each has a `_title` and a `_text` in the messages."""

_WIDTHS = (34.0, 112.0)


def write_guide(pen: Pen, stamp: RunStamp) -> None:
    """Add the guide as a worksheet: one entry a row, then the run's stamp."""
    messages = pen.messages
    sheet = pen.book.add_worksheet(messages.text("sheet.guide"))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    write_heading(pen, sheet, messages.text("title.guide"), messages.text("note.guide"), _WIDTHS)
    row = NOTE_ROW + 2
    for entry in ENTRIES:
        _write_pair(pen, sheet, row, messages.text(f"guide.{entry}_title"), messages.text(f"guide.{entry}_text"))
        row += 1
    pen.cell(sheet, row + 1, 0, messages.text("title.stamp"), Look.SECTION)
    row += 2
    for name, value in _stamp_lines(stamp, pen):
        _write_pair(pen, sheet, row, name, value)
        row += 1
    sheet.freeze_panes(TITLE_ROW + 1, 0)
    set_up_print(pen, sheet)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, row - 1, len(_WIDTHS) - 1)


def _stamp_lines(stamp: RunStamp, pen: Pen) -> tuple[tuple[str, str], ...]:
    text = pen.messages.text
    return (
        (text("stamp.version"), stamp.abbina_version),
        (text("stamp.model"), stamp.model_id),
        (text("stamp.encoder"), stamp.encoder_id),
        (text("stamp.data_hash"), stamp.data_hash),
        (text("stamp.seed"), str(stamp.seed)),
        *((text("stamp.option", {"name": name}), value) for name, value in stamp.options),
    )


def _write_pair(pen: Pen, sheet: Any, row: int, name: str, text: str) -> None:
    shown = fit_cell(text, cut_mark=pen.messages.text("mark.cut"))
    lines = max(n_lines(name, _WIDTHS[0], bold=True), n_lines(shown, _WIDTHS[1]))
    sheet.set_row(row, row_points(lines))
    pen.cell(sheet, row, 0, name, Look.NAME)
    pen.cell(sheet, row, 1, shown, Look.TEXT)
