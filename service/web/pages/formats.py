"""Dates, numbers and shares as readers of Italian and of English write them."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal, format_percent

_LOCALES = {"it": "it_IT", "en": "en_GB"}


class Formats:
    """Writes values in one language.

    >>> english, italian = Formats("en"), Formats("it")
    >>> english.number(1234.5), italian.number(1234.5)
    ('1,234.5', '1.234,5')
    >>> english.percent(0.256), italian.day(datetime.date(2026, 10, 5))
    ('26%', '5 ottobre 2026')
    >>> italian.moment(datetime.datetime(2026, 10, 5, 9, 7, 30, tzinfo=datetime.UTC))
    '5 ott 2026, 09:07 (UTC)'
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
        """A date and time to the minute in a time zone, which is named."""
        local = value.astimezone(ZoneInfo(timezone))
        return f"{format_date(local, 'medium', locale=self._locale)}, {self.clock(local)} ({timezone})"

    def place_of(self, timezone: str) -> str:
        """The city by which an IANA time zone is known.

        >>> Formats("it").place_of("Europe/Rome"), Formats("en").place_of("America/Los_Angeles")
        ('Roma', 'Los Angeles')
        """
        return str(get_timezone_location(ZoneInfo(timezone), locale=self._locale, return_city=True))

    def clock(self, value: datetime.datetime | datetime.time) -> str:
        """Hours and minutes, as they stand."""
        return str(format_time(value, "HH:mm", locale=self._locale))
