"""One party's own agenda, from what is published: to look at, and as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Path as InPath
from pydantic import BaseModel, Field

from matcher.agenda.export import export_file
from matcher.agenda.export.building import only_party
from matcher.agenda.export.clock import make_clock
from matcher.agenda.export.views import Entry
from matcher.store import NotStored, Role, Transaction
from matcher.store.parties import get_party
from service.jobs.exports import MEDIA_TYPES
from service.jobs.orders import Lang
from service.web.bodies import LocalTime
from service.web.context import Actor, StoreDep, require
from service.web.prepared import Prepared, PreparedAgenda, prepared_of
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
def own_agenda(party_id: str, actor: Anyone, store: StoreDep, request: Request) -> list[EngagementBody]:
    """The engagements of one party in every published agenda, in time order."""
    actor.require_party(party_id)
    with store.reading() as tx:
        found = _published(tx, prepared_of(request), actor, party_id)
    engagements = [_body(one, entry, party_id) for one in found for entry in one.parties[party_id].entries]
    return sorted(engagements, key=lambda one: (one.start, one.agenda_id))


@router.get("/{agenda_id}.{form}")
def own_file(
    party_id: str,
    agenda_id: str,
    form: Form,
    actor: Anyone,
    store: StoreDep,
    request: Request,
    lang: Lang = "en",
) -> Response:
    """One party's published agenda as a calendar, pages to print or a table."""
    actor.require_party(party_id)
    with store.reading() as tx:
        found = [
            one for one in _published(tx, prepared_of(request), actor, party_id) if one.published.agenda_id == agenda_id
        ]
    if not found:
        raise not_found("published agenda")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"agenda.{form}"
        export_file(only_party(found[0].view, party_id), path, lang, party=party_id)
        content = path.read_bytes()
    return attachment(content, f"agenda.{form}", MEDIA_TYPES[form])


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file that a browser keeps rather than shows: nothing in it runs as a page of ours."""
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name if letter.isascii())
    headers = {
        "Content-Disposition": f'attachment; filename="{safe or "file"}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=media_type, headers=headers)


def _published(tx: Transaction, prepared: Prepared, actor: Actor, party_id: str) -> list[PreparedAgenda]:
    """Each published agenda that knows the party; raises 404 for a party that is not there."""
    try:
        get_party(tx, actor.programme_id, party_id)
    except NotStored:
        raise not_found("party") from None
    return prepared.of_party(tx, actor.programme_id, party_id)


def _body(one: PreparedAgenda, entry: Entry, party_id: str) -> EngagementBody:
    clock = make_clock(one.view.timezone, "en")
    others = entry.others(party_id)
    return EngagementBody(
        agenda_id=one.published.agenda_id,
        event_id=one.published.event_id,
        start=clock.aware(entry.start),
        end=clock.aware(entry.end),
        venue=entry.venue,
        table=entry.table,
        group=entry.group,
        party_ids=[who.id for who in others],
        names=[who.name for who in others],
    )
