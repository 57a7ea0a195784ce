"""Whom should I meet, and why: one party's own list, as it may see it."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from matcher.store import NotStored, Role, Store, Transaction
from matcher.store.own_lists import OwnEntry, OwnList, own_list
from matcher.store.shown import note_shown
from matcher.suggestions import Side
from service.web.context import Actor, NowDep, StoreDep, read, require
from service.web.problems import not_found

router = APIRouter(prefix="/programmes/{programme_id}/parties/{party_id}/suggestions", tags=["suggestions"])

Anyone = Annotated[Actor, Depends(require(*Role))]

PAGE = "suggestions"
"""Where suggestions were shown, in what is kept of that."""


class OwnSuggestion(BaseModel):
    """Somebody whom the party should meet: the case for and against, and no figure of anybody else's interest."""

    party_id: str = Field(examples=["inv-07"])
    name: str = Field(examples=["Bay Seed Fund"])
    kind: str = Field(examples=["investor"])
    rank: int = Field(ge=1)
    reasons: list[str]
    evidence: list[str]
    against: list[str]
    unknown: list[str]
    is_locked: bool = Field(description="the organiser has promised this meeting")


class OwnSuggestions(BaseModel):
    """The party's list of the newest run for its side; `improvement` says what would make it better."""

    run_id: str | None = Field(description="null while no lists were made for this side")
    lang: str
    items: list[OwnSuggestion]
    improvement: str


@router.get("")
async def own(
    party_id: str,
    actor: Anyone,
    store: StoreDep,
    now: NowDep,
    top: Annotated[int, Query(ge=1, le=100, description="how many to show")] = 10,
) -> OwnSuggestions:
    """The best partners of one party, best first, without those that the organiser vetoed.

    What a participant is shown is kept, with its rank: feedback is read against it.
    """
    actor.require_party(party_id)
    found = await read(store, lambda tx: _list(tx, actor, party_id, top))
    if found is None:
        return OwnSuggestions(run_id=None, lang="", items=[], improvement="")
    if actor.is_participant and found.entries:
        await run_in_threadpool(_note, store, actor, party_id, found, now)
    improvement = found.entries[0].words["improvement"] if found.entries and found.side is Side.STARTUPS else ""
    return OwnSuggestions(
        run_id=found.run_id, lang=found.lang, items=[_body(one) for one in found.entries], improvement=improvement
    )


def _list(tx: Transaction, actor: Actor, party_id: str, top: int) -> OwnList | None:
    try:
        return own_list(tx, actor.programme_id, party_id, top=top)
    except NotStored:
        raise not_found("party") from None


def _note(store: Store, actor: Actor, party_id: str, found: OwnList, now: datetime.datetime) -> None:
    others = [(one.other_id, one.rank) for one in found.entries]
    with store.writing() as tx:
        note_shown(tx, actor.programme_id, found.run_id, party_id, others, place=PAGE, now=now)


def _body(one: OwnEntry) -> OwnSuggestion:
    return OwnSuggestion(
        party_id=one.other_id,
        name=one.name,
        kind=one.kind,
        rank=one.rank,
        reasons=one.words["reasons"],
        evidence=one.words["evidence"],
        against=one.words["against"],
        unknown=one.words["unknown"],
        is_locked=one.is_locked,
    )
