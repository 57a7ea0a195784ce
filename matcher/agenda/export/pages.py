"""An agenda as pages: one for each party, lists for the doors of tables and venues, for phones and for paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any

from matcher.agenda.export.breaks import day_rows, free_spans
from matcher.agenda.export.building import only_party
from matcher.agenda.export.clock import Clock, make_clock
from matcher.agenda.export.doors import door_lists
from matcher.agenda.export.programme import held_text, programme
from matcher.agenda.export.reasons import reason_reader
from matcher.agenda.export.views import AgendaView, Break, Entry, PartyView, Who
from matcher.agenda.export.wording import (
    change_text,
    counts_text,
    dates_text,
    earlier_text,
    figures,
    notice_text,
    place_text,
    session_note,
    stamp_text,
    wish_text,
    worth_text,
)
from matcher.export.safe_text import clean
from matcher.language import Messages, load_messages

TEMPLATE, STYLE = "pages.html.j2", "pages.css"


def render_pages(view: AgendaView, lang: str, *, party: str | None = None) -> str:
    """One HTML page without script and without any address outside; printed, each party begins on a sheet of its own.

    With `party`, an id, it is that party's handout: no figures, doors or open wishes. Everything that comes from the
    files is escaped. The same view gives the same text.

    Raises:
        ConfigError: There are no words in `lang`, or there is no such party.
        DataError: The event's time zone is not known.
    """
    from jinja2 import Environment, StrictUndefined

    messages, clock = load_messages(lang), make_clock(view.timezone, lang)
    shown = view if party is None else only_party(view, party)
    # Control characters are no part of HTML; what is left is escaped.
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_legal
    )
    package = files(__package__)
    template = environment.from_string(package.joinpath(TEMPLATE).read_text(encoding="utf-8"))
    style = package.joinpath(STYLE).read_text(encoding="utf-8").rstrip()
    return template.render(**_content(shown, party, messages, clock), style=style) + "\n"


def _legal(value: object) -> object:
    return clean(value) if type(value) is str else value


def _content(view: AgendaView, party: str | None, messages: Messages, clock: Clock) -> dict[str, Any]:
    slots = [slot for day in view.days for slot in day.slots]
    title = " – ".join([view.event, *(one.who.name for one in view.parties if one.who.id == party)])
    return {
        "view": view,
        "party": party,
        "lang": messages.lang,
        "title": title,
        "dates": dates_text(view, clock),
        "zone": messages.text("agenda_page.zone", {"zone": clock.zone_name(slots)}),
        "figures": figures(view, messages),
        "worth": worth_text(view.worth, messages),
        "replan_note": messages.text("agenda_page.replan_note", {"n": len({one.who.id for one in view.notices})}),
        "programme": [(clock.day(day.date), rows) for day, rows in programme(view, clock, messages)],
        "stamp": stamp_text(view, messages),
        "notices": _notices(view, clock, messages),
        "doors": door_lists(view, clock, messages),
        **_helpers(view, clock, messages),
    }


def _helpers(view: AgendaView, clock: Clock, messages: Messages) -> dict[str, Callable[..., object]]:
    """What the template calls."""
    return {
        "text": lambda key: messages.text(f"agenda_page.{key}"),
        "kind": lambda who: messages.label("kind", who.kind),
        "is_break": lambda row: isinstance(row, Break),
        "span": lambda entry: clock.span(entry.start, entry.end),
        "place": lambda entry: place_text(entry, messages),
        "change": lambda entry: change_text(entry.change, messages),
        "held": lambda row: held_text(row, messages),
        "earlier": lambda party, entry: earlier_text(view, party, entry, clock, messages),
        "session_note": lambda entry, party: session_note(entry, party, messages),
        "summary": lambda one: counts_text(one.entries, messages),
        "days": lambda one: _days(view, one, clock),
        "by_day": lambda entries: _by_day(entries, clock),
        "wish_text": lambda wish: wish_text(wish, messages),
        "reason": reason_reader(view, messages),
    }


def _notices(view: AgendaView, clock: Clock, messages: Messages) -> list[tuple[Who, list[str]]]:
    told: dict[Who, list[str]] = {}
    for notice in view.notices:
        told.setdefault(notice.who, []).append(notice_text(notice, clock, messages))
    return list(told.items())


def _days(view: AgendaView, one: PartyView, clock: Clock) -> Iterable[tuple[str, list[Entry | Break], list[str]]]:
    """Each day's heading, engagements with the breaks between them, and free times of one party."""
    for day in view.days:
        yield clock.day(day.date), day_rows(day, one), [clock.span(*span) for span in free_spans(day, one)]


def _by_day(entries: Sequence[Entry], clock: Clock) -> list[tuple[str, list[Entry]]]:
    days = dict.fromkeys(entry.start.date() for entry in entries)
    return [(clock.day(date), [entry for entry in entries if entry.start.date() == date]) for date in days]
