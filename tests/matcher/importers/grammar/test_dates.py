"""Dates in both languages, day first."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.importers.grammar import Unreadable, date_of_serial, parse_date, parse_year

ITALIAN_MONTHS = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
]
DAYS = st.dates(min_value=datetime.date(1800, 1, 1), max_value=datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/10/2026", "2026-10-05"),
        ("03/04/2026", "2026-04-03"),
        ("10/25/2026", "2026-10-25"),
        ("2026-10-05", "2026-10-05"),
        ("2026-10-05T09:30:00Z", "2026-10-05"),
        ("5.10.26", "2026-10-05"),
        ("5/10/87", "1987-10-05"),
        ("Oct 5, 2026", "2026-10-05"),
        ("5th October 2026", "2026-10-05"),
        ("5 ottobre 2026", "2026-10-05"),
        ("1° ottobre 2026", "2026-10-01"),
        ("lunedì 5 ottobre 2026", "2026-10-05"),
        ("mar 6 ottobre 2026", "2026-10-06"),
        ("mar 2026", "2026-03-01"),
        ("5-ott-26", "2026-10-05"),
        ("10/2019", "2019-10-01"),
        ("2017", "2017-01-01"),
        ("45000", "2023-03-15"),
    ],
    ids=lambda value: value,
)
def test_a_date_is_read(text: str, day: str) -> None:
    assert parse_date(text) == datetime.date.fromisoformat(day)


@pytest.mark.parametrize("text", ["31/02/2020", "presto", "13/13/2020", "5 brumaio 2020", "01/01/3000", ""])
def test_a_text_that_is_no_day_says_so(text: str) -> None:
    failure = parse_date(text)
    assert isinstance(failure, Unreadable)
    assert failure.code == "unreadable_date"


def test_a_serial_outside_plausible_days_is_refused() -> None:
    assert isinstance(date_of_serial(150.0), Unreadable)


@pytest.mark.parametrize(
    ("text", "year"),
    [("2017", 2017), ("2017.0", 2017), ("2008-01-01", 2008), ("05/10/16", 2016), ("fondata nel 1965", 1965)],
    ids=lambda value: str(value),
)
def test_a_year_is_read(text: str, year: int) -> None:
    assert parse_year(text) == year


def test_two_different_years_are_refused() -> None:
    assert isinstance(parse_year("1998, poi 2004"), Unreadable)


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d"]))
def test_a_numeric_date_reads_back_what_was_written(day: datetime.date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day


@given(DAYS)
def test_a_date_in_italian_words_reads_back_what_was_written(day: datetime.date) -> None:
    assert parse_date(f"{day.day} {ITALIAN_MONTHS[day.month - 1]} {day.year}") == day


@given(DAYS)
def test_a_date_in_english_words_reads_back_what_was_written(day: datetime.date) -> None:
    assert parse_date(day.strftime("%B %d, %Y")) == day


@given(st.text(max_size=30))
def test_no_text_makes_the_grammar_fail(text: str) -> None:
    assert isinstance(parse_date(text), datetime.date | Unreadable)
    assert isinstance(parse_year(text), int | Unreadable)
