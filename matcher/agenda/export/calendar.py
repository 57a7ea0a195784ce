"""An agenda as an iCalendar file (RFC 5545), which every calendar program takes in."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from matcher.agenda.export.clock import Clock, make_clock
from matcher.agenda.export.views import AgendaView, Change, Entry
from matcher.agenda.export.wording import place_text, title_text
from matcher.export.safe_text import clean
from matcher.language import Messages, load_messages

_NAMESPACE = uuid.UUID("5f0c3c1e-8c55-5b9b-9c1c-2f6f5ad0a7f1")
"""Fixed for ever: another value would make every meeting another one in the calendars that have it."""
SEPARATOR = "\x1e"


def render_calendar(view: AgendaView, lang: str, *, party: str | None = None) -> bytes:
    """One VEVENT for each engagement of `view`, and one with STATUS:CANCELLED for each that is no more.

    With `party`, an id, the calendar is that party's: it has only its engagements, each named by whom it meets. The
    same view gives the same bytes, whatever the day: the UID comes from the name of the event and the ids of those who
    meet, never from the time; SEQUENCE is `Entry.sequence`; DTSTAMP, for which an agenda has no date of its own, is the
    start of the event's first slot. Programs tell a newer version by SEQUENCE and look at DTSTAMP only after it (RFC
    5546, 2.1.5). Times are local, with a VTIMEZONE that covers the years of the event.

    Raises:
        ConfigError: There are no words in `lang`.
        DataError: The event's time zone is not known.
    """
    import icalendar

    messages, clock = load_messages(lang), make_clock(view.timezone, lang)
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//abbina//agenda//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _calendar_name(view, party))
    calendar.add("x-wr-timezone", view.timezone)
    zone = _zone(view, clock)
    if zone is not None:
        calendar.add_component(zone)
    stamp = clock.aware(view.days[0].slots[0].start).astimezone(datetime.UTC)
    for entry in _entries(view, party):
        calendar.add_component(_event(view, entry, party, clock, messages, stamp))
    return bytes(calendar.to_ical())


def uid_of(event: str, key: str) -> str:
    """The name of an engagement for all time: made of the event's name and the engagement's key."""
    return f"{uuid.uuid5(_NAMESPACE, event + SEPARATOR + key)}@abbina"


def _entries(view: AgendaView, party: str | None) -> tuple[Entry, ...]:
    if party is None:
        return (*view.entries, *view.cancelled)
    return tuple(entry for one in view.parties if one.who.id == party for entry in (*one.entries, *one.cancelled))


def _calendar_name(view: AgendaView, party: str | None) -> str:
    names = [one.who.name for one in view.parties if one.who.id == party]
    return clean(" – ".join([view.event, *names]))


def _zone(view: AgendaView, clock: Clock) -> Any:
    """The rules of the zone in the years of the event, and None for UTC, which needs none."""
    import icalendar

    if clock.zone.key in {"UTC", "Etc/UTC"}:
        return None
    first, last = view.days[0].date, view.days[-1].date
    zone = icalendar.Timezone.from_tzinfo(
        clock.zone,
        first_date=datetime.date(first.year, 1, 1),
        last_date=datetime.date(last.year + 1, 1, 1),
    )
    zone.pop("COMMENT", None)
    return zone


def _event(
    view: AgendaView, entry: Entry, party: str | None, clock: Clock, messages: Messages, stamp: datetime.datetime
) -> Any:
    import icalendar

    event = icalendar.Event()
    event.add("uid", uid_of(view.event, entry.key))
    event.add("dtstamp", stamp)
    event.add("sequence", entry.sequence)
    event.add("dtstart", clock.aware(entry.start))
    event.add("dtend", clock.aware(entry.end))
    is_cancelled = entry.change is Change.CANCELLED
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    title = title_text(entry, party, messages)
    event.add("summary", messages.text("agenda_calendar.cancelled", {"title": title}) if is_cancelled else title)
    event.add("location", place_text(entry, messages))
    event.add("description", _description(view, entry, party, messages))
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    return event


def _description(view: AgendaView, entry: Entry, party: str | None, messages: Messages) -> str:
    """The event, then everybody who takes part in what the title tells in short, with their kind."""
    shown = entry.parties if party is None else entry.others(party)
    people = [f"{clean(who.name)} ({messages.label('kind', who.kind)})" for who in shown]
    return "\n".join([clean(view.event), *people])
