"""What is shown again and again, made once: published agendas as participants see them, and the lists of parties.

It is kept in memory alone, under what it follows from, which is read from the database each time: nothing out of date
is shown, whichever process changed it. An erasure changes texts of others without a new version, so how many there
were belongs to it; and it empties all that is kept here.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from fastapi import Request

from matcher.agenda.export import AgendaView, build_view
from matcher.agenda.export.views import PartyView
from matcher.store import Transaction
from matcher.store.agendas import PublishedAgenda, get_agenda_version, list_published
from service.agenda_documents import read_version

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST_AGENDAS, MOST_PAGES, MOST_LOOKS = 16, 1000, 10_000
"""How many of each are kept: those that were asked for last."""

SAME_LOOK = datetime.timedelta(minutes=10)
"""Within this time, the same list before the same eyes is one look: a page that is loaded again shows nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedAgenda:
    """A published agenda and its whole view; `parties` has the view of each party of its problem by id."""

    published: PublishedAgenda
    view: AgendaView = field(repr=False)
    parties: dict[str, PartyView] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPage:
    """A party's list as it is sent, the run that it is of, and the id and rank of everybody on it."""

    content: bytes = field(repr=False)
    run_id: str
    shown: tuple[tuple[str, int], ...]


class Prepared:
    """What one application has ready. May be used by several threads: an agenda is made once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._agendas: OrderedDict[PublishedAgenda, PreparedAgenda] = OrderedDict()
        self._pages: OrderedDict[Hashable, tuple[Hashable, PreparedPage]] = OrderedDict()
        self._looks: OrderedDict[Hashable, datetime.datetime] = OrderedDict()

    def forget(self) -> None:
        """Keep nothing of what was made until now."""
        with self._lock:
            self._agendas.clear()
            self._pages.clear()
            self._looks.clear()

    def is_new_look(self, key: Hashable, now: datetime.datetime) -> bool:
        """Whether this was not looked at within `SAME_LOOK`, as far as this process knows; from now on it was."""
        with self._lock:
            before = self._looks.get(key)
            is_new = before is None or not before <= now < before + SAME_LOOK
            if is_new:
                _keep(self._looks, key, now, MOST_LOOKS)
        return is_new

    def page(self, key: Hashable, state: Hashable, make: Callable[[], PreparedPage]) -> PreparedPage:
        """The page of this key if it was made in this state, else the one that is made now."""
        with self._lock:
            kept = self._pages.get(key)
        page = kept[1] if kept is not None and kept[0] == state else make()
        with self._lock:
            _keep(self._pages, key, (state, page), MOST_PAGES)
        return page

    def of_party(self, tx: Transaction, programme_id: str, party_id: str) -> list[PreparedAgenda]:
        """Every published agenda of the programme that knows the party, by id."""
        found = [self._one(tx, programme_id, published) for published in list_published(tx, programme_id)]
        return [one for one in found if party_id in one.parties]

    def _one(self, tx: Transaction, programme_id: str, published: PublishedAgenda) -> PreparedAgenda:
        with self._lock:
            found = self._agendas.get(published)
            if found is None:
                version = get_agenda_version(tx, programme_id, published.agenda_id, published.version)
                view = build_view(*read_version(version))
                parties = {one.who.id: one for one in view.parties}
                found = PreparedAgenda(published=published, view=view, parties=parties)
            _keep(self._agendas, published, found, MOST_AGENDAS)
            return found


def prepared_of(request: Request) -> Prepared:
    """What the application of a request has ready."""
    return cast(Prepared, request.app.state.prepared)


def _keep(kept: OrderedDict[Key, Value], key: Key, value: Value, most: int) -> None:
    """Keep a value as the newest, and only so many."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
