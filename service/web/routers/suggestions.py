"""Whom should I meet, and why: one party's own list, as it may see it."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from matcher.store import NotStored, Role, Store, Transaction
from matcher.store.own_lists import OwnEntry, OwnList, own_list, own_list_state
from matcher.store.shown import note_shown
from matcher.suggestions import Side
from service.web.context import Actor, moment_of, read, require, store_of
from service.web.prepared import Prepared, PreparedPage, prepared_of
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


@router.get("", response_model=OwnSuggestions)
async def own(
    party_id: str,
    actor: Anyone,
    request: Request,
    top: Annotated[int, Query(ge=1, le=100, description="how many to show")] = 10,
) -> Response:
    """The best partners of one party, best first, without those that the organiser vetoed.

    What a participant is shown is kept, with its rank: feedback is read against it.
    """
    actor.require_party(party_id)
    store = store_of(request)
    page = await read(store, lambda tx: _page(tx, prepared_of(request), actor, party_id, top))
    if actor.is_participant and page.shown:
        await run_in_threadpool(_note, store, actor, party_id, page, moment_of(request))
    return Response(page.content, media_type="application/json")


def _page(tx: Transaction, prepared: Prepared, actor: Actor, party_id: str, top: int) -> PreparedPage:
    """The page as it was made before if all that it follows from is as it was, else a new one."""
    try:
        state = own_list_state(tx, actor.programme_id, party_id)
    except NotStored:
        raise not_found("party") from None
    key = (actor.programme_id, party_id, top)
    return prepared.page(key, state, lambda: _made(own_list(tx, actor.programme_id, party_id, top=top)))


def _made(found: OwnList | None) -> PreparedPage:
    if found is None:
        body = OwnSuggestions(run_id=None, lang="", items=[], improvement="")
        return PreparedPage(content=body.model_dump_json().encode(), run_id="", shown=())
    improvement = found.entries[0].words["improvement"] if found.entries and found.side is Side.STARTUPS else ""
    items = [_body(one) for one in found.entries]
    body = OwnSuggestions(run_id=found.run_id, lang=found.lang, items=items, improvement=improvement)
    return PreparedPage(
        content=body.model_dump_json().encode(),
        run_id=found.run_id,
        shown=tuple((one.other_id, one.rank) for one in found.entries),
    )


def _note(store: Store, actor: Actor, party_id: str, page: PreparedPage, now: datetime.datetime) -> None:
    with store.writing() as tx:
        note_shown(tx, actor.programme_id, page.run_id, party_id, page.shown, place=PAGE, now=now)


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
