"""Writes the companies of the demo as the untidy workbook that a chamber of commerce would send."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CREATED = datetime.datetime(2027, 1, 12, 9, 0, tzinfo=datetime.UTC)
"""The document date, fixed so that the bytes can be rebuilt."""

GROUP_ROW = 3
HEADER_ROW = 4
FIRST_COMPANY_ROW = 5

COMPANY_ROW_HEIGHT = 90
"""In points: long forms stay cut on screen, as in the files that people send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things are on the first sheet; rows and columns are 0-based, as xlsxwriter counts.

    `headers` are in column order; `company_rows[i]` is the row of company i; `region_blocks` are the (first, last)
    rows over which the region cell is merged; `totals_row` is the row after the last company.
    """

    headers: tuple[str, ...]
    company_rows: tuple[int, ...]
    region_blocks: tuple[tuple[int, int], ...]
    totals_row: int


def plan_layout(source: Mapping[str, Any]) -> Layout:
    """Places headers and companies; one row is left empty before the company that the source names."""
    headers = tuple(column for group in source["groups"] for column in group["columns"])
    rows: list[int] = []
    blocks: list[tuple[int, int]] = []
    row = start = FIRST_COMPANY_ROW
    for company in source["companies"]:
        if company.get("Codice") == source["empty_row_before"]:
            blocks.append((start, row - 1))
            row += 1
            start = row
        rows.append(row)
        row += 1
    blocks.append((start, row - 1))
    return Layout(headers=headers, company_rows=tuple(rows), region_blocks=tuple(blocks), totals_row=row)


def render_workbook(source: Mapping[str, Any]) -> bytes:
    """The whole workbook as bytes; the same source gives the same bytes with the same xlsxwriter."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": source["titles"][0], "author": "", "created": CREATED})
    layout = plan_layout(source)
    sheet = book.add_worksheet(source["sheet"])
    _write_top(book, sheet, source, layout)
    _write_companies(book, sheet, source, layout)
    _write_bottom(book, sheet, source, layout)
    _write_notes(book, source["notes"])
    book.close()
    return buffer.getvalue()


def _write_top(book: Any, sheet: Any, source: Mapping[str, Any], layout: Layout) -> None:
    """Title rows, the row of merged group headings and the header row."""
    title = book.add_format({"bold": True, "font_size": 14})
    heading = book.add_format({"bold": True, "align": "center", "border": 1, "bg_color": "#DDDDDD"})
    header = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
    last = len(layout.headers) - 1
    for row, text in enumerate(source["titles"]):
        sheet.merge_range(row, 0, row, last, text, title)
    column = 0
    for group in source["groups"]:
        end = column + len(group["columns"]) - 1
        sheet.merge_range(GROUP_ROW, column, GROUP_ROW, end, group["name"], heading)
        column = end + 1
    for position, name in enumerate(layout.headers):
        sheet.write_string(HEADER_ROW, position, name, header)
        sheet.set_column(position, position, source["widths"].get(name, 14))


def _write_companies(book: Any, sheet: Any, source: Mapping[str, Any], layout: Layout) -> None:
    """One row per company, with the region merged over each block of rows."""
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    region = book.add_format({"valign": "vcenter", "align": "center"})
    for number, (row, company) in enumerate(zip(layout.company_rows, source["companies"], strict=True), start=1):
        sheet.set_row(row, COMPANY_ROW_HEIGHT)
        values = {"N.": number, "Paese": "Italia", **company}
        for column, name in enumerate(layout.headers):
            if name in values:
                sheet.write(row, column, values[name], cell)
    column = layout.headers.index("Regione")
    for first, last in layout.region_blocks:
        sheet.merge_range(first, column, last, column, source["region"], region)


def _write_bottom(book: Any, sheet: Any, source: Mapping[str, Any], layout: Layout) -> None:
    """The totals row, with formulas and their values, and the note under the table."""
    bold = book.add_format({"bold": True, "top": 1})
    totals = source["totals"]
    column = layout.headers.index("Ragione sociale")
    sheet.write_string(layout.totals_row, column, totals["Ragione sociale"], bold)
    for name in totals["sums"]:
        column = layout.headers.index(name)
        total = sum_of_number_cells(source["companies"], name)
        span = (FIRST_COMPANY_ROW, column, layout.totals_row - 1, column)
        sheet.write_formula(layout.totals_row, column, f"=SUM({_range_name(span)})", bold, total)
    last = len(layout.headers) - 1
    sheet.merge_range(layout.totals_row + 2, 0, layout.totals_row + 2, last, source["footnote"])


def sum_of_number_cells(companies: Sequence[Mapping[str, Any]], name: str) -> float:
    """What a spreadsheet's SUM shows for a column: text cells do not count, rounded to 6 decimals."""
    return round(sum(value for company in companies if isinstance(value := company.get(name), int | float)), 6)


def _range_name(span: tuple[int, int, int, int]) -> str:
    """A range in the notation of formulas, such as `M6:M24`."""
    from xlsxwriter.utility import xl_range

    return str(xl_range(*span))


def _write_notes(book: Any, notes: Mapping[str, Any]) -> None:
    """The second sheet: lines of prose in the first column."""
    sheet = book.add_worksheet(notes["sheet"])
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(notes["lines"]):
        sheet.write_string(row, 0, line)
