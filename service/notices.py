"""Who has to be told what when one agenda takes another's place, as JSON and in a language."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from matcher.agenda.export import build_view
from matcher.agenda.export.clock import make_clock
from matcher.agenda.export.views import Entry, Notice
from matcher.agenda.export.wording import notice_text
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Group, Party, Problem, Slot, Venue
from matcher.language import load_messages
from matcher.store.rows import Document

Noun = TypeVar("Noun", Party, Slot, Venue, Group)


def notices_document(problem: Problem, before: Agenda, after: Agenda, lang: str) -> list[Document]:
    """One entry for each party and engagement that changed, by the party's name and then by time.

    `problem` knows the parties of both agendas.

    Raises:
        ConfigError: the language is not one of those spoken.
        DataError: an agenda names what the problem does not have.
    """
    messages, clock = load_messages(lang), make_clock(problem.event.timezone, lang)
    view = build_view(problem, after, [before])
    return [
        {
            "party_id": notice.who.id,
            "party": notice.who.name,
            "change": notice.change.value,
            "text": notice_text(notice, clock, messages),
            "before": _place(notice, notice.before),
            "after": _place(notice, notice.after),
        }
        for notice in view.notices
    ]


def with_parties_of(problem: Problem, other: Problem) -> Problem:
    """The problem with the parties, slots, venues and groups that only the other one has, so that it knows both."""
    return replace(
        problem,
        parties=_joined(problem.parties, other.parties),
        slots=tuple(sorted(_joined(problem.slots, other.slots), key=lambda slot: (slot.start, slot.id))),
        venues=_joined(problem.venues, other.venues),
        groups=_joined(problem.groups, other.groups),
    )


def _joined(one: tuple[Noun, ...], other: tuple[Noun, ...]) -> tuple[Noun, ...]:
    known = {each.id for each in one}
    return one + tuple(each for each in other if each.id not in known)


def _place(notice: Notice, entry: Entry | None) -> Document | None:
    if entry is None:
        return None
    return {
        "start": entry.start.isoformat(timespec="minutes"),
        "end": entry.end.isoformat(timespec="minutes"),
        "slots": list(entry.slots),
        "venue": entry.venue,
        "table": entry.table,
        "group": entry.group,
        "with": [who.id for who in entry.others(notice.who.id)],
    }
