"""What changed from one agenda to the next: marks on engagements, and who has to be told what."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from matcher.agenda.export.directory import by_name
from matcher.agenda.export.views import Change, Entry, Notice, Who

Entries = Mapping[str, Entry]
"""The engagements of one agenda by key."""


def with_changes(past: Sequence[Entries], present: Entries) -> Iterator[Entry]:
    """The engagements of `present`, marked against the last of `past` and counted through all of them."""
    for key, entry in present.items():
        change = change_between(past[-1].get(key), entry) if past else Change.NONE
        yield replace(entry, change=change, sequence=_n_changes(key, [*past, present]))


def cancelled_entries(past: Sequence[Entries], present: Entries) -> Iterator[Entry]:
    """The engagements of any agenda before that are not in `present` at all, as they last were."""
    last: dict[str, Entry] = {}
    for entries in past:
        last |= entries
    for key, entry in last.items():
        if key not in present:
            yield _cancelled(entry, past, present)


def cancelled_by_party(past: Sequence[Entries], present: Entries) -> dict[str, list[Entry]]:
    """By party: the engagements of any agenda before that it has no more, be they held without it or not at all."""
    last: dict[tuple[str, str], Entry] = {}
    for entries in past:
        last |= {(who.id, key): entry for key, entry in entries.items() for who in entry.parties}
    held = {(who.id, key) for key, entry in present.items() for who in entry.parties}
    found: dict[str, list[Entry]] = {}
    for (party, key), entry in last.items():
        if (party, key) not in held:
            found.setdefault(party, []).append(_cancelled(entry, past, present))
    return found


def change_between(before: Entry | None, after: Entry | None) -> Change:
    """What became of one engagement; None where an agenda does not have it."""
    if before is None:
        return Change.NONE if after is None else Change.NEW
    if after is None:
        return Change.CANCELLED
    if _place(before) != _place(after):
        return Change.MOVED
    return Change.NONE if before.parties == after.parties else Change.GUESTS


def notices_between(before: Entries, after: Entries) -> tuple[Notice, ...]:
    """Who has to be told what, by name and then by time: a party hears of its own engagements, a guest of no others."""
    notices = [notice for key in {**before, **after} for notice in _notices(before.get(key), after.get(key))]
    return tuple(sorted(notices, key=_reading_order))


def _cancelled(entry: Entry, past: Sequence[Entries], present: Entries) -> Entry:
    return replace(entry, change=Change.CANCELLED, sequence=_n_changes(entry.key, [*past, present]))


def _notices(before: Entry | None, after: Entry | None) -> Iterator[Notice]:
    for who in _everybody(before, after):
        old = before if before is not None and who in before.parties else None
        new = after if after is not None and who in after.parties else None
        change = change_between(old, new)
        is_guest = new is not None and bool(new.group) and new.parties[0] != who
        if change is not Change.NONE and not (change is Change.GUESTS and is_guest):
            yield Notice(who=who, change=change, before=old, after=new)


def _everybody(*entries: Entry | None) -> Iterable[Who]:
    return dict.fromkeys(who for entry in entries if entry is not None for who in entry.parties)


def _reading_order(notice: Notice) -> tuple[tuple[str, str], list[tuple[datetime.datetime, str]]]:
    known = [entry for entry in (notice.after, notice.before) if entry is not None]
    return by_name(notice.who), [(entry.start, entry.key) for entry in known]


def _n_changes(key: str, agendas: Sequence[Entries]) -> int:
    """How often the engagement changed since an agenda first had it."""
    states = [entries.get(key) for entries in agendas]
    while states and states[0] is None:
        states.pop(0)
    return sum(change_between(before, after) is not Change.NONE for before, after in itertools.pairwise(states))


def _place(entry: Entry) -> tuple[object, ...]:
    return entry.start, entry.end, entry.venue, entry.table
