"""One party's own agenda, from what is published: to look at, and as a file."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Path as InPath
from pydantic import BaseModel, Field

from matcher.agenda.export.clock import make_clock
from matcher.agenda.export.views import Entry
from matcher.store import Role
from service.jobs.exports import MEDIA_TYPES
from service.jobs.orders import Lang
from service.web.acts.engagements import OwnAgenda, agenda_file, published_agendas
from service.web.attachments import attachment
from service.web.bodies import LocalTime
from service.web.context import Actor, StoreDep, require
from service.web.prepared import prepared_of

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
    with store.reading() as tx:
        found = published_agendas(tx, prepared_of(request), actor, party_id)
    engagements = [_body(agenda, entry, party_id) for agenda in found for entry in agenda.entries]
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
    with store.reading() as tx:
        content = agenda_file(tx, prepared_of(request), actor, party_id, agenda_id, form, lang)
    return attachment(content, f"agenda.{form}", MEDIA_TYPES[form])


def _body(agenda: OwnAgenda, entry: Entry, party_id: str) -> EngagementBody:
    clock = make_clock(agenda.timezone, "en")
    others = entry.others(party_id)
    return EngagementBody(
        agenda_id=agenda.agenda_id,
        event_id=agenda.event_id,
        start=clock.aware(entry.start),
        end=clock.aware(entry.end),
        venue=entry.venue,
        table=entry.table,
        group=entry.group,
        party_ids=[who.id for who in others],
        names=[who.name for who in others],
    )
