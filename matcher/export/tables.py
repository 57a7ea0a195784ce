"""One way to lay out every table of the workbook: title, note, frozen header, filter, sizes and print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matcher.errors import DataError
from matcher.export.safe_text import fit_cell, is_dangerous
from matcher.export.styles import BAR, LINE_POINTS, Look, Styles
from matcher.export.text_height import n_lines, row_points
from matcher.language import Messages

Value = str | int | float | None

TITLE_ROW, NOTE_ROW, HEADER_ROW = 0, 1, 2
MAX_ROWS = 1_048_576 - HEADER_ROW - 1
A4 = 9
_WRAPPED_LOOKS = frozenset({Look.TEXT, Look.NAME, Look.CODE, Look.ERROR, Look.WARNING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, width in default characters, look, and whether it is printed and has a data bar."""

    heading: str
    width: float
    look: Look = Look.TEXT
    is_printed: bool = True
    has_bar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: a value a column (None leaves the cell empty), and whether a new group starts with it.

    `looks` replaces the look of single columns, by position.
    """

    values: tuple[Value, ...]
    starts_group: bool = False
    looks: tuple[tuple[int, Look], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One worksheet's table. Unprinted columns come last; `n_frozen` columns stay in view.

    `is_filtered` says whether the header has buttons that filter rows.
    """

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    n_frozen: int = 1
    is_filtered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What writing a worksheet needs: the open workbook, its formats, the words, and the text of the footer."""

    book: Any
    styles: Styles
    messages: Messages
    footer: str

    def cell(self, sheet: Any, row: int, column: int, value: Value, look: Look, *, starts_group: bool = False) -> None:
        """Write one value: numbers to six decimals, text always as inert text, None as an empty cell of that look."""
        if isinstance(value, str):
            text = fit_cell(value, cut_mark=self.messages.text("mark.cut"))
            style = self.styles.get(look, starts_group=starts_group, inert=is_dangerous(text))
            sheet.write_string(row, column, text, style)
        elif value is None:
            sheet.write_blank(row, column, None, self.styles.get(look, starts_group=starts_group))
        else:
            sheet.write_number(row, column, round(value, 6), self.styles.get(look, starts_group=starts_group))


def write_table(pen: Pen, table: Table) -> Any:
    """Add `table` as a worksheet, which is returned for what is its own.

    Raises:
        DataError: It has more rows than a worksheet can hold.
    """
    if len(table.rows) > MAX_ROWS:
        raise DataError(
            f"{len(table.rows)} rows do not fit in the sheet {table.name!r} ({MAX_ROWS} at most); write a .csv instead"
        )
    sheet = pen.book.add_worksheet(table.name)
    widths = [column.width for column in table.columns]
    for position, width in enumerate(widths):
        sheet.set_column(position, position, width)
    n_printed = sum(column.is_printed for column in table.columns)
    write_heading(pen, sheet, table.title, table.note, widths[:n_printed])
    _write_header(pen, sheet, table.columns)
    for offset, row in enumerate(table.rows):
        _write_row(pen, sheet, HEADER_ROW + 1 + offset, row, table.columns)
    last_row = HEADER_ROW + max(1, len(table.rows))
    sheet.freeze_panes(HEADER_ROW + 1, table.n_frozen)
    if table.is_filtered:
        sheet.autofilter(HEADER_ROW, 0, last_row, len(table.columns) - 1)
    _add_bars(sheet, table.columns, last_row)
    set_up_print(pen, sheet)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last_row, n_printed - 1)
    return sheet


def write_heading(pen: Pen, sheet: Any, title: str, note: str, widths: Sequence[float]) -> None:
    """Write the title and, across columns of `widths`, the note below it, in a row tall enough to read it whole."""
    sheet.set_row(TITLE_ROW, 24)
    pen.cell(sheet, TITLE_ROW, 0, title, Look.TITLE)
    write_note(pen, sheet, note, widths, first_column=0)


def write_note(pen: Pen, sheet: Any, note: str, widths: Sequence[float], *, first_column: int) -> None:
    """Write the note below the title, over columns of `widths` from `first_column` on."""
    sheet.set_row(NOTE_ROW, row_points(n_lines(note, sum(widths))))
    if len(widths) > 1:
        last_column = first_column + len(widths) - 1
        sheet.merge_range(NOTE_ROW, first_column, NOTE_ROW, last_column, "", pen.styles.get(Look.NOTE))
    pen.cell(sheet, NOTE_ROW, first_column, note, Look.NOTE)


def set_up_print(pen: Pen, sheet: Any) -> None:
    """Landscape A4, one page wide, page numbers, the run's stamp in the footer, no screen gridlines."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(pen.footer, {"margin": 0.3})
    sheet.hide_gridlines(2)


def _write_header(pen: Pen, sheet: Any, columns: Sequence[Column]) -> None:
    # The filter button covers about two and a half characters of the heading.
    lines = max(n_lines(column.heading, max(column.width - 2.5, 4), bold=True) for column in columns)
    sheet.set_row(HEADER_ROW, max(2, lines) * LINE_POINTS + 4)
    for position, column in enumerate(columns):
        pen.cell(sheet, HEADER_ROW, position, column.heading, Look.HEADER)


def _write_row(pen: Pen, sheet: Any, row_number: int, row: Row, columns: Sequence[Column]) -> None:
    looks = [column.look for column in columns]
    for position, look in row.looks:
        looks[position] = look
    sheet.set_row(row_number, _row_height(columns, row.values))
    for position, (value, look) in enumerate(zip(row.values, looks, strict=True)):
        pen.cell(sheet, row_number, position, value, look, starts_group=row.starts_group)


def _row_height(columns: Sequence[Column], values: Sequence[Value]) -> float:
    texts = [(column, value) for column, value in zip(columns, values, strict=True) if isinstance(value, str)]
    return row_points(max((_n_cell_lines(column, text) for column, text in texts), default=1))


def _n_cell_lines(column: Column, text: str) -> int:
    if column.look not in _WRAPPED_LOOKS:
        return 1
    return n_lines(text, column.width, bold=column.look is Look.NAME)


def _add_bars(sheet: Any, columns: Sequence[Column], last_row: int) -> None:
    bar = {"type": "data_bar", "bar_color": BAR, "bar_solid": True, "data_bar_2010": True}
    limits = {"min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}
    for position, column in enumerate(columns):
        if column.has_bar:
            sheet.conditional_format(HEADER_ROW + 1, position, last_row, position, bar | limits)
