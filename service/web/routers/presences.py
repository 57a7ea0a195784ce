"""When a party is there, in its own words: every event of the programme reads them against its days."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from matcher.store import Role
from matcher.store.presences import StoredPresence
from service.web.access import RUN, TAKE_PART
from service.web.acts.party_words import said_presence, say_presence, unsay_presence
from service.web.bodies import Edit, PartyId
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.problems import conflict_of
from service.web.versions import SeenVersion, SeenVersionOrNew, tagged

router = APIRouter(prefix="/programmes/{programme_id}/parties/{party_id}/presence", tags=["preferences"])

Member = Annotated[Actor, Depends(require(*Role))]
Editor = Annotated[Actor, Depends(require(*RUN, *TAKE_PART))]


class PresenceEdit(Edit):
    """When a party is there. `docs/agenda-events.md` says which words an event understands."""

    words: str = Field(min_length=1, max_length=1000, examples=["day 1; day 2 morning"])


class PresenceBody(BaseModel):
    """When a party is there; `column` is the header of the table that said so, "" when somebody typed it."""

    party_id: str = Field(examples=["st-01"])
    words: str = Field(examples=["day 1; day 2 morning"])
    column: str
    stated_at: datetime.datetime
    version: int


def presence_body(presence: StoredPresence) -> PresenceBody:
    """A presence as it is told."""
    return PresenceBody(
        party_id=presence.party_id,
        words=presence.words,
        column=presence.column,
        stated_at=presence.stated_at,
        version=presence.version,
    )


@router.get("")
def presence(party_id: PartyId, actor: Member, response: Response, store: StoreDep) -> PresenceBody:
    """When a party is there; 404 when nobody said, which stands for always."""
    actor.require_party(party_id)
    with store.reading() as tx:
        found = said_presence(tx, actor, party_id)
    tagged(response, found.version)
    return presence_body(found)


@router.put("")
def save(
    party_id: PartyId,
    body: PresenceEdit,
    actor: Editor,
    response: Response,
    store: StoreDep,
    seen: SeenVersionOrNew,
    now: NowDep,
) -> PresenceBody:
    """Say when a party is there, or change it."""
    actor.require_party(party_id)
    with store.writing() as tx, conflict_of(lambda: presence_body(said_presence(tx, actor, party_id))):
        after = say_presence(tx, actor, party_id, words=body.words, seen=seen, now=now)
    tagged(response, after.version)
    return presence_body(after)


@router.delete("", status_code=204)
def delete(party_id: PartyId, actor: Editor, store: StoreDep, seen: SeenVersion, now: NowDep) -> None:
    """Take it back: the party is always there."""
    actor.require_party(party_id)
    with store.writing() as tx:
        unsay_presence(tx, actor, party_id, seen=seen, now=now)
