"""The event at a glance: what is held at each time of each day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.agenda.export.breaks import slot_rows
from matcher.agenda.export.clock import Clock
from matcher.agenda.export.views import AgendaView, Break, DayView
from matcher.agenda.export.wording import place_text, title_text
from matcher.agenda.problem import Slot
from matcher.language import Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow:
    """One slot of a day: its time, how many meetings it holds, and the sessions that begin in it, a text each.

    A break of the day holds nothing, and `is_break`.
    """

    date: datetime.date
    time: str
    n_meetings: int
    sessions: tuple[str, ...]
    is_break: bool = False


def programme(view: AgendaView, clock: Clock, messages: Messages) -> Iterator[tuple[DayView, list[ProgrammeRow]]]:
    """Each day with a row for each of its slots and breaks, in time order."""
    for day in view.days:
        yield day, [_row(day, time, clock, messages) for time in slot_rows(day)]


def held_text(row: ProgrammeRow, messages: Messages) -> str:
    """How many meetings a row holds, or that it is a break, in words."""
    if row.is_break:
        return messages.text("agenda_page.break")
    return messages.text("agenda_page.at_once", {"n": row.n_meetings})


def _row(day: DayView, time: Slot | Break, clock: Clock, messages: Messages) -> ProgrammeRow:
    told = clock.span(time.start, time.end)
    if isinstance(time, Break):
        return ProgrammeRow(date=day.date, time=told, n_meetings=0, sessions=(), is_break=True)
    return ProgrammeRow(
        date=day.date,
        time=told,
        n_meetings=sum(1 for entry in day.entries if not entry.group and time.id in entry.slots),
        sessions=tuple(
            f"{title_text(entry, None, messages)} ({place_text(entry, messages)})"
            for entry in day.entries
            if entry.group and entry.slots[0] == time.id
        ),
    )
