"""XLSX, ODS and XLS workbooks become tables with typed cells in their true places."""

import datetime
import io
from collections.abc import Callable, Generator, Iterator

import psutil
import pytest
import xlsxwriter
from workbook_bytes import (
    biff_bytes,
    biff_label,
    biff_number,
    compound_bytes,
    ods_bytes,
    ods_cell,
    sheet_xml,
    text_cell,
    xlsx_bytes,
)

from matcher.errors import UnreadableFile
from matcher.importers.readers.child_process import child_lines, verdict
from matcher.importers.readers.limits import DEFAULT_LIMITS, ReadLimits
from matcher.importers.tables import ReadFile

Read = Callable[..., ReadFile]


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """The bytes of a workbook that `fill` writes as a spreadsheet program would."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(book)
    book.close()
    return buffer.getvalue()


def test_cells_keep_the_type_they_are_stored_with(read: Read) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Uno")
        sheet.write_row(0, 0, ["testo", 2015, 1.5, True])
        for column, (value, shape) in enumerate(
            [
                (datetime.datetime(2026, 10, 5), "dd/mm/yyyy"),
                (datetime.datetime(2026, 10, 5, 9, 30), "dd/mm/yyyy hh:mm"),
                (datetime.time(9, 30), "hh:mm"),
                (datetime.timedelta(hours=26), "[h]:mm"),
            ]
        ):
            sheet.write_datetime(1, column, value, book.add_format({"num_format": shape}))

    assert read("a.xlsx", workbook(fill)).tables[0].rows == (
        ("testo", 2015, 1.5, True),
        (datetime.date(2026, 10, 5), datetime.datetime(2026, 10, 5, 9, 30), datetime.time(9, 30), "26:00:00"),
    )


def test_a_formula_gives_its_last_saved_value(read: Read) -> None:
    content = xlsx_bytes(sheet_xml('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'))

    assert read("a.xlsx", content).tables[0].rows == ((2,),)


def test_merged_cells_repeat_their_value(read: Read) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range(1, 1, 2, 2, "insieme")
        sheet.write_column(1, 3, ["x", "y"])

    rows = ((), (None, "insieme", "insieme", "x"), (None, "insieme", "insieme", "y"))
    assert read("a.xlsx", workbook(fill)).tables[0].rows == rows


def test_merged_cells_of_ods_repeat_their_value(read: Read) -> None:
    merged = ods_cell("insieme", 'table:number-rows-spanned="2"')
    content = ods_bytes(
        f"<table:table-row>{merged}{ods_cell('x')}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{ods_cell('y')}</table:table-row>"
    )

    assert read("a.ods", content).tables[0].rows == (("insieme", "x"), ("insieme", "y"))


def test_times_of_ods_are_times_and_those_over_a_day_are_text(read: Read) -> None:
    times = "".join(
        f'<table:table-cell office:value-type="time" office:time-value="{value}"/>'
        for value in ("PT09H30M00S", "PT26H00M05S")
    )

    assert read("a.ods", ods_bytes(f"<table:table-row>{times}</table:table-row>")).tables[0].rows == (
        (datetime.time(9, 30), "26:00:05"),
    )


def test_comments_are_no_part_of_an_ods_formula_cell(read: Read) -> None:
    content = ods_bytes(
        "<table:table-row>"
        + ods_cell("a")
        + '<table:table-cell table:formula="of:=1"><office:annotation><text:p>#nota</text:p></office:annotation>'
        "</table:table-cell></table:table-row>"
    )

    assert [problem.code for problem in read("a.ods", content).problems] == ["formula_without_value"]


def test_empty_formatted_cells_far_away_do_no_harm(read: Read) -> None:
    content = xlsx_bytes(
        sheet_xml(f'<row r="1">{text_cell("A1", "x")}</row><row r="9"><c r="XFD1048576" s="0"/></row>')
    )

    assert read("a.xlsx", content).tables[0].rows == (("x",),)


def test_empty_repeated_rows_below_an_ods_table_do_no_harm(read: Read) -> None:
    content = ods_bytes(
        f"<table:table-row>{ods_cell('x')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    assert read("a.ods", content).tables[0].rows == (("x",),)


def test_an_old_xls_workbook_is_read_with_its_places(read: Read) -> None:
    content = compound_bytes("Workbook", biff_bytes(biff_label(2, 1, "Alfa"), biff_number(2, 2, 12.0)))

    reading = read("a.xls", content)

    assert reading.tables[0].sheet == "Aziende"
    assert reading.tables[0].rows == ((), (), (None, "Alfa", 12))


def test_hidden_sheets_are_read_and_empty_ones_left_out(read: Read) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Vuoto")
        book.add_worksheet("Aziende").write(0, 0, "x")
        hidden = book.add_worksheet("Nascosto")
        hidden.write(0, 0, "y")
        hidden.hide()

    reading = read("a.xlsx", workbook(fill))

    assert [(table.sheet, table.rows) for table in reading.tables] == [("Aziende", (("x",),)), ("Nascosto", (("y",),))]
    assert [(problem.code, problem.sheet) for problem in reading.problems] == [("hidden_sheet", "Nascosto")]


def test_the_place_of_a_failed_formula_is_that_of_the_spreadsheet(read: Read) -> None:
    content = xlsx_bytes(sheet_xml(f'<row r="7">{text_cell("A7", "x")}<c r="AB7" t="e"><v>#N/A</v></c></row>'))

    [problem] = read("a.xlsx", content).problems

    assert problem.place() == 'a.xlsx, sheet "Aziende", row 7, column "AB"'


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (ReadLimits(child_memory_bytes=24 << 20), "too_much_memory"),
        (ReadLimits(child_wall_seconds=0.0), "too_slow"),
        (ReadLimits(max_rows=1), "far_cell"),
        (ReadLimits(max_cells=1), "too_many_cells"),
    ],
    ids=["memory", "wall", "rows", "cells"],
)
def test_each_limit_of_the_parsing_process_refuses_the_file(limits: ReadLimits, code: str, read: Read) -> None:
    rows = "".join(f'<row r="{n}">{text_cell(f"A{n}", "x" * 900)}</row>' for n in range(1, 15_001))

    with pytest.raises(UnreadableFile) as caught:
        read("a.xlsx", xlsx_bytes(sheet_xml(rows)), limits)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("returncode", "errors", "code"),
    [
        (1, b"ModuleNotFoundError: No module named 'python_calamine'", "no_parser"),
        (-6, b"memory allocation of 9 bytes failed", "too_much_memory"),
        (-24, b"", "too_slow"),
        (1, b"IndexError: list index out of range", "damaged_workbook"),
    ],
    ids=["no_parser", "aborted", "out_of_time", "crashed"],
)
def test_the_way_the_child_ends_gives_the_refusal(returncode: int, errors: bytes, code: str) -> None:
    assert verdict(returncode, errors, "a.xlsx", DEFAULT_LIMITS).code == code


@pytest.fixture
def open_reading() -> Iterator[tuple[Iterator[bytes], psutil.Process]]:
    """A reading that waits in the middle, with its parsing process: the rows are more than a pipe holds."""
    rows = "".join(f'<row r="{n}">{text_cell(f"A{n}", "x" * 900)}</row>' for n in range(1, 1_001))
    lines = child_lines(xlsx_bytes(sheet_xml(rows)), "xlsx", "a.xlsx", DEFAULT_LIMITS)
    next(lines)
    [child] = [child for child in psutil.Process().children() if "parse_workbook.py" in " ".join(child.cmdline())]
    yield lines, child
    lines.close()


def test_a_child_that_is_not_read_to_its_end_is_gone(
    open_reading: tuple[Generator[bytes, None, None], psutil.Process],
) -> None:
    lines, child = open_reading

    lines.close()

    assert not child.is_running()


def test_the_parsing_process_has_limits_and_inherits_no_environment(
    open_reading: tuple[Generator[bytes, None, None], psutil.Process],
) -> None:
    _, child = open_reading

    assert child.rlimit(psutil.RLIMIT_AS) == (512 << 20, 512 << 20)
    assert child.rlimit(psutil.RLIMIT_CPU)[0] == 20
    assert set(child.environ()) <= {"LD_LIBRARY_PATH", "LC_CTYPE"}
