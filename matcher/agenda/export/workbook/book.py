"""The sheets of an agenda's workbook in their order."""

from __future__ import annotations

import io

from matcher.agenda.export.clock import make_clock
from matcher.agenda.export.views import AgendaView
from matcher.agenda.export.workbook.grid import write_grid
from matcher.agenda.export.workbook.lists import changes, everybody, one_party, overview, unmet, unscheduled
from matcher.agenda.export.workbook.sheet_names import SheetNames
from matcher.export.book import open_book
from matcher.export.safe_text import clean
from matcher.export.styles import Styles
from matcher.export.tables import Pen, write_table
from matcher.language import Messages, load_messages

MOST_SHEETS = 30
"""Parties up to which each has a sheet of its own, beside the sheet of all."""

_FOOTER_LENGTH = 60


def render_workbook(view: AgendaView, lang: str) -> bytes:
    """The workbook of `view`; the same view gives the same bytes.

    First the event at a glance, what changed if there was an agenda before, a grid of times and tables for each day,
    and everybody's engagements; then wishes not met and pairs that do not meet; at the end, if the parties are no more
    than `MOST_SHEETS`, a sheet for each. No cell is a formula or a link, whatever the names.

    Raises:
        ConfigError: There are no words in `lang`.
        DataError: The event's time zone is not known, or a list has more rows than a worksheet can hold.
    """
    messages, clock = load_messages(lang), make_clock(view.timezone, lang)
    buffer = io.BytesIO()
    book = open_book(buffer, _properties(view, messages))
    pen = Pen(book=book, styles=Styles(book=book), messages=messages, footer=_footer(view, messages))
    names = SheetNames()

    def name(key: str) -> str:
        return names.take(messages.text(f"agenda_sheet.{key}"))

    write_table(pen, overview(view, name("overview"), clock, messages))
    if view.is_replan:
        write_table(pen, changes(view, name("changes"), clock, messages))
    for day in view.days:
        write_grid(pen, names.take(clock.short_day(day.date)), day, view.venues, clock)
    write_table(pen, everybody(view, name("everybody"), clock, messages))
    write_table(pen, unmet(view, name("unmet"), messages))
    write_table(pen, unscheduled(view, name("unscheduled"), messages))
    if len(view.parties) <= MOST_SHEETS:
        for one in view.parties:
            write_table(pen, one_party(view, one, names.take(one.who.name), clock, messages))
    book.close()
    return buffer.getvalue()


def _properties(view: AgendaView, messages: Messages) -> dict[str, str]:
    return {"title": clean(view.event), "subject": messages.text("agenda_page.agenda"), "author": ""}


def _footer(view: AgendaView, messages: Messages) -> str:
    """Event, sheet name and page numbers; an ampersand is doubled to be printed as one."""
    event = clean(view.event)
    short = event if len(event) <= _FOOTER_LENGTH else event[:_FOOTER_LENGTH] + "…"
    page = messages.text("document.footer_page", {"page": "&P", "pages": "&N"})
    return f"&L&8{short.replace('&', '&&')}&C&8&A&R&8{page}"
