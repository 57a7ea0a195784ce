"""Whom a party must meet, wants to meet, or will not meet."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from matcher.store import Role, Wish
from matcher.store.parties import get_party
from matcher.store.preferences import Preference, list_preferences
from service.web.access import READ, RUN, TAKE_PART
from service.web.acts.party_words import said_wish, say_wish, unsay_wish
from service.web.bodies import Edit, PartyId
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.problems import conflict_of
from service.web.versions import SeenVersion, SeenVersionOrNew, tagged

router = APIRouter(prefix="/programmes/{programme_id}", tags=["preferences"])

Reader = Annotated[Actor, Depends(require(*READ))]
Member = Annotated[Actor, Depends(require(*Role))]
Editor = Annotated[Actor, Depends(require(*RUN, *TAKE_PART))]
OtherId = Annotated[str, Path(description="the other party", examples=["inv-07"], min_length=1, max_length=200)]


class PreferenceEdit(Edit):
    """What a party says of another."""

    wish: Wish
    reason: str = Field("", max_length=2000, examples=["They bought from us before"])


class PreferenceBody(BaseModel):
    """What `party_id` says of `other_id`."""

    party_id: str = Field(examples=["st-01"])
    other_id: str = Field(examples=["inv-07"])
    wish: Wish
    reason: str
    stated_at: datetime.datetime
    version: int


def preference_body(preference: Preference) -> PreferenceBody:
    """A preference as it is told."""
    return PreferenceBody(
        party_id=preference.party_id,
        other_id=preference.other_id,
        wish=preference.wish,
        reason=preference.reason,
        stated_at=preference.stated_at,
        version=preference.version,
    )


@router.get("/preferences")
def every_preference(actor: Reader, store: StoreDep) -> list[PreferenceBody]:
    """What every party says, by party and then by the other."""
    with store.reading() as tx:
        return [preference_body(one) for one in list_preferences(tx, actor.programme_id)]


@router.get("/parties/{party_id}/preferences")
def preferences(party_id: PartyId, actor: Member, store: StoreDep) -> list[PreferenceBody]:
    """What one party says; a startup or counterpart sees its own."""
    actor.require_party(party_id)
    with store.reading() as tx:
        get_party(tx, actor.programme_id, party_id)
        return [preference_body(one) for one in list_preferences(tx, actor.programme_id, party_id=party_id)]


@router.put("/parties/{party_id}/preferences/{other_id}")
def save(
    party_id: PartyId,
    other_id: OtherId,
    body: PreferenceEdit,
    actor: Editor,
    response: Response,
    store: StoreDep,
    seen: SeenVersionOrNew,
    now: NowDep,
) -> PreferenceBody:
    """State a wish, or change it."""
    actor.require_party(party_id)
    with store.writing() as tx, conflict_of(lambda: preference_body(said_wish(tx, actor, party_id, other_id))):
        after = say_wish(tx, actor, party_id, other_id, wish=body.wish, reason=body.reason, seen=seen, now=now)
    tagged(response, after.version)
    return preference_body(after)


@router.delete("/parties/{party_id}/preferences/{other_id}", status_code=204)
def delete(
    party_id: PartyId, other_id: OtherId, actor: Editor, store: StoreDep, seen: SeenVersion, now: NowDep
) -> None:
    """Take a wish back."""
    actor.require_party(party_id)
    with store.writing() as tx:
        unsay_wish(tx, actor, party_id, other_id, seen=seen, now=now)
