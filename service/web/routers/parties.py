"""Parties: who is to be matched, what is known of them, in all its versions, and whether they agreed."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from matcher.completeness import completeness
from matcher.store import Role
from matcher.store.parties import Party, get_party, list_parties, list_party_versions
from matcher.suggestions import Side
from service.web.access import READ, RUN, TAKE_PART
from service.web.acts.profiles import add_by_hand, change_party, note_consent, take_part
from service.web.bodies import Edit, NewId, PartyId
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.paging import Page, PageDep
from service.web.problems import conflict_of
from service.web.profile_body import EXAMPLE, NewProfile, ProfileEdit, new_profile, told_profile
from service.web.versions import SeenVersion, tagged

router = APIRouter(prefix="/programmes/{programme_id}/parties", tags=["parties"])

Runner = Annotated[Actor, Depends(require(*RUN))]
Reader = Annotated[Actor, Depends(require(*READ))]
Member = Annotated[Actor, Depends(require(*Role))]
Editor = Annotated[Actor, Depends(require(*RUN, *TAKE_PART))]


class PartyBody(BaseModel):
    """A party as it is now; `profile` has the fields that say something."""

    id: str = Field(examples=["st-01"])
    side: Side
    profile: dict[str, Any] = Field(examples=[EXAMPLE])
    completeness: float = Field(ge=0, le=1, examples=[0.7])
    purpose: str = Field(description="what its data may be used for")
    consented_at: datetime.datetime | None
    withdrawn_at: datetime.datetime | None
    is_earlier: bool = Field(description="of an earlier programme: it takes no part, and its history is known")
    version: int
    updated_at: datetime.datetime


class PartyVersionBody(BaseModel):
    """What a profile was, where that came from and who saved it."""

    version: int
    profile: dict[str, Any] = Field(examples=[EXAMPLE])
    source: dict[str, Any] = Field(examples=[{"import": "065d141b5be40007", "file": "companies.xlsx", "row": 7}])
    saved_by: str
    saved_at: datetime.datetime


class NewParty(Edit):
    """A party to be made; ids name one party of the programme, whichever side it is on."""

    id: NewId = Field(examples=["st-01"])
    side: Side
    profile: NewProfile


class CompletenessBody(BaseModel):
    """How much a profile says of what matching reads, and what to add first."""

    score: float = Field(ge=0, le=1, examples=[0.7])
    missing: list[str] = Field(examples=[["description", "stage"]])


class ConsentEdit(Edit):
    """Whether the party agrees to what its data are used for."""

    purpose: str = Field(max_length=2000, examples=["Matching with investors at the programme's events"])
    agrees: bool


class WithdrawalEdit(Edit):
    """Whether the party takes part."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"takes_part": False}]})

    takes_part: bool


def party_body(party: Party) -> PartyBody:
    """A party as it is told."""
    return PartyBody(
        id=party.id,
        side=party.side,
        profile=told_profile(party.profile),
        completeness=completeness(party.profile).score,
        purpose=party.purpose,
        consented_at=party.consented_at,
        withdrawn_at=party.withdrawn_at,
        is_earlier=party.is_earlier,
        version=party.version,
        updated_at=party.updated_at,
    )


@router.get("")
def parties(
    actor: Reader,
    store: StoreDep,
    page: PageDep,
    side: Annotated[Side | None, Query(description="only this side")] = None,
    with_withdrawn: Annotated[bool, Query(description="those who left too")] = False,
    is_earlier: Annotated[bool, Query(description="companies of earlier programmes in their place")] = False,
) -> Page[PartyBody]:
    """The parties of the programme, by id."""
    with store.reading() as tx:
        found = list_parties(
            tx,
            actor.programme_id,
            side=side,
            with_withdrawn=with_withdrawn,
            is_earlier=is_earlier,
            after=page.after,
            limit=page.limit_plus_one,
        )
    return page.page(found, lambda party: party.id, party_body)


@router.post("", status_code=201)
def make(body: NewParty, actor: Runner, response: Response, store: StoreDep, now: NowDep) -> PartyBody:
    """Add a party by hand; 409 if the id is taken."""
    with store.writing() as tx:
        made = add_by_hand(tx, actor, new_profile(body.id, body.profile), side=body.side, now=now)
    return _told(made, response)


@router.get("/{party_id}")
def party(party_id: PartyId, actor: Member, response: Response, store: StoreDep) -> PartyBody:
    """One party; a startup or counterpart sees its own."""
    actor.require_party(party_id)
    with store.reading() as tx:
        found = get_party(tx, actor.programme_id, party_id)
    tagged(response, found.version)
    return party_body(found)


@router.patch("/{party_id}")
def change(
    party_id: PartyId,
    body: ProfileEdit,
    actor: Editor,
    response: Response,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> PartyBody:
    """Change a profile: a new version over the one that was seen; 409 with what is stored if there is another."""
    actor.require_party(party_id)
    with store.writing() as tx, conflict_of(lambda: party_body(get_party(tx, actor.programme_id, party_id))):
        after = change_party(tx, actor, party_id, body, seen=seen, now=now)
    return _told(after, response)


@router.get("/{party_id}/versions")
def versions(party_id: PartyId, actor: Member, store: StoreDep) -> list[PartyVersionBody]:
    """Every version of the profile, the first one first."""
    actor.require_party(party_id)
    with store.reading() as tx:
        get_party(tx, actor.programme_id, party_id)
        found = list_party_versions(tx, actor.programme_id, party_id)
    return [
        PartyVersionBody(
            version=one.version,
            profile=told_profile(one.profile),
            source=dict(one.source),
            saved_by=one.saved_by,
            saved_at=one.saved_at,
        )
        for one in found
    ]


@router.get("/{party_id}/completeness")
def completeness_of(party_id: PartyId, actor: Member, store: StoreDep) -> CompletenessBody:
    """How complete the profile is, and which fields to fill in, the most useful first."""
    actor.require_party(party_id)
    with store.reading() as tx:
        found = completeness(get_party(tx, actor.programme_id, party_id).profile)
    return CompletenessBody(score=found.score, missing=list(found.missing))


@router.put("/{party_id}/consent")
def consent(
    party_id: PartyId,
    body: ConsentEdit,
    actor: Editor,
    response: Response,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> PartyBody:
    """Note what the party's data may be used for, and whether it agreed."""
    actor.require_party(party_id)
    with store.writing() as tx, conflict_of(lambda: party_body(get_party(tx, actor.programme_id, party_id))):
        after = note_consent(tx, actor, party_id, purpose=body.purpose, agrees=body.agrees, seen=seen, now=now)
    return _told(after, response)


@router.put("/{party_id}/participation")
def participation(
    party_id: PartyId,
    body: WithdrawalEdit,
    actor: Editor,
    response: Response,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> PartyBody:
    """Let a party leave the programme, or come back: who left is not matched."""
    actor.require_party(party_id)
    with store.writing() as tx, conflict_of(lambda: party_body(get_party(tx, actor.programme_id, party_id))):
        after = take_part(tx, actor, party_id, takes_part=body.takes_part, seen=seen, now=now)
    return _told(after, response)


def _told(party: Party, response: Response) -> PartyBody:
    """The party with its tag on the response."""
    tagged(response, party.version)
    return party_body(party)
