"""Breaks of a day, which no file names: they are the gaps between its slots. Free time is told around them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from matcher.agenda.export.views import Break, DayView, Entry, PartyView
from matcher.agenda.problem import Slot

SHORTEST = datetime.timedelta(minutes=15)
"""A shorter gap between two slots is no break."""

CERTAIN = datetime.timedelta(minutes=45)
"""A gap of this length is a break; a shorter one may be the pause that the event has after every slot."""


def find_breaks(slots: Sequence[Slot]) -> tuple[Break, ...]:
    """The gaps between consecutive slots of a day that are breaks, in time order.

    `slots` are those of the event, in time order. A gap of 15 to 45 minutes is a break only if the event has a shorter
    one: where all are alike, they are the pauses after its slots.
    """
    gaps = [Break(start=one.end, end=after.start) for one, after in pairwise(slots) if one.day == after.day]
    least = min((gap.end - gap.start for gap in gaps), default=CERTAIN)
    return tuple(
        gap
        for gap in gaps
        if gap.end - gap.start >= CERTAIN or (gap.end - gap.start >= SHORTEST and gap.end - gap.start > least)
    )


def day_rows(day: DayView, one: PartyView) -> list[Entry | Break]:
    """The engagements of a party on a day, with the breaks between the first and last time that it is there.

    A break in the midst of a session of its is none for the party. Empty for a day on which it has no engagement.
    """
    entries = [entry for entry in one.entries if entry.start.date() == day.date]
    there: list[Entry | Slot] = [*entries, *(slot for slot in one.free if slot.day == day.date)]
    if not entries:
        return []
    first, last = min(time.start for time in there), max(time.end for time in there)
    breaks = [
        each
        for each in day.breaks
        if first <= each.start and each.end <= last and not any(goes_through(entry, each) for entry in entries)
    ]
    return sorted([*entries, *breaks], key=lambda row: (row.start, row.end))


def goes_through(entry: Entry, pause: Break) -> bool:
    """Whether an engagement, a session of several slots, goes on through a break."""
    return entry.start < pause.end and pause.start < entry.end


def slot_rows(day: DayView) -> list[Slot | Break]:
    """The slots of a day and its breaks, in time order."""
    return sorted([*day.slots, *day.breaks], key=lambda row: (row.start, row.end))


def free_spans(day: DayView, one: PartyView) -> Iterator[tuple[datetime.datetime, datetime.datetime]]:
    """From when until when a party has nothing on a day: free slots that follow one another are one span.

    Neither a break nor a slot that the party is not free in lies within a span.
    """
    free = {slot.id for slot in one.free}
    ends = {each.start for each in day.breaks}
    for run in _runs(day.slots, free, ends):
        yield run[0].start, run[-1].end


def _runs(slots: Sequence[Slot], free: Collection[str], ends: Collection[datetime.datetime]) -> Iterator[list[Slot]]:
    run: list[Slot] = []
    for slot in slots:
        if run and (slot.id not in free or run[-1].end in ends):
            yield run
            run = []
        if slot.id in free:
            run.append(slot)
    if run:
        yield run
