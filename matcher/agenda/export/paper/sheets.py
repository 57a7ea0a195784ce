"""What stands on each sheet of paper, as flowables of reportlab."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.agenda.export.breaks import day_rows, free_spans
from matcher.agenda.export.clock import Clock
from matcher.agenda.export.doors import DoorRow, door_lists
from matcher.agenda.export.paper.styles import MARK, cell_parts, marked_up, paragraph, ruled
from matcher.agenda.export.views import AgendaView, Break, Change, Entry, PartyView, Who
from matcher.agenda.export.wording import change_text, counts_text, earlier_text, notice_text, place_text, session_note
from matcher.language import Messages

WIDTH = 510.0
"""Points between the margins of an A4 sheet."""
_TIME_WIDTH = {"it": 82.0, "en": 122.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet, or several if it is long: its title in the list of contents, the key of its place, what is on it."""

    title: str
    key: str
    flowables: list[Any]


def party_sheet(view: AgendaView, one: PartyView, key: str, clock: Clock, messages: Messages) -> Sheet:
    """One party's agenda, day by day, with its free times and what was cancelled."""
    kind = messages.label("kind", one.who.kind)
    shown = [
        paragraph(marked_up(view.event), "eyebrow"),
        paragraph(marked_up(one.who.name), "sheet"),
        paragraph(marked_up(f"{kind} · {counts_text(one.entries, messages)}"), "quiet"),
    ]
    for day in view.days:
        rows = day_rows(day, one)
        free = [clock.span(*span) for span in free_spans(day, one)]
        if rows or free:
            shown.append(paragraph(marked_up(clock.day(day.date)), "day"))
        if rows:
            shown.append(_engagements(view, one.who.id, rows, clock, messages))
        if free:
            shown.append(paragraph(marked_up(f"{messages.text('agenda_page.free')}: {', '.join(free)}"), "small"))
    if one.cancelled:
        shown.append(paragraph(marked_up(messages.text("agenda_page.cancelled")), "day"))
        shown.append(_engagements(view, one.who.id, one.cancelled, clock, messages, with_day=True))
    slots = [slot for day in view.days for slot in day.slots]
    zone = messages.text("agenda_page.zone", {"zone": clock.zone_name(slots)})
    return Sheet(title=one.who.name, key=key, flowables=[*shown, paragraph(marked_up(zone), "small")])


def change_sheet(view: AgendaView, clock: Clock, messages: Messages) -> Sheet:
    """Who has to be told what since the agenda before."""
    title = messages.text("agenda_page.changes")
    note = "agenda_page.changes_note" if view.notices else "agenda_page.no_changes"
    shown = [paragraph(marked_up(title), "sheet"), paragraph(marked_up(messages.text(note)), "quiet")]
    told: set[Who] = set()
    for notice in view.notices:
        if notice.who not in told:
            told.add(notice.who)
            shown.append(paragraph(marked_up(notice.who.name), "day"))
        shown.append(paragraph("<bullet>•</bullet>" + marked_up(notice_text(notice, clock, messages)), "point"))
    return Sheet(title=title, key="changes", flowables=shown)


def door_sheets(view: AgendaView, clock: Clock, messages: Messages) -> Iterator[Sheet]:
    """A sheet for each table that is in use, and for the sessions of each venue, with all its days, to hang there."""
    lists: dict[tuple[str, str], list[tuple[str, list[DoorRow]]]] = {}
    for day, venue, found in door_lists(view, clock, messages):
        for caption, rows in found:
            lists.setdefault((venue, caption), []).append((day, rows))
    order = {venue.id: position for position, venue in enumerate(view.venues)}
    for number, (venue, caption) in enumerate(sorted(lists, key=lambda place: (order[place[0]], _natural(place[1])))):
        shown = [
            paragraph(marked_up(f"{view.event} · {messages.text('agenda_page.doors')}"), "eyebrow"),
            paragraph(marked_up(f"{venue} – {caption}"), "sheet"),
        ]
        for day, rows in lists[venue, caption]:
            shown += [paragraph(marked_up(day), "day"), _door(rows, messages)]
        yield Sheet(title=f"{venue} – {caption}", key=f"door{number}", flowables=shown)


def _natural(caption: str) -> tuple[int, str]:
    """Sessions first, then tables by their number."""
    digits = "".join(one for one in caption if one.isdigit())
    return int(digits or 0), caption


def _engagements(
    view: AgendaView,
    party: str,
    entries: Sequence[Entry | Break],
    clock: Clock,
    messages: Messages,
    *,
    with_day: bool = False,
) -> Any:
    width = _TIME_WIDTH[messages.lang]
    rows: list[list[Any]] = []
    changed: list[int] = []
    for entry in entries:
        day = f"{marked_up(clock.short_day(entry.start.date()))}<br/>" if with_day else ""
        span = marked_up(clock.span(entry.start, entry.end))
        if isinstance(entry, Break):
            rows.append([paragraph(span, "quiet"), paragraph(marked_up(messages.text("agenda_page.break")), "quiet")])
            continue
        time = paragraph(day + span, "time")
        where = [place_text(entry, messages), earlier_text(view, party, entry, clock, messages)]
        told = [(line, "cell") for line in _people(entry, party, messages)]
        told += [(marked_up(text), "quiet") for text in where if text]
        parts = cell_parts(told)
        if entry.change is not Change.NONE:
            changed += range(len(rows), len(rows) + len(parts))
        rows += [[time if number == 0 else "", part] for number, part in enumerate(parts)]
    return ruled(rows, (width, WIDTH - width), tuple(changed))


def _people(entry: Entry, party: str, messages: Messages) -> list[str]:
    def struck(markup: str) -> str:
        return f"<strike>{markup}</strike>" if entry.change is Change.CANCELLED else markup

    others = [(marked_up(who.name), marked_up(messages.label("kind", who.kind))) for who in entry.others(party)]
    if entry.group:
        note = marked_up(session_note(entry, party, messages))
        first = f"{struck(f'<b>{marked_up(entry.group)}</b>')} {note}{_mark(entry, messages)}"
        return [first, *(f"{struck(name)} · {kind}" for name, kind in others)]
    return [f"{struck(f'<b>{name}</b>')} · {kind}{_mark(entry, messages)}" for name, kind in others]


def _mark(entry: Entry, messages: Messages) -> str:
    change = change_text(entry.change, messages)
    return f' <font color="{MARK}"><b>[{marked_up(change)}]</b></font>' if change else ""


def _door(rows: Sequence[DoorRow], messages: Messages) -> Any:
    width = _TIME_WIDTH[messages.lang]
    shown: list[list[Any]] = []
    changed: list[int] = []
    for row in rows:
        nobody = messages.text("agenda_page.break" if row.is_break else "agenda_page.nobody")
        lines = [(line, "cell") for entry in row.entries for line in _at_door(entry, messages)]
        parts = cell_parts(lines or [(marked_up(nobody), "quiet")])
        if any(entry.change is not Change.NONE for entry in row.entries):
            changed += range(len(shown), len(shown) + len(parts))
        first = paragraph(marked_up(row.time), "time" if row.entries else "quiet")
        shown += [[first if number == 0 else "", part] for number, part in enumerate(parts)]
    return ruled(shown, (width, WIDTH - width), tuple(changed))


def _at_door(entry: Entry, messages: Messages) -> list[str]:
    names = [marked_up(who.name) for who in entry.parties]
    if not entry.group:
        return [" ↔ ".join(names) + _mark(entry, messages)]
    return [f"<b>{marked_up(entry.group)}</b>{_mark(entry, messages)}", *names]
