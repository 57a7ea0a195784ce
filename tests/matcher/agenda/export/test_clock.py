"""Days and times in words."""

from __future__ import annotations

import datetime

import pytest

from matcher.agenda.export.clock import make_clock
from matcher.agenda.problem import Slot
from matcher.errors import DataError

MORNING = datetime.datetime(2027, 4, 13, 9, 30)


def slot(start: datetime.datetime) -> Slot:
    return Slot(id="s", start=start, end=start + datetime.timedelta(minutes=20))


def test_italian_has_24_hours_and_english_the_two_halves() -> None:
    italian, english = make_clock("America/Los_Angeles", "it"), make_clock("America/Los_Angeles", "en")
    afternoon = MORNING.replace(hour=14)
    assert italian.day(MORNING.date()) == "martedì 13 aprile 2027"
    assert english.day(MORNING.date()) == "Tuesday, April 13, 2027"
    assert (italian.short_day(MORNING.date()), english.short_day(MORNING.date())) == ("mar 13 apr", "Tue, Apr 13")
    assert italian.span(MORNING, afternoon) == "09:30–14:30"
    assert english.span(MORNING, afternoon) == "9:30\xa0AM–2:30\xa0PM"


def test_the_zone_is_named_as_it_is_on_that_day() -> None:
    clock = make_clock("America/Los_Angeles", "en")
    assert clock.zone_name([slot(MORNING)]) == "Pacific Daylight Time, GMT-07:00 / America/Los_Angeles"
    winter = MORNING.replace(month=12)
    assert clock.zone_name([slot(winter)]) == "Pacific Standard Time, GMT-08:00 / America/Los_Angeles"
    assert clock.zone_name([slot(MORNING), slot(winter)]).count("Pacific") == 2


def test_a_time_that_comes_twice_is_the_first() -> None:
    clock = make_clock("Europe/Rome", "it")
    assert clock.aware(datetime.datetime(2026, 10, 25, 2, 30)).isoformat() == "2026-10-25T02:30:00+02:00"


def test_an_end_on_the_next_day_says_so() -> None:
    clock = make_clock("Europe/Rome", "it")
    assert clock.span(MORNING.replace(hour=23), MORNING.replace(day=14, hour=0)) == "23:30–00:30 (mer 14 apr)"


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(DataError, match=r'event.timezone: "Mars/Base" is not a time zone'):
        make_clock("Mars/Base", "it")
