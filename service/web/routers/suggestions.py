"""Whom should I meet, and why: one party's own list, as it may see it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from matcher.store import Role
from service.web.acts.suggestions import OwnSuggestions, own_suggestions
from service.web.context import Actor, NowDep, StoreDep, require

router = APIRouter(prefix="/programmes/{programme_id}/parties/{party_id}/suggestions", tags=["suggestions"])

Anyone = Annotated[Actor, Depends(require(*Role))]


@router.get("")
def own(
    party_id: str,
    actor: Anyone,
    store: StoreDep,
    now: NowDep,
    top: Annotated[int, Query(ge=1, le=100, description="how many to show")] = 10,
) -> OwnSuggestions:
    """The best partners of one party, best first, without those that the organiser vetoed.

    What a participant is shown is kept, with its rank: feedback is read against it.
    """
    return own_suggestions(store, actor, party_id, top=top, now=now)
