"""Published agendas as participants see them, made once: reading one with all its rules takes far longer than its page.

What is kept is in memory alone. A version never changes but by an erasure: how many there were is part of the key.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from matcher.agenda.export import AgendaView, build_view
from matcher.agenda.export.views import PartyView
from matcher.store import Transaction
from matcher.store.agendas import PublishedAgenda, get_agenda_version, list_published
from service.agenda_documents import read_version

MOST = 16
"""How many agendas are kept: those that were asked for last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedAgenda:
    """A published agenda and its whole view; `parties` has the view of each party of its problem by id."""

    published: PublishedAgenda
    view: AgendaView = field(repr=False)
    parties: dict[str, PartyView] = field(repr=False)


class Prepared:
    """The views of one application. May be used by several threads: each is made once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[PublishedAgenda, PreparedAgenda] = OrderedDict()

    def of_party(self, tx: Transaction, programme_id: str, party_id: str) -> list[PreparedAgenda]:
        """Every published agenda of the programme that knows the party, by id."""
        found = [self._one(tx, programme_id, published) for published in list_published(tx, programme_id)]
        return [one for one in found if party_id in one.parties]

    def _one(self, tx: Transaction, programme_id: str, published: PublishedAgenda) -> PreparedAgenda:
        with self._lock:
            found = self._kept.get(published)
            if found is None:
                version = get_agenda_version(tx, programme_id, published.agenda_id, published.version)
                view = build_view(*read_version(version))
                parties = {one.who.id: one for one in view.parties}
                found = self._kept[published] = PreparedAgenda(published=published, view=view, parties=parties)
            self._kept.move_to_end(published)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
            return found
