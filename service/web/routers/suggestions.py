"""Whom should I meet, and why: one party's own list, as it may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from matcher.store import Decision, NotStored, Role, Transaction
from matcher.store.parties import get_party
from matcher.store.shortlists import StoredRun, StoredSuggestion, latest_run, list_suggestions
from matcher.store.shown import note_shown
from matcher.suggestions import Side
from service.web.context import Actor, NowDep, StoreDep, require
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
    actor.require_party(party_id)
    with store.reading() as tx:
        found = _list(tx, actor.programme_id, party_id, top)
        if found is None:
            return OwnSuggestions(run_id=None, lang="", items=[], improvement="")
        run, listed = found
        kinds = _kinds(tx, actor, run, listed)
    if actor.is_participant and listed:
        others = [(_other(run.side, one), one.suggestion.rank) for one in listed]
        with store.writing() as tx:
            note_shown(tx, actor.programme_id, run.id, party_id, others, place=PAGE, now=now)
    return OwnSuggestions(
        run_id=run.id,
        lang=run.lang,
        items=[_body(run.side, one, kinds) for one in listed],
        improvement=next((one.suggestion.improvement for one in listed), "") if run.side is Side.STARTUPS else "",
    )


def _list(
    tx: Transaction, programme_id: str, party_id: str, top: int
) -> tuple[StoredRun, list[StoredSuggestion]] | None:
    """The newest run for the party's side and what it suggests to the party; None without one."""
    try:
        party = get_party(tx, programme_id, party_id)
    except NotStored:
        raise not_found("party") from None
    run = latest_run(tx, programme_id, party.side)
    if run is None:
        return None
    is_company = party.side is Side.STARTUPS
    found = list_suggestions(
        tx,
        programme_id,
        run.id,
        company_id=party_id if is_company else None,
        counterpart_id=None if is_company else party_id,
    )
    return run, [one for one in found if one.decision is not Decision.VETOED][:top]


def _kinds(tx: Transaction, actor: Actor, run: StoredRun, listed: list[StoredSuggestion]) -> dict[str, str]:
    """The kind of each party that is listed, by id."""
    ids = [_other(run.side, one) for one in listed]
    return {party_id: get_party(tx, actor.programme_id, party_id).profile.kind.value for party_id in ids}


def _other(side: Side, stored: StoredSuggestion) -> str:
    return stored.suggestion.counterpart_id if side is Side.STARTUPS else stored.suggestion.company_id


def _body(side: Side, stored: StoredSuggestion, kinds: Mapping[str, str]) -> OwnSuggestion:
    one = stored.suggestion
    is_company = side is Side.STARTUPS
    return OwnSuggestion(
        party_id=_other(side, stored),
        name=one.counterpart_name if is_company else one.company_name,
        kind=kinds[_other(side, stored)],
        rank=one.rank,
        reasons=list(one.reasons),
        evidence=list(one.evidence),
        against=list(one.against),
        unknown=list(one.unknown),
        is_locked=stored.decision is Decision.LOCKED,
    )
