"""The sheets for the organiser: the event at a glance, and what is still open."""

from __future__ import annotations

from typing import Any

from matcher.agenda.export.clock import Clock
from matcher.agenda.export.paper.sheets import WIDTH, Sheet
from matcher.agenda.export.paper.styles import WASH, cell_parts, marked_up, paragraph, ruled
from matcher.agenda.export.programme import held_text, programme
from matcher.agenda.export.reasons import reason_reader
from matcher.agenda.export.views import AgendaView
from matcher.agenda.export.wording import dates_text, figures, stamp_text, wish_text, worth_text
from matcher.language import Messages

_NAMES_ACROSS = 3


def overview_sheet(view: AgendaView, keys: list[str], clock: Clock, messages: Messages) -> Sheet:
    """What the event comes to, the programme of each day, and who takes part; `keys` are the places of the parties."""
    slots = [slot for day in view.days for slot in day.slots]
    zone = messages.text("agenda_page.zone", {"zone": clock.zone_name(slots)})
    shown = [
        paragraph(marked_up(messages.text("agenda_page.agenda")), "eyebrow"),
        paragraph(marked_up(view.event), "event"),
        paragraph(marked_up(dates_text(view, clock)), "text"),
        paragraph(marked_up(zone), "quiet"),
        _figures(view, messages),
        paragraph(marked_up(worth_text(view.worth, messages)), "text"),
    ]
    if view.is_replan:
        n_told = len({notice.who.id for notice in view.notices})
        shown.append(paragraph(marked_up(messages.text("agenda_page.replan_note", {"n": n_told})), "text"))
    for day, rows in programme(view, clock, messages):
        shown.append(paragraph(marked_up(clock.day(day.date)), "day"))
        cells = [
            [
                paragraph(marked_up(row.time), "quiet" if row.is_break else "time"),
                paragraph(marked_up(held_text(row, messages)), "quiet" if row.is_break else "cell"),
                part,
            ]
            for row in rows
            for part in cell_parts([(marked_up(session), "cell") for session in row.sessions])
        ]
        shown.append(ruled(cells, (122, 90, WIDTH - 212)))
    shown += [paragraph(marked_up(messages.text("agenda_page.parties")), "day"), _names(view, keys)]
    shown.append(paragraph(marked_up(stamp_text(view, messages)), "small"))
    return Sheet(title=messages.text("agenda_page.overview"), key="overview", flowables=shown)


def open_sheet(view: AgendaView, messages: Messages) -> Sheet:
    """Who meets nobody, wishes that are not met, and pairs that do not meet, with the reasons."""
    title, read = messages.text("agenda_page.open"), reason_reader(view, messages)
    shown = [
        paragraph(marked_up(title), "sheet"),
        paragraph(marked_up(messages.text("agenda_page.open_note")), "quiet"),
    ]
    if view.idle:
        shown.append(paragraph(marked_up(messages.text("agenda_page.idle")), "day"))
        shown.append(paragraph(marked_up(", ".join(who.name for who in view.idle)), "text"))
    shown.append(paragraph(marked_up(messages.text("agenda_page.unmet")), "day"))
    wishes = [(wish.who.name, f": {wish_text(wish, messages)}", read(wish.why)) for wish in view.unmet]
    shown += _points(wishes, messages.text("agenda_page.no_unmet"))
    shown.append(paragraph(marked_up(messages.text("agenda_page.unscheduled")), "day"))
    pairs = [(f"{pair.first.name} ↔ {pair.second.name}", "", read(pair.why)) for pair in view.unscheduled]
    shown += _points(pairs, messages.text("agenda_page.no_unscheduled"))
    return Sheet(title=title, key="open", flowables=shown)


def _points(points: list[tuple[str, str, str]], nothing: str) -> list[Any]:
    if not points:
        return [paragraph(marked_up(nothing), "text")]
    return [
        paragraph(f"<bullet>•</bullet><b>{marked_up(who)}</b>{marked_up(what + (f' – {why}' if why else ''))}", "point")
        for who, what, why in points
    ]


def _figures(view: AgendaView, messages: Messages) -> Any:
    from reportlab.platypus import Table, TableStyle

    cells = [
        [paragraph(str(count), "figure"), paragraph(marked_up(word), "small")]
        for count, word in figures(view, messages)
    ]
    return Table(
        [cells],
        colWidths=[WIDTH / len(cells)] * len(cells),
        style=TableStyle([("BACKGROUND", (0, 0), (-1, -1), WASH), ("VALIGN", (0, 0), (-1, -1), "TOP")]),
        spaceBefore=8,
        spaceAfter=8,
    )


def _names(view: AgendaView, keys: list[str]) -> Any:
    """The names in alphabetical order, from left to right, each a link to its sheet."""
    cells: list[Any] = [
        paragraph(f'<a href="#{key}">{marked_up(one.who.name)}</a>', "cell")
        for key, one in zip(keys, view.parties, strict=True)
    ]
    cells += [""] * (-len(cells) % _NAMES_ACROSS)
    rows = [cells[start : start + _NAMES_ACROSS] for start in range(0, len(cells), _NAMES_ACROSS)]
    return ruled(rows, (WIDTH / _NAMES_ACROSS,) * _NAMES_ACROSS) if rows else paragraph("", "cell")
