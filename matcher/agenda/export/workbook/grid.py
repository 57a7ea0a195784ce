"""The sheet of one day: a row for each time, a column for each table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from matcher.agenda.export.breaks import goes_through, slot_rows
from matcher.agenda.export.clock import Clock
from matcher.agenda.export.views import Break, Change, DayView, Entry
from matcher.agenda.export.wording import change_text, title_text
from matcher.agenda.problem import Slot, Venue
from matcher.export.safe_text import clean
from matcher.export.styles import Look
from matcher.export.tables import Column, Pen, Row, Table, write_table
from matcher.language import Messages

TIME_WIDTH, CELL_WIDTH = 14.0, 24.0
COLUMNS_A_PAGE = 8
"""Columns of a grid that are still legible beside each other on a landscape page."""

Place = tuple[Venue, int | None]
"""A table, or None for the group sessions of the venue."""


def write_grid(pen: Pen, name: str, day: DayView, venues: Sequence[Venue], clock: Clock) -> None:
    """Add the sheet of `day`, with the tables in use on it and a column for the sessions of each venue.

    A break is written below every table, and below a session that does not go on through it. A session is written in
    its first slot with its host, and in those that follow with its name. What changed has its word with it and another
    colour.
    """
    messages = pen.messages
    places = list(_places(day, venues))
    headings = [_heading(place, venues, messages) for place in places]
    sheet = write_table(
        pen,
        Table(
            name=name,
            title=clock.day(day.date),
            note=messages.text("agenda_sheet.grid_note" if places else "agenda_sheet.grid_empty"),
            columns=(
                Column(heading=messages.text("agenda_page.time"), width=TIME_WIDTH, look=Look.NAME),
                *(Column(heading=heading, width=CELL_WIDTH) for heading in headings),
            ),
            rows=[_row(time, day, places, clock, messages) for time in slot_rows(day)],
            is_filtered=False,
        ),
    )
    sheet.fit_to_pages(math.ceil(len(places) / COLUMNS_A_PAGE) or 1, 0)
    sheet.repeat_columns(0)


def _places(day: DayView, venues: Sequence[Venue]) -> Iterator[Place]:
    for venue in venues:
        held = {entry.table for entry in day.entries if entry.venue == venue.id}
        if None in held:
            yield venue, None
        yield from ((venue, table) for table in sorted(table for table in held if table is not None))


def _heading(place: Place, venues: Sequence[Venue], messages: Messages) -> str:
    venue, table = place
    if table is None:
        what = messages.text("agenda_place.sessions")
    else:
        what = messages.text("agenda_place.one_table", {"table": table})
    return what if len(venues) == 1 else f"{clean(venue.id)}\n{what}"


def _row(slot: Slot | Break, day: DayView, places: Sequence[Place], clock: Clock, messages: Messages) -> Row:
    if isinstance(slot, Break):
        return Row(values=(clock.span(slot.start, slot.end), *(_pause(slot, day, place, messages) for place in places)))
    values, looks = [], []
    for position, (venue, table) in enumerate(places, start=1):
        here = [
            entry
            for entry in day.entries
            if entry.venue == venue.id and entry.table == table and slot.id in entry.slots
        ]
        values.append("\n".join(_cell(entry, slot, messages) for entry in here) or None)
        if any(entry.change is not Change.NONE for entry in here):
            looks.append((position, Look.WARNING))
    return Row(values=(clock.span(slot.start, slot.end), *values), looks=tuple(looks))


def _pause(pause: Break, day: DayView, place: Place, messages: Messages) -> str:
    venue, table = place
    held = [one for one in day.entries if one.venue == venue.id and one.table == table and goes_through(one, pause)]
    goes_on = [messages.text("agenda_sheet.goes_on", {"group": clean(one.group)}) for one in held]
    return "\n".join(goes_on) or messages.text("agenda_page.break")


def _cell(entry: Entry, slot: Slot, messages: Messages) -> str:
    change = change_text(entry.change, messages)
    mark = f" [{change}]" if change else ""
    if not entry.group:
        return "\n".join(clean(who.name) for who in entry.parties) + mark
    if entry.slots[0] != slot.id:
        return messages.text("agenda_sheet.goes_on", {"group": clean(entry.group)})
    return title_text(entry, None, messages) + mark
