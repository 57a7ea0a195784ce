"""Days and times of an event in the words of a language, always in the event's own time zone."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.agenda.problem import Slot
from matcher.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Tells local times of the event's `zone`; `lang` is `it` (24 hours) or `en` (a.m. and p.m., as in the US)."""

    zone: zoneinfo.ZoneInfo
    lang: str

    def day(self, date: datetime.date) -> str:
        """The whole date with its weekday, such as "martedì 13 aprile 2027"."""
        from babel.dates import format_date

        return str(format_date(date, "full", locale=self.lang))

    def short_day(self, date: datetime.date) -> str:
        """The date in few letters, such as "mar 13 apr" or "Tue, Apr 13"."""
        from babel.dates import format_date

        return str(format_date(date, "EEE d MMM" if self.lang == "it" else "EEE, MMM d", locale=self.lang))

    def time(self, moment: datetime.datetime) -> str:
        """The time of day; its parts never break over lines."""
        from babel.dates import format_time

        return str(format_time(moment.time(), "short", locale=self.lang)).replace("\u202f", "\xa0").replace(" ", "\xa0")

    def span(self, start: datetime.datetime, end: datetime.datetime) -> str:
        """From `start` to `end`, with the date of the end where it is another day."""
        last = "" if end.date() == start.date() else f" ({self.short_day(end.date())})"
        return f"{self.time(start)}–{self.time(end)}{last}"

    def aware(self, moment: datetime.datetime) -> datetime.datetime:
        """The instant of a local time: the first, where the clock shows it twice."""
        return moment.replace(tzinfo=self.zone, fold=0)

    def zone_name(self, slots: Iterable[Slot]) -> str:
        """The time zone as it is in these slots: its name, offset and IANA name; both names where it changes."""
        from babel.dates import get_timezone_gmt, get_timezone_name

        names = []
        for slot in slots:
            start = self.aware(slot.start)
            name = str(get_timezone_name(start, locale=self.lang))
            offset = str(get_timezone_gmt(start, width="long", locale=self.lang))
            names.append(offset if name == offset else f"{name}, {offset}")
        return " / ".join([*dict.fromkeys(names), self.zone.key])


def make_clock(timezone: str, lang: str) -> Clock:
    """The clock of an event.

    Raises:
        DataError: `timezone` is no IANA time zone that this system knows.
    """
    try:
        return Clock(zone=zoneinfo.ZoneInfo(timezone), lang=lang)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as err:
        raise DataError(
            f'event.timezone: "{timezone}" is not a time zone; give an IANA name such as Europe/Rome'
        ) from err
