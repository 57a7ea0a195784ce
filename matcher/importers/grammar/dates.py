"""Dates in Italian and English; the day comes first unless the text proves otherwise."""

from __future__ import annotations

import datetime
import re

from matcher.importers.grammar.failure import Unreadable

ACCEPTED_DATES = "05/10/2026 (day first) · 2026-10-05 · 5 ottobre 2026 · Oct 5, 2026"
FIRST_YEAR, LAST_YEAR = 1800, 2100
_PIVOT = 50
_EXCEL_EPOCH = datetime.date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "gennaio gen january jan",
            "febbraio feb february",
            "marzo mar march",
            "aprile apr april",
            "maggio mag may",
            "giugno giu june jun",
            "luglio lug july jul",
            "agosto ago august aug",
            "settembre set sett september sep sept",
            "ottobre ott october oct",
            "novembre nov november",
            "dicembre dic december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAY = re.compile(
    r"^(?:lun|mar|mer|gio|ven|sab|dom|mon|tue|wed|thu|fri|sat|sun)[a-zìì]*\.?,?\s+(?=\d|[a-z])", re.IGNORECASE
)
_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?:\s+\d{2}:\d{2}(?::\d{2})?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:°|º|st|nd|rd|th)?[\s-]+(?:di |of )?([a-z]+)\.?,?[\s-]+(?:del )?'?(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_YEAR = re.compile(r"([a-z]+)\.?,?[\s/-]+(\d{4})")
_MONTH_NUMBER_YEAR = re.compile(r"(\d{1,2})[/-](\d{4})")
_YEAR_IN_TEXT = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?:\.0)?(?!\d)")


def _unreadable(message: str = "this is not a date") -> Unreadable:
    return Unreadable(code="unreadable_date", message=message, accepted=ACCEPTED_DATES)


def _date(year: int, month: int, day: int) -> datetime.date | Unreadable:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _unreadable(f"the year {year} is outside {FIRST_YEAR}–{LAST_YEAR}")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return _unreadable("there is no such day")


def _year(text: str) -> int:
    """Two-digit years below 50 are 20xx, the others 19xx."""
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < _PIVOT else 1900)


def _numeric_date(first: str, second: str, year: str) -> datetime.date | Unreadable:
    # Day first is the rule of this product; only a second number over 12 proves the American order.
    day, month = (int(second), int(first)) if int(second) > 12 >= int(first) else (int(first), int(second))
    return _date(_year(year), month, day)


def date_of_serial(number: float) -> datetime.date | Unreadable:
    """The day that a spreadsheet stores as `number` (1900 system); October 1954 to the end of 2100."""
    if int(number) not in _SERIALS:
        return _unreadable("this number is not the serial of a plausible day")
    day = _EXCEL_EPOCH + datetime.timedelta(days=int(number))
    return day if day.year <= LAST_YEAR else _unreadable("this number is not the serial of a plausible day")


def parse_date(text: str) -> datetime.date | Unreadable:
    """The day written in `text`; a month or a year alone gives its first day.

    `03/04/2026` is 3 April: day first, always, unless only the American order exists (`10/25/2026`). A bare number of
    five digits is the serial of a spreadsheet.

    >>> str(parse_date("03/04/2026")), str(parse_date("10/25/2026")), str(parse_date("5 ottobre 2026"))
    ('2026-04-03', '2026-10-25', '2026-10-05')
    """
    text = " ".join(text.strip().casefold().split())
    if match := _ISO.fullmatch(text.upper()) or _COMPACT.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(text):
        return _numeric_date(match[1], match[2], match[3])
    if re.fullmatch(r"\d{4}(?:\.0)?", text):
        return _date(int(text[:4]), 1, 1)
    if re.fullmatch(r"\d{5}(?:\.0)?", text):
        return date_of_serial(float(text))
    if match := _MONTH_NUMBER_YEAR.fullmatch(text):
        return _date(int(match[2]), int(match[1]), 1)
    # "mar" is both Tuesday and March, so the text is tried as it stands before a weekday is taken off.
    day = _worded_date(text)
    return day if isinstance(day, datetime.date) else _worded_date(_WEEKDAY.sub("", text))


def _worded_date(text: str) -> datetime.date | Unreadable:
    if (match := _DAY_MONTH.fullmatch(text)) and match[2] in _MONTHS:
        return _date(_year(match[3]), _MONTHS[match[2]], int(match[1]))
    if (match := _MONTH_DAY.fullmatch(text)) and match[1] in _MONTHS:
        return _date(int(match[3]), _MONTHS[match[1]], int(match[2]))
    if (match := _MONTH_YEAR.fullmatch(text)) and match[1] in _MONTHS:
        return _date(int(match[2]), _MONTHS[match[1]], 1)
    return _unreadable()


def parse_year(text: str) -> int | Unreadable:
    """The year named in `text`: "2017", "dal 1965", "2008-01-01", "05/10/16"; two different years are refused.

    >>> parse_year("fondata nel 1965"), parse_year("2008-01-01")
    (1965, 2008)
    """
    day = parse_date(text)
    if isinstance(day, datetime.date):
        return day.year
    years = set(_YEAR_IN_TEXT.findall(text))
    if len(years) == 1:
        return int(years.pop())
    return Unreadable(
        code="unreadable_year", message="this names no single year", accepted="2017 · 05/10/2017 · dal 1965"
    )
