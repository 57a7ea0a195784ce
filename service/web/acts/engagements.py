"""One party's own agenda, from what is published."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from matcher.agenda.export import AgendaView, export_file
from matcher.agenda.export.breaks import day_rows
from matcher.agenda.export.building import only_party
from matcher.agenda.export.views import Break, Entry
from matcher.store import NotStored, Transaction
from matcher.store.parties import get_party
from service.web.context import Actor
from service.web.prepared import Prepared, PreparedAgenda
from service.web.problems import not_found


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAgenda:
    """What a published agenda has for one party alone."""

    party_id: str
    prepared: PreparedAgenda = field(repr=False)

    @property
    def agenda_id(self) -> str:
        """The agenda's id."""
        return self.prepared.published.agenda_id

    @property
    def event_id(self) -> str:
        """The id of its event."""
        return self.prepared.published.event_id

    @property
    def event(self) -> str:
        """The event's name."""
        return self.prepared.view.event

    @property
    def timezone(self) -> str:
        """The event's time zone."""
        return self.prepared.view.timezone

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The party's engagements, in time order."""
        return self.prepared.parties[self.party_id].entries

    def rows(self, date: datetime.date) -> list[Entry | Break]:
        """The party's engagements of a day with the breaks between them, in time order."""
        view, own = self.prepared.view, self.prepared.parties[self.party_id]
        return [row for day in view.days if day.date == date for row in day_rows(day, own)]

    def view(self) -> AgendaView:
        """What concerns the party alone, to be written to a file or a page."""
        return only_party(self.prepared.view, self.party_id)


def published_agendas(tx: Transaction, prepared: Prepared, actor: Actor, party_id: str) -> list[OwnAgenda]:
    """Each published agenda that knows the party, by id.

    Raises:
        Problem: 404, there is no such party that the actor may see.
    """
    actor.require_party(party_id)
    try:
        get_party(tx, actor.programme_id, party_id)
    except NotStored:
        raise not_found("party") from None
    found = prepared.of_party(tx, actor.programme_id, party_id)
    return [OwnAgenda(party_id=party_id, prepared=one) for one in found]


def agenda_file(
    tx: Transaction, prepared: Prepared, actor: Actor, party_id: str, agenda_id: str, form: str, lang: str
) -> bytes:
    """One published agenda of a party as a file of a form (ics, pdf, html, csv); raises 404 if there is none."""
    found = [one for one in published_agendas(tx, prepared, actor, party_id) if one.agenda_id == agenda_id]
    if not found:
        raise not_found("published agenda")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"agenda.{form}"
        export_file(found[0].view(), path, lang, party=party_id)
        return path.read_bytes()
