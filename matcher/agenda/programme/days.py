"""The slots of a day, from its opening hours and breaks or one by one, on the local calendar."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from matcher.agenda.files.calendar import Oddity, check_overlaps, find_oddity, find_zone
from matcher.agenda.files.faults import Faults
from matcher.agenda.files.fields import Fields
from matcher.agenda.files.said import fault, what
from matcher.agenda.problem import Slot

Span = tuple[datetime.time, datetime.time]
Placed = list[tuple[str, Slot]]
"""Slots with their places in the document."""

DAY_KEYS = ("date", "open", "close", "breaks", "slots")
MOST_MINUTES = 24 * 60

_CLOCK = r"([01]?\d|2[0-3])[:.]([0-5]\d)"
_TIME = re.compile(_CLOCK)
_SPAN = re.compile(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}\b.*")
"""A span, and words after it: "10:40-11:10 coffee"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How long a slot and the pause after it are, in minutes, and the breaks of every day."""

    slot: int
    pause: int
    breaks: tuple[Span, ...]


def read_rhythm(fields: Fields) -> Rhythm:
    """`slot_minutes`, `pause_minutes` and `breaks` of an event."""
    return Rhythm(
        slot=fields.whole("slot_minutes", 1, MOST_MINUTES, default=20),
        pause=fields.whole("pause_minutes", 0, MOST_MINUTES, default=0),
        breaks=read_spans(fields, "breaks"),
    )


def read_days(found: list[object], rhythm: Rhythm, timezone: str, faults: Faults) -> tuple[Slot, ...]:
    """The slots of all days in time order, with ids `d1s01`, `d1s02`, … for the days by date.

    A slot that overlaps another, or begins or ends where the clock skips an hour or shows it twice, is a fault.
    """
    days: list[tuple[datetime.date, str, list[Span]]] = []
    for row, entry in enumerate(found):
        place = f"days[{row}]"
        fields = Fields(entry, place, DAY_KEYS, faults)
        date = _read_date(fields)
        if date is None:
            continue
        if any(date == other for other, _, _ in days):
            faults.add(f"{place}.date", fault("date_twice", date=date.isoformat()))
        days.append((date, place, _spans_of_day(fields, rhythm, faults)))
    placed: Placed = []
    for number, (date, place, spans) in enumerate(sorted(days, key=lambda day: day[0]), start=1):
        for count, (start, end) in enumerate(sorted(spans), start=1):
            slot = Slot(
                id=f"d{number}s{count:02d}",
                start=datetime.datetime.combine(date, start),
                end=datetime.datetime.combine(date, end),
            )
            placed.append((f"{place}, slot {start:%H:%M}-{end:%H:%M}", slot))
    check_overlaps(placed, faults)
    _check_clock(placed, timezone, faults)
    return tuple(slot for _, slot in sorted(placed, key=lambda one: one[1].start))


def read_spans(fields: Fields, key: str) -> tuple[Span, ...]:
    """Spans such as "10:40-11:10 coffee"."""
    spans = []
    for row, text in enumerate(fields.entries(key)):
        span = _span(text)
        if span is None:
            fields.wrong(key, text, what("span"), row)
        else:
            spans.append(span)
    return tuple(spans)


def fill_day(opening: datetime.time, closing: datetime.time, rhythm: Rhythm, breaks: tuple[Span, ...]) -> list[Span]:
    """As many slots as fit between opening and closing, one after the other, none in a break.

    >>> rhythm, coffee = Rhythm(slot=20, pause=10, breaks=()), (datetime.time(9, 45), datetime.time(10, 15))
    >>> [f"{start:%H:%M}" for start, _ in fill_day(datetime.time(9), datetime.time(11), rhythm, (coffee,))]
    ['09:00', '10:15']
    """
    at, end = _minutes(opening), _minutes(closing)
    pauses = sorted((_minutes(start), _minutes(stop)) for start, stop in breaks)
    spans = []
    while at + rhythm.slot <= end:
        hit = next((stop for start, stop in pauses if at < stop and start < at + rhythm.slot), None)
        if hit is not None:
            at = hit
            continue
        spans.append((_clock(at), _clock(at + rhythm.slot)))
        at += rhythm.slot + rhythm.pause
    return spans


def _spans_of_day(fields: Fields, rhythm: Rhythm, faults: Faults) -> list[Span]:
    if fields.member("slots") is not None:
        for key in ("open", "close", "breaks"):
            if fields.member(key) is not None:
                faults.add(fields.at(key), fault("slots_given"))
        return _explicit(fields, rhythm)
    opening, closing = _read_time(fields, "open"), _read_time(fields, "close")
    breaks = (*rhythm.breaks, *read_spans(fields, "breaks"))
    if opening is None or closing is None:
        return []
    spans = fill_day(opening, closing, rhythm, breaks)
    if not spans:
        faults.add(fields.at("close"), fault("no_slot_fits", minutes=rhythm.slot))
    return spans


def _explicit(fields: Fields, rhythm: Rhythm) -> list[Span]:
    """Slots given one by one: "09:30-09:50", or "09:30" for one of the usual length."""
    spans = []
    for row, text in enumerate(fields.entries("slots", required=True)):
        span, start = _span(text), _time(text)
        if span is None and start is not None and _minutes(start) + rhythm.slot < MOST_MINUTES:
            span = (start, _clock(_minutes(start) + rhythm.slot))
        if span is None:
            fields.wrong("slots", text, what("slot"), row)
        else:
            spans.append(span)
    return spans


def _check_clock(placed: Placed, timezone: str, faults: Faults) -> None:
    zone = find_zone("timezone", timezone, faults)
    if zone is None:
        return
    why = {Oddity.SKIPPED: "clock_skips", Oddity.TWICE: "clock_twice"}
    for place, slot in placed:
        for moment in (slot.start, slot.end):
            oddity = find_oddity(moment, zone)
            if oddity is not None:
                faults.add(place, fault(why[oddity], moment=f"{moment:%Y-%m-%d %H:%M}", zone=zone.key))


def _read_date(fields: Fields) -> datetime.date | None:
    value = fields.member("date")
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    fields.wrong("date", value, what("day"))
    return None


def _read_time(fields: Fields, key: str) -> datetime.time | None:
    value = fields.member(key)
    found = value if isinstance(value, datetime.time) else _time(value)
    if found is None:
        fields.wrong(key, value, what("time", key=key))
    return found


def _span(text: object) -> Span | None:
    found = _SPAN.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    hours = [int(group) for group in found.groups()]
    start, end = datetime.time(hours[0], hours[1]), datetime.time(hours[2], hours[3])
    return (start, end) if start < end else None


def _time(text: object) -> datetime.time | None:
    found = _TIME.fullmatch(text.strip()) if isinstance(text, str) else None
    return datetime.time(int(found[1]), int(found[2])) if found else None


def _minutes(clock: datetime.time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minutes: int) -> datetime.time:
    return datetime.time(minutes // 60, minutes % 60)
