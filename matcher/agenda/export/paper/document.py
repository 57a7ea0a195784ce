"""The PDF of an agenda: sheets one after the other, with a list of contents, page numbers and footers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from matcher.agenda.export.building import only_party
from matcher.agenda.export.clock import Clock, make_clock
from matcher.agenda.export.paper.organiser import open_sheet, overview_sheet
from matcher.agenda.export.paper.sheets import WIDTH, Sheet, change_sheet, door_sheets, party_sheet
from matcher.agenda.export.paper.styles import PLAIN, SOFT, register_faces
from matcher.agenda.export.views import AgendaView
from matcher.export.safe_text import clean
from matcher.language import Messages, load_messages

A4 = (595.2756, 841.8898)
_FOOTER_LENGTH = 80


def render_paper(view: AgendaView, lang: str, *, party: str | None = None) -> bytes:
    """A PDF on A4: the event at a glance, what changed, a sheet for each party, one for each table, and what is open.

    With `party`, an id, it is that party's sheet alone. The faces are embedded; letters that they lack, such as those
    of Chinese, are boxes, and Hebrew and Arabic are not set from right to left. The same view gives the same bytes.

    Raises:
        ConfigError: There are no words in `lang`, or there is no such party.
        DataError: The event's time zone is not known.
    """
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    messages, clock = load_messages(lang), make_clock(view.timezone, lang)
    shown = view if party is None else only_party(view, party)
    register_faces()
    buffer = io.BytesIO()
    left = (A4[0] - WIDTH) / 2
    frame = Frame(left, 45, WIDTH, A4[1] - 85, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document = BaseDocTemplate(
        buffer,
        pagesize=A4,
        invariant=1,
        lang=lang,
        title=clean(view.event),
        subject=messages.text("agenda_page.agenda"),
        author="",
        creator="abbina",
        pageTemplates=[PageTemplate(frames=[frame], onPageEnd=_footer(left, messages))],
    )
    document.build(list(_story(_sheets(shown, clock, messages, is_whole=party is None))))
    return buffer.getvalue()


def _sheets(view: AgendaView, clock: Clock, messages: Messages, *, is_whole: bool) -> Iterator[Sheet]:
    keys = [f"party{number}" for number in range(len(view.parties))]
    if is_whole:
        yield overview_sheet(view, keys, clock, messages)
        if view.is_replan:
            yield change_sheet(view, clock, messages)
    for one, key in zip(view.parties, keys, strict=True):
        yield party_sheet(view, one, key, clock, messages)
    if is_whole:
        yield from door_sheets(view, clock, messages)
        yield open_sheet(view, messages)


def _story(sheets: Iterable[Sheet]) -> Iterator[Any]:
    from reportlab.platypus import PageBreak

    for number, sheet in enumerate(sheets):
        if number:
            yield PageBreak()
        yield _place(sheet)
        yield from sheet.flowables


def _place(sheet: Sheet) -> Any:
    """What takes no room, and makes the place where it stands the beginning of `sheet`."""
    from reportlab.platypus import Flowable

    class Place(Flowable):  # type: ignore[misc]  # reportlab has no types
        def wrap(self, *_: float) -> tuple[float, float]:
            return 0, 0

        def draw(self) -> None:
            self.canv.bookmarkPage(sheet.key)
            self.canv.addOutlineEntry(clean(sheet.title), sheet.key)
            self.canv.sheet_title = clean(sheet.title)

    return Place()


def _footer(left: float, messages: Messages) -> Any:
    """What writes, at the end of each page, the title of its sheet and the number of the page."""

    def write(canvas: Any, document: Any) -> None:
        title = canvas.sheet_title
        short = title if len(title) <= _FOOTER_LENGTH else title[:_FOOTER_LENGTH] + "…"
        canvas.setFont(PLAIN, 7.5)
        canvas.setFillColor(SOFT)
        canvas.drawString(left, 26, short)
        canvas.drawRightString(left + WIDTH, 26, messages.text("agenda_page.page", {"page": document.page}))

    return write
