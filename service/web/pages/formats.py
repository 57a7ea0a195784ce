"""Dates, numbers and shares as readers of Italian and of English write them."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal, format_percent

_LOCALES = {"it": "it_IT", "en": "en_GB"}


class Formats:
    """Writes values in one language.

    >>> english, italian = Formats("en"), Formats("it")
    >>> english.number(1234.5), italian.number(1234.5)
    ('1,234.5', '1.234,5')
    >>> english.percent(0.256), italian.day(datetime.date(2026, 10, 5))
    ('26%', '5 ottobre 2026')
    """

    def __init__(self, lang: str) -> None:
        self._locale = _LOCALES[lang]

    def number(self, value: float) -> str:
        """A number, with the language's separators and at most three decimals."""
        return str(format_decimal(value, locale=self._locale))

    def percent(self, share: float) -> str:
        """A share of 1 as whole percent."""
        return str(format_percent(share, locale=self._locale))

    def day(self, value: datetime.date) -> str:
        """A date with the month's name."""
        return str(format_date(value, "long", locale=self._locale))

    def moment(self, value: datetime.datetime, timezone: str = "UTC") -> str:
        """A date and time in a time zone, which is named."""
        zone = ZoneInfo(timezone)
        return f"{format_datetime(value, 'medium', tzinfo=zone, locale=self._locale)} ({timezone})"

    def clock(self, value: datetime.datetime | datetime.time) -> str:
        """Hours and minutes, as they stand."""
        return str(format_time(value, "HH:mm", locale=self._locale))
