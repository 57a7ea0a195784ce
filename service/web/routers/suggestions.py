"""Whom should I meet, and why: one party's own list, without the figures of others."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from matcher.store import NotStored, Role, Transaction
from matcher.store.own_lists import own_list_state
from service.web.acts.suggestions import OwnSuggestions, is_to_be_noted, note_list, read_own_list, shown_in, told
from service.web.context import Actor, moment_of, read, require, store_of
from service.web.prepared import Prepared, PreparedPage, prepared_of
from service.web.problems import not_found

router = APIRouter(prefix="/programmes/{programme_id}/parties/{party_id}/suggestions", tags=["suggestions"])

Anyone = Annotated[Actor, Depends(require(*Role))]


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
    now = moment_of(request)
    if is_to_be_noted(prepared_of(request), actor, party_id, page.run_id, page.shown, now):
        await run_in_threadpool(note_list, store, actor, party_id, page.run_id, page.shown, now)
    return Response(page.content, media_type="application/json")


def _page(tx: Transaction, prepared: Prepared, actor: Actor, party_id: str, top: int) -> PreparedPage:
    """The page as it was made before if all that it follows from is as it was, else a new one."""
    try:
        state = own_list_state(tx, actor.programme_id, party_id)
    except NotStored:
        raise not_found("party") from None
    return prepared.page((actor.programme_id, party_id, top), state, lambda: _made(tx, actor, party_id, top))


def _made(tx: Transaction, actor: Actor, party_id: str, top: int) -> PreparedPage:
    found = read_own_list(tx, actor, party_id, top=top)
    content = told(found).model_dump_json().encode()
    if found is None:
        return PreparedPage(content=content, run_id="", shown=())
    return PreparedPage(content=content, run_id=found.run_id, shown=shown_in(found))
