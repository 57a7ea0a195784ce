"""The list that hangs at a table or at the room of sessions: who comes when, on one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.agenda.export.breaks import slot_rows
from matcher.agenda.export.clock import Clock
from matcher.agenda.export.views import AgendaView, Break, DayView, Entry
from matcher.agenda.problem import Slot
from matcher.language import Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRow:
    """A time, and what is held then: nothing, or one entry; more only where an agenda breaks its rules.

    Nothing is held in a break of the day, `is_break`.
    """

    time: str
    entries: list[Entry]
    is_break: bool = False


DoorList = tuple[str, list[DoorRow]]
"""A caption, and a row for each time of the day."""


def door_lists(view: AgendaView, clock: Clock, messages: Messages) -> list[tuple[str, str, list[DoorList]]]:
    """Day, venue and lists, for each day and each venue where something is held on it.

    Each table in use has a row for every slot and break of the day; sessions of the venue share one list, a row each.
    """
    found = []
    for day in view.days:
        for venue in view.venues:
            held = [entry for entry in day.entries if entry.venue == venue.id]
            if held:
                found.append((clock.day(day.date), venue.id, list(_lists(day, held, clock, messages))))
    return found


def _lists(day: DayView, held: Sequence[Entry], clock: Clock, messages: Messages) -> Iterator[DoorList]:
    sessions = [entry for entry in held if entry.table is None]
    if sessions:
        rows = [DoorRow(time=clock.span(entry.start, entry.end), entries=[entry]) for entry in sessions]
        yield messages.text("agenda_place.sessions"), rows
    for table in sorted({entry.table for entry in held if entry.table is not None}):
        at_table = [entry for entry in held if entry.table == table]
        rows = [_row(time, at_table, clock) for time in slot_rows(day)]
        yield messages.text("agenda_place.one_table", {"table": table}), rows


def _row(time: Slot | Break, at_table: Sequence[Entry], clock: Clock) -> DoorRow:
    told = clock.span(time.start, time.end)
    if isinstance(time, Break):
        return DoorRow(time=told, entries=[], is_break=True)
    return DoorRow(time=told, entries=[entry for entry in at_table if time.id in entry.slots])
