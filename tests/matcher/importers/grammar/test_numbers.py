"""Numbers with Italian and English marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.importers.grammar import (
    DecimalMark,
    NumberRange,
    Unreadable,
    decimal_marks_shown,
    parse_number,
    parse_number_range,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", 1234.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1 234", 1234.0),
        ("1\u00a0234,50", 1234.5),
        ("1'234.50", 1234.5),
        ("1.234.567", 1234567.0),
        ("12,5", 12.5),
        ("0,500", 0.5),
        ("-3,2", -3.2),
        ("1.2E+06", 1200000.0),
    ],
    ids=lambda value: str(value),
)
def test_a_number_with_clear_marks_is_read(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.500", "ambiguous_number"),
        ("12,000", "ambiguous_number"),
        ("15%", "percentage"),
        ("dodici", "unreadable_number"),
        ("1.23.4", "unreadable_number"),
        ("1 23", "unreadable_number"),
        ("1,234,56.7", "unreadable_number"),
        ("", "unreadable_number"),
        ("²", "unreadable_number"),
        ("9" * 31, "unreadable_number"),
    ],
    ids=lambda value: value[:12],
)
def test_a_text_that_is_no_clear_number_says_why(text: str, code: str) -> None:
    failure = parse_number(text)
    assert isinstance(failure, Unreadable)
    assert failure.code == code


@pytest.mark.parametrize(
    ("mark", "number"), [(DecimalMark.COMMA, 1500.0), (DecimalMark.POINT, 1.5)], ids=["comma", "point"]
)
def test_the_mark_of_the_column_decides_an_ambiguous_number(mark: DecimalMark, number: float) -> None:
    assert parse_number("1.500", mark) == number


def test_ambiguous_numbers_prove_no_decimal_mark() -> None:
    assert decimal_marks_shown(["1.500", "2.000", "12"]) == frozenset()


def test_one_clear_number_proves_the_decimal_mark() -> None:
    assert decimal_marks_shown(["1.500", "2.000.000"]) == {DecimalMark.COMMA}


def test_clear_numbers_of_both_kinds_prove_both_marks() -> None:
    assert decimal_marks_shown(["1,5", "1.5"]) == {DecimalMark.COMMA, DecimalMark.POINT}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10-49", 10, 49),
        ("da 10 a 49", 10, 49),
        ("tra 10 e 49", 10, 49),
        ("oltre 100", 100, None),
        ("50+", 50, None),
        ("<10", None, 10),
        ("fino a 20", None, 20),
        ("circa 20", 20, 20),
        ("150 dipendenti", 150, 150),
    ],
    ids=lambda value: str(value),
)
def test_a_range_of_numbers_is_read(text: str, low: float | None, high: float | None) -> None:
    assert parse_number_range(text) == NumberRange(low=low, high=high)


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_an_english_number_reads_back_what_was_written(number: object) -> None:
    assert parse_number(f"{number:,.2f}") == float(str(number))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_an_italian_number_reads_back_what_was_written(number: object) -> None:
    written = f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    assert parse_number(written) == float(str(number))


@given(st.integers(min_value=0, max_value=10**15))
def test_a_whole_number_reads_back_with_the_mark_of_either_language(number: int) -> None:
    assert parse_number(f"{number:,}", DecimalMark.POINT) == float(number)
    assert parse_number(f"{number:,}".replace(",", "."), DecimalMark.COMMA) == float(number)


@given(st.text(max_size=30))
def test_no_text_makes_the_grammar_fail(text: str) -> None:
    assert isinstance(parse_number(text), float | Unreadable)
    assert isinstance(parse_number_range(text), NumberRange | Unreadable)
