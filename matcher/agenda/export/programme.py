"""The event at a glance: what is held at each time of each day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.agenda.export.clock import Clock
from matcher.agenda.export.views import AgendaView, DayView
from matcher.agenda.export.wording import place_text, title_text
from matcher.language import Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow:
    """One slot of a day: its time, how many meetings it holds, and the sessions that begin in it, a text each."""

    date: datetime.date
    time: str
    n_meetings: int
    sessions: tuple[str, ...]


def programme(view: AgendaView, clock: Clock, messages: Messages) -> Iterator[tuple[DayView, list[ProgrammeRow]]]:
    """Each day with a row for each of its slots, in time order."""
    for day in view.days:
        yield (
            day,
            [
                ProgrammeRow(
                    date=day.date,
                    time=clock.span(slot.start, slot.end),
                    n_meetings=sum(1 for entry in day.entries if not entry.group and slot.id in entry.slots),
                    sessions=tuple(
                        f"{title_text(entry, None, messages)} ({place_text(entry, messages)})"
                        for entry in day.entries
                        if entry.group and entry.slots[0] == slot.id
                    ),
                )
                for slot in day.slots
            ],
        )
