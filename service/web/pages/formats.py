"""Dates, numbers and shares as readers of Italian and of English write them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal, format_percent

from matcher.store.rows import Document
from service.retention import last_day

_LOCALES = {"it": "it_IT", "en": "en_GB"}


UTC = "UTC"
"""The time zone of moments that belong to no event."""


class Formats:
    """Writes values in one language, and moments in one time zone.

    >>> english, italian = Formats("en"), Formats("it")
    >>> english.number(1234.5), italian.number(1234.5)
    ('1,234.5', '1.234,5')
    >>> english.percent(0.256), italian.day(datetime.date(2026, 10, 5))
    ('26%', '5 ottobre 2026')
    >>> italian.moment(datetime.datetime(2026, 10, 5, 9, 7, 30, tzinfo=datetime.UTC))
    '5 ott 2026, 09:07 (UTC)'
    >>> Formats("it", "Europe/Rome").moment(datetime.datetime(2026, 10, 5, 9, 7, 30, tzinfo=datetime.UTC))
    '5 ott 2026, 11:07 (Roma)'
    """

    def __init__(self, lang: str, timezone: str = UTC) -> None:
        self._locale = _LOCALES[lang]
        self._timezone = timezone

    def number(self, value: float) -> str:
        """A number, with the language's separators and at most three decimals."""
        return str(format_decimal(value, locale=self._locale))

    def percent(self, share: float) -> str:
        """A share of 1 as whole percent."""
        return str(format_percent(share, locale=self._locale))

    def day(self, value: datetime.date) -> str:
        """A date with the month's name."""
        return str(format_date(value, "long", locale=self._locale))

    def moment(self, value: datetime.datetime) -> str:
        """A date and time to the minute, as clocks show it in the time zone, which is named by its city."""
        local = value.astimezone(ZoneInfo(self._timezone))
        day = format_date(local, "medium", locale=self._locale)
        return f"{day}, {self.clock(local)} ({self.place_of(self._timezone)})"

    def place_of(self, timezone: str) -> str:
        """The city by which an IANA time zone is known.

        >>> Formats("it").place_of("Europe/Rome"), Formats("en").place_of("America/Los_Angeles")
        ('Roma', 'Los Angeles')
        """
        return str(get_timezone_location(ZoneInfo(timezone), locale=self._locale, return_city=True))

    def clock(self, value: datetime.datetime | datetime.time) -> str:
        """Hours and minutes, as they stand."""
        return str(format_time(value, "HH:mm", locale=self._locale))


def zone_of(events: Iterable[tuple[str, Document]], today: datetime.date) -> str:
    """The time zone in which a programme tells moments: of its next event, else of its last one, else UTC.

    `events` are time zones with plans; an event whose days are not known does not count. Of two on one day, the first.

    >>> rome = ("Europe/Rome", {"days": [{"date": "2026-10-05"}, {"date": "2026-10-06"}]})
    >>> bay = ("America/Los_Angeles", {"days": [{"date": "2027-04-13"}]})
    >>> [zone_of((rome, bay), datetime.date(year, 10, 6)) for year in (2026, 2027)], zone_of((), datetime.date.max)
    (['Europe/Rome', 'America/Los_Angeles'], 'UTC')
    """
    known = [(last, timezone) for timezone, plan in events if (last := last_day([plan]))]
    ahead = [one for one in known if one[0] >= today]
    if ahead:
        return min(ahead, key=_last_day)[1]
    return max(known, key=_last_day)[1] if known else UTC


def _last_day(event: tuple[datetime.date, str]) -> datetime.date:
    return event[0]
