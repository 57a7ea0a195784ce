"""The sheets that are lists: the event at a glance, who is where, what changed, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.agenda.export.breaks import day_rows, free_spans
from matcher.agenda.export.clock import Clock
from matcher.agenda.export.programme import programme
from matcher.agenda.export.reasons import reason_reader
from matcher.agenda.export.views import AgendaView, Break, Change, Entry, Notice, PartyView
from matcher.agenda.export.wording import (
    change_text,
    counts_text,
    figures,
    names_text,
    place_text,
    stamp_text,
    title_text,
    when_text,
    wish_text,
    worth_text,
)
from matcher.export.safe_text import clean
from matcher.export.styles import Look
from matcher.export.tables import Column, Row, Table, Value
from matcher.language import Messages


def overview(view: AgendaView, name: str, clock: Clock, messages: Messages) -> Table:
    """What the event comes to, and what is held at each time."""
    slots = [slot for day in view.days for slot in day.slots]
    told = [
        messages.text("agenda_page.zone", {"zone": clock.zone_name(slots)}),
        " · ".join(f"{word}: {count}" for count, word in figures(view, messages)),
        worth_text(view.worth, messages),
    ]
    if view.is_replan:
        told.append(messages.text("agenda_page.replan_note", {"n": len({one.who.id for one in view.notices})}))
    told.append(stamp_text(view, messages))
    return Table(
        name=name,
        title=clean(view.event),
        note="\n".join(told),
        columns=(
            _column("day", 26, messages, Look.NAME),
            _column("time", 18, messages),
            _column("meetings", 12, messages, Look.COUNT),
            _column("sessions", 80, messages),
        ),
        rows=[
            Row(
                values=(
                    clock.day(row.date),
                    row.time,
                    None if row.is_break else row.n_meetings,
                    messages.text("agenda_page.break") if row.is_break else "\n".join(row.sessions),
                ),
                starts_group=position == 0,
            )
            for _, rows in programme(view, clock, messages)
            for position, row in enumerate(rows)
        ],
        n_frozen=2,
    )


def everybody(view: AgendaView, name: str, clock: Clock, messages: Messages) -> Table:
    """Every party with each of its engagements, one party below the other; who has none has a row that says so."""
    return Table(
        name=name,
        title=messages.text("agenda_sheet.everybody_title"),
        note=messages.text("agenda_sheet.everybody_note"),
        columns=(
            _column("party", 34, messages, Look.NAME),
            _column("kind", 18, messages),
            *_engagement_columns(view, messages),
        ),
        rows=[
            Row(
                values=(clean(one.who.name), messages.label("kind", one.who.kind), *values),
                starts_group=position == 0,
                looks=tuple((2 + column, look) for column, look in looks),
            )
            for one in view.parties
            for position, (values, looks) in enumerate(_engagements(view, one, clock, messages))
        ],
    )


def one_party(view: AgendaView, one: PartyView, name: str, clock: Clock, messages: Messages) -> Table:
    """One party's own agenda with the breaks between its engagements, to be sent to it."""
    free = [f"{clock.short_day(day.date)} {clock.span(*span)}" for day in view.days for span in free_spans(day, one)]
    note = [f"{messages.label('kind', one.who.kind)} · {counts_text(one.entries, messages)}"]
    if free:
        note.append(f"{messages.text('agenda_page.free')}: {', '.join(free)}")
    return Table(
        name=name,
        title=clean(one.who.name),
        note="\n".join(note),
        columns=_engagement_columns(view, messages),
        rows=[
            Row(values=values, looks=looks)
            for values, looks in _engagements(view, one, clock, messages, with_breaks=True)
        ],
        is_filtered=False,
    )


def changes(view: AgendaView, name: str, clock: Clock, messages: Messages) -> Table:
    """Who has to be told what since the agenda before."""
    return Table(
        name=name,
        title=messages.text("agenda_page.changes"),
        note=messages.text("agenda_page.changes_note" if view.notices else "agenda_page.no_changes"),
        columns=(
            _column("party", 34, messages, Look.NAME),
            _column("kind", 18, messages),
            _column("change", 12, messages),
            _column("engagement", 42, messages),
            _column("before", 36, messages),
            _column("after", 36, messages),
        ),
        rows=[
            Row(values=_notice(notice, clock, messages), looks=((2, _look(notice.change)),)) for notice in view.notices
        ],
    )


def unmet(view: AgendaView, name: str, messages: Messages) -> Table:
    """Wishes that are not met, with the reason."""
    read = reason_reader(view, messages)
    return Table(
        name=name,
        title=messages.text("agenda_page.unmet"),
        note=messages.text("agenda_page.open_note" if view.unmet else "agenda_page.no_unmet"),
        columns=(
            _column("party", 34, messages, Look.NAME),
            _column("wish", 44, messages),
            _column("why", 70, messages),
        ),
        rows=[Row(values=(clean(wish.who.name), wish_text(wish, messages), read(wish.why))) for wish in view.unmet],
    )


def unscheduled(view: AgendaView, name: str, messages: Messages) -> Table:
    """Pairs that could meet and do not, with the reason."""
    read = reason_reader(view, messages)
    return Table(
        name=name,
        title=messages.text("agenda_page.unscheduled"),
        note=messages.text("agenda_page.open_note" if view.unscheduled else "agenda_page.no_unscheduled"),
        columns=(
            _column("party", 34, messages, Look.NAME),
            _column("with", 34, messages, Look.NAME),
            _column("why", 70, messages),
        ),
        rows=[
            Row(values=(clean(pair.first.name), clean(pair.second.name), read(pair.why))) for pair in view.unscheduled
        ],
    )


def _column(key: str, width: float, messages: Messages, look: Look = Look.TEXT) -> Column:
    return Column(heading=messages.text(f"agenda_column.{key}"), width=width, look=look)


def _engagement_columns(view: AgendaView, messages: Messages) -> tuple[Column, ...]:
    given = (("day", 18), ("time", 18), ("engagement", 46), ("with_kind", 22), ("place", 28))
    columns = [_column(key, width, messages) for key, width in given]
    return (*columns, _column("change", 14, messages)) if view.is_replan else tuple(columns)


def _engagements(
    view: AgendaView, one: PartyView, clock: Clock, messages: Messages, *, with_breaks: bool = False
) -> Iterator[tuple[tuple[Value, ...], tuple[tuple[int, Look], ...]]]:
    """The values of each row of the party and the looks of what changed, its cancelled engagements last."""
    held = [row for day in view.days for row in day_rows(day, one)] if with_breaks else one.entries
    entries = (*held, *one.cancelled)
    n_columns = len(_engagement_columns(view, messages))
    if not entries:
        yield ("", "", messages.text("agenda_sheet.nothing"), *[""] * (n_columns - 3)), ()
    for entry in entries:
        if isinstance(entry, Break):
            when = (clock.short_day(entry.start.date()), clock.span(entry.start, entry.end))
            yield (*when, messages.text("agenda_page.break"), *[""] * (n_columns - 3)), ()
            continue
        values = (
            clock.short_day(entry.start.date()),
            clock.span(entry.start, entry.end),
            _engagement(entry, one.who.id, messages),
            _kinds(entry, one.who.id, messages),
            place_text(entry, messages),
            change_text(entry.change, messages),
        )
        is_changed = entry.change is not Change.NONE
        yield values[:n_columns], ((n_columns - 1, _look(entry.change)),) if is_changed else ()


def _engagement(entry: Entry, party: str, messages: Messages) -> str:
    if not entry.group:
        return names_text(entry.others(party))
    title = title_text(entry, party, messages)
    return f"{title}\n{names_text(entry.others(party))}" if entry.parties[0].id == party else title


def _kinds(entry: Entry, party: str, messages: Messages) -> str:
    return ", ".join(dict.fromkeys(messages.label("kind", who.kind) for who in entry.others(party)))


def _notice(notice: Notice, clock: Clock, messages: Messages) -> tuple[Value, ...]:
    entry = notice.after or notice.before
    return (
        clean(notice.who.name),
        messages.label("kind", notice.who.kind),
        change_text(notice.change, messages),
        "" if entry is None else _engagement(entry, notice.who.id, messages),
        *("" if told is None else when_text(told, clock, messages) for told in (notice.before, notice.after)),
    )


def _look(change: Change) -> Look:
    return Look.ERROR if change is Change.CANCELLED else Look.WARNING
