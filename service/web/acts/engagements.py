"""One party's own agenda, from what is published."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from matcher.agenda.export import AgendaView, build_view, export_file
from matcher.agenda.export.building import only_party
from matcher.store import NotStored, Transaction
from matcher.store.agendas import get_agenda_version, list_agendas
from matcher.store.parties import get_party
from service.agenda_documents import read_version
from service.web.context import Actor
from service.web.problems import not_found


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAgenda:
    """What a published agenda has for one party alone."""

    agenda_id: str
    event_id: str
    view: AgendaView


def published_agendas(tx: Transaction, actor: Actor, party_id: str) -> list[OwnAgenda]:
    """Each published agenda that knows the party, by id: what concerns the party alone.

    Raises:
        Problem: 404, there is no such party that the actor may see.
    """
    actor.require_party(party_id)
    try:
        get_party(tx, actor.programme_id, party_id)
    except NotStored:
        raise not_found("party") from None
    found = []
    for agenda in list_agendas(tx, actor.programme_id):
        if agenda.published_version is not None:
            version = get_agenda_version(tx, actor.programme_id, agenda.id, agenda.published_version)
            problem, made = read_version(version)
            if any(party.id == party_id for party in problem.parties):
                view = only_party(build_view(problem, made), party_id)
                found.append(OwnAgenda(agenda_id=agenda.id, event_id=agenda.event_id, view=view))
    return found


def agenda_file(tx: Transaction, actor: Actor, party_id: str, agenda_id: str, form: str, lang: str) -> bytes:
    """One published agenda of a party as a file of a form (ics, pdf, html, csv); raises 404 if there is none."""
    found = [one for one in published_agendas(tx, actor, party_id) if one.agenda_id == agenda_id]
    if not found:
        raise not_found("published agenda")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"agenda.{form}"
        export_file(found[0].view, path, lang, party=party_id)
        return path.read_bytes()
