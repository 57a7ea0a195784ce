"""CSV and TSV files become the tables a spreadsheet program would show."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.importers.readers.delimited import read_delimited
from matcher.importers.readers.delimiters import find_separation
from matcher.importers.readers.findings import Findings
from matcher.importers.readers.limits import DEFAULT_LIMITS
from matcher.importers.readers.records import iterate_records
from matcher.importers.tables import ReadFile

Read = Callable[..., ReadFile]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_each_separator_is_found(delimiter: str, read: Read) -> None:
    text = f"nome{delimiter}anno\nAlfa{delimiter}2020\n"

    assert read("a.csv", text).tables[0].rows == (("nome", "anno"), ("Alfa", "2020"))


def test_decimal_commas_do_not_hide_the_semicolons(read: Read) -> None:
    text = "nome;a;b\nAlfa;1,5;2,5\nBeta;3,5;4,5\nGamma;5,5;6,5\n"

    assert read("a.csv", text).tables[0].rows[1] == ("Alfa", "1,5", "2,5")


def test_commas_in_quoted_prose_do_not_hide_the_semicolons(read: Read) -> None:
    text = 'nome;note\nAlfa;"uno, due, tre"\nBeta;"uno, due, tre"\n'

    assert read("a.csv", text).tables[0].rows[1] == ("Alfa", "uno, due, tre")


def test_the_first_line_of_excel_declares_the_separator_and_is_no_row(read: Read) -> None:
    assert read("a.csv", "sep=|\nnome,x|anno\nAlfa|2020\n").tables[0].rows == (("nome,x", "anno"), ("Alfa", "2020"))


def test_a_quoted_cell_may_hold_line_ends_separators_and_quotes(read: Read) -> None:
    assert read("a.csv", 'a,b\r\n"uno\r\ndue, ""tre""",4\r\n').tables[0].rows[1] == ('uno\ndue, "tre"', "4")


def test_rows_count_records_and_not_lines_as_a_spreadsheet_program_does(read: Read) -> None:
    reading = read("a.csv", 'a,b\n"uno\ndue",2\n3,4,5\n')

    assert [(problem.code, problem.row) for problem in reading.problems] == [("shifted_row", 3)]


def test_blank_lines_keep_their_row_number(read: Read) -> None:
    assert read("a.csv", "a,b\n\n1,2\n").tables[0].rows == (("a", "b"), (), ("1", "2"))


def test_a_space_before_a_quote_is_forgiven(read: Read) -> None:
    assert read("a.csv", 'a,b\n1, "2, 3"\n').tables[0].rows[1] == ("1", "2, 3")


def test_a_quote_within_a_bare_cell_is_plain_text(read: Read) -> None:
    assert read("a.csv", 'a,b\n12" pipe,2\n').tables[0].rows[1] == ('12" pipe', "2")


def test_title_rows_above_the_table_are_not_short_rows(read: Read) -> None:
    assert read("a.csv", "Elenco, 2026\na,b,c\n1,2,3\n4,5,6\n").problems == ()


def test_empty_cells_beyond_the_table_are_no_shift(read: Read) -> None:
    assert read("a.csv", "a,b\n1,2,,\n3,4\n").problems == ()


def test_one_column_is_read_as_one_column(read: Read) -> None:
    assert read("a.csv", "nome\nAlfa\nBeta\n").tables[0].rows == (("nome",), ("Alfa",), ("Beta",))


def test_rows_before_an_open_quote_are_kept(read: Read) -> None:
    assert read("a.csv", 'a,b\n1,2\n"3,4\n').tables[0].rows == (("a", "b"), ("1", "2"))


def test_lone_carriage_returns_end_lines(read: Read) -> None:
    assert read("a.csv", "a,b\r1,2\r").tables[0].rows == (("a", "b"), ("1", "2"))


def test_windows_line_ends_with_line_feeds_in_cells_are_not_reported(read: Read) -> None:
    assert read("a.csv", 'a,b\r\n"1\n2",3\r\n').problems == ()


def test_many_problems_of_one_kind_are_counted_not_listed() -> None:
    findings = Findings("a.csv", ceiling=2)

    read_delimited("a,b\n" + "1,2\n" * 9 + "1,2,3\n" * 5, ".csv", findings, DEFAULT_LIMITS)

    assert [problem.row for problem in findings.problems()] == [11, 12, None]
    assert findings.problems()[-1].message.startswith("3 more problems")


CELLS = st.text(st.characters(blacklist_characters="\r\x00", blacklist_categories=("Cs",)), max_size=8)


@settings(suppress_health_check=[HealthCheck.differing_executors], deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_quoted_records_come_back_as_they_were(rows: list[list[str]], delimiter: str) -> None:
    text = "".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)

    records = list(iterate_records(text, delimiter))

    assert [[cell or "" for cell in record.cells] for record in records] == [
        [cell if cell.strip() else "" for cell in row] for row in rows
    ]
    assert not any(record.is_open or record.stray_quote for record in records)


@settings(deadline=None)
@given(text=st.text(st.sampled_from('a1;,"\n\t |'), max_size=60))
def test_no_text_breaks_the_cutting_and_nothing_of_it_is_lost(text: str) -> None:
    delimiter = find_separation(text, ".csv").delimiter

    records = list(iterate_records(text, delimiter))

    kept = "".join(cell or "" for record in records for cell in record.cells)
    assert sum(mark in "a1" for mark in kept) == sum(mark in "a1" for mark in text) or records[-1].is_open
