"""The days that words name: "day 1", "13 aprile", "martedì"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

_COUNTED = (("first", "primo", "prima"), ("second", "secondo", "seconda"), ("third", "terzo", "terza"))
_ORDINALS = {word: number for number, words in enumerate(_COUNTED, 1) for word in words}
_MONTHS = (
    *(("january", "gennaio"), ("february", "febbraio"), ("march", "marzo"), ("april", "aprile"), ("may", "maggio")),
    *(("june", "giugno"), ("july", "luglio"), ("august", "agosto"), ("september", "settembre")),
    *(("october", "ottobre"), ("november", "novembre"), ("december", "dicembre")),
)
_WEEKDAYS = (
    *(("monday", "lunedi"), ("tuesday", "martedi"), ("wednesday", "mercoledi"), ("thursday", "giovedi")),
    *(("friday", "venerdi"), ("saturday", "sabato"), ("sunday", "domenica")),
)
_MONTH_OF = {name[:n]: row for row, names in enumerate(_MONTHS, 1) for name in names for n in (3, len(name))}
_WEEKDAY_OF = {name[:n]: row for row, names in enumerate(_WEEKDAYS) for name in names for n in (3, len(name))}

_MONTH, _WEEKDAY = ("|".join(sorted(names, key=lambda name: (-len(name), name))) for names in (_MONTH_OF, _WEEKDAY_OF))


class NotUnderstood(ValueError):  # noqa: N818 - says what is wrong
    """Words that name no time of the event; the message says which."""


def take_days(text: str, dates: list[datetime.date]) -> tuple[frozenset[datetime.date] | None, list[str], str]:
    """The days of the event that a piece names, None if it names no day, other days, and the text without them."""
    days: set[datetime.date] = set()
    elsewhere: list[str] = []
    rest = text
    for pattern, find in _DAY_FORMS:
        while (found := pattern.search(rest)) is not None:
            matching = find(found, dates)
            if len(matching) > 1:
                raise NotUnderstood(f"{found[0]!r} is several days of the event")
            days |= matching
            elsewhere += [] if matching else [found[0].strip()]
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    return (frozenset(days) if days or elsewhere else None), elsewhere, rest


Days = set[datetime.date]


def _iso(found: re.Match[str], dates: list[datetime.date]) -> Days:
    return {date for date in dates if date.isoformat() == found[0]}


def _slashed(found: re.Match[str], dates: list[datetime.date]) -> Days:
    """Day/month as in Italy or month/day as in the United States, whichever is a day of the event."""
    one, other = int(found[1]), int(found[2])
    return {date for date in dates if (date.day, date.month) in ((one, other), (other, one))}


def _day_month(found: re.Match[str], dates: list[datetime.date]) -> Days:
    number, name = (found[1], found[2]) if found[1] else (found[4], found[3])
    return {date for date in dates if (date.day, date.month) == (int(number), _MONTH_OF[name])}


def _numbered(found: re.Match[str], dates: list[datetime.date]) -> Days:
    """The n-th day; "giorno 13" may also be the 13th of the month, and both where they differ."""
    number = int(found[1] or found[2])
    days = {dates[number - 1]} if 1 <= number <= len(dates) else set()
    return days | {date for date in dates if date.day == number} if found[0].startswith("giorno") else days


def _ordinal(found: re.Match[str], dates: list[datetime.date]) -> Days:
    number = _ORDINALS[found[1]]
    return {dates[number - 1]} if number <= len(dates) else set()


def _last(_: re.Match[str], dates: list[datetime.date]) -> Days:
    return {dates[-1]}


def _weekday(found: re.Match[str], dates: list[datetime.date]) -> Days:
    return {date for date in dates if date.weekday() == _WEEKDAY_OF[found[0]]}


_DAY_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], list[datetime.date]], Days]], ...] = (
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), _iso),
    (re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(?:20)?\d\d)?\b"), _slashed),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|o)?\s+({_MONTH})\b|\b({_MONTH})\s+(\d{{1,2}})\b"), _day_month),
    (
        re.compile(
            r"\b(?:day|giorno|giornata|d)\s*(\d{1,2})\b|\b(\d{1,2})\s*(?:°|º|o|a|st|nd|rd|th)?\s*(?:day|giorno|giornata)\b"
        ),
        _numbered,
    ),
    (re.compile(rf"\b({'|'.join(_ORDINALS)})\s+(?:day|giorno|giornata)\b"), _ordinal),
    (re.compile(r"\b(?:last|ultim[oa])\s+(?:day|giorno|giornata)\b"), _last),
    (re.compile(rf"\b(?:{_WEEKDAY})\b"), _weekday),
)
