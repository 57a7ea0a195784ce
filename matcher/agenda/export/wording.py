"""What an engagement, its place and its worth are called, in the words of a language."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from matcher import __version__
from matcher.agenda.export.clock import Clock
from matcher.agenda.export.views import AgendaView, Change, Entry, Notice, UnmetView, Who, Worth
from matcher.export.safe_text import clean
from matcher.language import Messages

HASH_DIGITS = 12
"""Digits of a hash that are printed: enough to tell files apart, and short enough for a page."""


def names_text(people: Iterable[Who]) -> str:
    """The names, joined by commas."""
    return ", ".join(clean(who.name) for who in people)


def title_text(entry: Entry, party: str | None, messages: Messages) -> str:
    """What the engagement is: for everybody if `party` is None, else for that party, an id."""
    if entry.group:
        key = "session" if party is None else "session_host" if entry.parties[0].id == party else "session_guest"
        n_guests = len(entry.parties) - 1
        values = {"group": clean(entry.group), "host": clean(entry.parties[0].name), "n": n_guests}
        return messages.text(f"agenda_title.{key}{'' if key == 'session_guest' else _one(n_guests)}", values)
    if party is None:
        return " ↔ ".join(clean(who.name) for who in entry.parties)
    return messages.text("agenda_title.meeting", {"with": names_text(entry.others(party))})


def place_text(entry: Entry, messages: Messages) -> str:
    """The venue, and the table of a meeting."""
    values = {"venue": clean(entry.venue), "table": entry.table}
    return messages.text("agenda_place.session" if entry.table is None else "agenda_place.table", values)


def counts_text(entries: Sequence[Entry], messages: Messages) -> str:
    """How many meetings, and how many sessions where there are any."""
    n_sessions = sum(1 for entry in entries if entry.group)
    parts = [_count_text("meeting", len(entries) - n_sessions, messages)]
    if n_sessions:
        parts.append(_count_text("session", n_sessions, messages))
    return ", ".join(parts)


def _count_text(noun: str, n: int, messages: Messages) -> str:
    return messages.text(f"agenda_count.{noun}" if n == 1 else f"agenda_count.{noun}s", {"n": n})


def figures(view: AgendaView, messages: Messages) -> tuple[tuple[int, str], ...]:
    """What the agenda comes to: counts, each with the word for it."""
    n_sessions = sum(1 for entry in view.entries if entry.group)
    counts = (
        (len(view.entries) - n_sessions, "n_meetings"),
        (n_sessions, "n_sessions"),
        (len(view.parties), "n_parties"),
        (len(view.days), "n_days"),
        (len(view.unmet), "n_unmet"),
        *(((len(view.idle), "n_idle"),) if view.idle else ()),
    )
    return tuple((count, messages.text(f"agenda_page.{key}{_one(count)}")) for count, key in counts)


def _one(n: int) -> str:
    """The ending of the keys of texts that are said of one."""
    return "_one" if n == 1 else ""


def summary_text(view: AgendaView, messages: Messages) -> str:
    """How many meetings and sessions the agenda has, and what it is worth."""
    return f"{counts_text(view.entries, messages)}. {worth_text(view.worth, messages)}"


def dates_text(view: AgendaView, clock: Clock) -> str:
    """The day of the event, or its first and its last."""
    first, last = view.days[0].date, view.days[-1].date
    return clock.day(first) if first == last else f"{clock.day(first)} – {clock.day(last)}"


def session_note(entry: Entry, party: str, messages: Messages) -> str:
    """What a group session is for `party`, an id: how many guests, and who is named after it."""
    role = "session_host" if entry.parties[0].id == party else "session_guest"
    n_guests = len(entry.parties) - 1
    return messages.text(f"agenda_page.{role}{_one(n_guests)}", {"n": n_guests})


def when_text(entry: Entry, clock: Clock, messages: Messages) -> str:
    """When and where, in short."""
    when = f"{clock.short_day(entry.start.date())} {clock.span(entry.start, entry.end)}"
    return messages.text("agenda_notice.when", {"when": when, "where": place_text(entry, messages)})


def notice_text(notice: Notice, clock: Clock, messages: Messages) -> str:
    """What the party has to be told, as one sentence: what, with whom, when and where; "S.p.A." ends it as it is."""

    def told(entry: Entry | None) -> str:
        return "" if entry is None else when_text(entry, clock, messages)

    entry = notice.after or notice.before
    title = "" if entry is None else title_text(entry, notice.who.id, messages)
    guests = "" if entry is None else names_text(entry.others(notice.who.id))
    values = {"title": title, "before": told(notice.before), "after": told(notice.after), "guests": guests}
    text = messages.text(f"agenda_notice.{notice.change.value}", values)
    return text.removesuffix(".") if text.endswith("..") else text


def earlier_text(view: AgendaView, party: str, entry: Entry, clock: Clock, messages: Messages) -> str:
    """When and where an engagement that was moved was before, for `party`, an id; "" for any other engagement."""
    for notice in view.notices:
        is_it = notice.who.id == party and notice.after is not None and notice.after.key == entry.key
        if is_it and notice.change is Change.MOVED and notice.before is not None:
            return messages.text("agenda_notice.earlier", {"before": when_text(notice.before, clock, messages)})
    return ""


def change_text(change: Change, messages: Messages) -> str:
    """The word for a change; "" for none."""
    return "" if change is Change.NONE else messages.text(f"agenda_change.{change.value}")


def number_text(value: float, messages: Messages) -> str:
    """A figure with at most two decimals, written as in the language."""
    from babel.numbers import format_decimal

    return str(format_decimal(round(value, 2) + 0.0, format="#,##0.##", locale=messages.lang))


def share_text(share: float, messages: Messages) -> str:
    """A share as a percentage that is never rounded down to a better one: 0.0301 % is told as 0.04 %."""
    from babel.numbers import format_percent

    shown = math.ceil(round(share * 1e4, 6)) / 1e4
    return str(format_percent(shown, format="#,##0.##%", locale=messages.lang))


def worth_text(worth: Worth, messages: Messages) -> str:
    """How near the agenda is to the best that can be, in plain words."""
    values = {"score": number_text(worth.score, messages), "objective": number_text(worth.objective, messages)}
    values |= {"bound": number_text(worth.bound, messages)}
    if worth.status == "infeasible":
        return messages.text("agenda_worth.infeasible", values)
    if worth.status == "optimal" or worth.gap == 0:
        return messages.text("agenda_worth.optimal", values)
    if worth.gap is None:
        return messages.text("agenda_worth.unknown", values)
    return messages.text("agenda_worth.near", values | {"gap": share_text(worth.gap, messages)})


def stamp_text(view: AgendaView, messages: Messages) -> str:
    """What the export was made with: the version, the seed, and the hash of the data where it is known."""
    made = messages.text("agenda_page.stamp", {"version": __version__, "seed": view.seed})
    return made + (
        messages.text("agenda_page.stamp_data", {"hash": view.data_hash[:HASH_DIGITS]}) if view.data_hash else ""
    )


def wish_text(wish: UnmetView, messages: Messages) -> str:
    """The wish that is not met, with what was wanted and what there is."""
    values = {"wanted": number_text(wish.wanted, messages), "got": number_text(wish.got, messages)}
    return messages.text(f"agenda_wish.{wish.rule}", values)
