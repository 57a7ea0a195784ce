"""One party's own agenda, from what is published: to look at, and as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response
from fastapi import Path as InPath
from pydantic import BaseModel, Field

from matcher.agenda.export import AgendaView, build_view, export_file
from matcher.agenda.export.building import only_party
from matcher.agenda.export.clock import make_clock
from matcher.agenda.export.views import Entry
from matcher.store import NotStored, Role, Transaction
from matcher.store.agendas import AgendaVersion, get_agenda_version, list_agendas
from matcher.store.parties import get_party
from service.agenda_documents import read_version
from service.jobs.exports import MEDIA_TYPES
from service.jobs.orders import Lang
from service.web.attachments import attachment
from service.web.bodies import LocalTime
from service.web.context import Actor, StoreDep, require
from service.web.problems import not_found

router = APIRouter(prefix="/programmes/{programme_id}/parties/{party_id}/agenda", tags=["agendas"])

Anyone = Annotated[Actor, Depends(require(*Role))]
Form = Annotated[Literal["ics", "pdf", "html", "csv"], InPath(description="the form of the file")]


class EngagementBody(BaseModel):
    """A meeting or a session: when, where, and with whom. Times have the event's offset."""

    agenda_id: str
    event_id: str
    start: LocalTime
    end: LocalTime
    venue: str
    table: int | None
    group: str = Field(description="the session's id, empty for a meeting of two")
    party_ids: list[str]
    names: list[str]


@router.get("")
def own_agenda(party_id: str, actor: Anyone, store: StoreDep) -> list[EngagementBody]:
    """The engagements of one party in every published agenda, in time order."""
    actor.require_party(party_id)
    with store.reading() as tx:
        found = _published(tx, actor.programme_id, party_id)
    engagements = [
        _body(version, event_id, view, entry, party_id) for event_id, version, view in found for entry in view.entries
    ]
    return sorted(engagements, key=lambda one: (one.start, one.agenda_id))


@router.get("/{agenda_id}.{form}")
def own_file(party_id: str, agenda_id: str, form: Form, actor: Anyone, store: StoreDep, lang: Lang = "en") -> Response:
    """One party's published agenda as a calendar, pages to print or a table."""
    actor.require_party(party_id)
    with store.reading() as tx:
        found = [one for one in _published(tx, actor.programme_id, party_id) if one[1].agenda_id == agenda_id]
    if not found:
        raise not_found("published agenda")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"agenda.{form}"
        export_file(found[0][2], path, lang, party=party_id)
        content = path.read_bytes()
    return attachment(content, f"agenda.{form}", MEDIA_TYPES[form])


def _published(tx: Transaction, programme_id: str, party_id: str) -> list[tuple[str, AgendaVersion, AgendaView]]:
    """Event, version and view of each published agenda that knows the party: what concerns the party alone."""
    try:
        get_party(tx, programme_id, party_id)
    except NotStored:
        raise not_found("party") from None
    found = []
    for agenda in list_agendas(tx, programme_id):
        if agenda.published_version is not None:
            version = get_agenda_version(tx, programme_id, agenda.id, agenda.published_version)
            problem, made = read_version(version)
            if any(party.id == party_id for party in problem.parties):
                found.append((agenda.event_id, version, only_party(build_view(problem, made), party_id)))
    return found


def _body(version: AgendaVersion, event_id: str, view: AgendaView, entry: Entry, party_id: str) -> EngagementBody:
    clock = make_clock(view.timezone, "en")
    others = entry.others(party_id)
    return EngagementBody(
        agenda_id=version.agenda_id,
        event_id=event_id,
        start=clock.aware(entry.start),
        end=clock.aware(entry.end),
        venue=entry.venue,
        table=entry.table,
        group=entry.group,
        party_ids=[who.id for who in others],
        names=[who.name for who in others],
    )
