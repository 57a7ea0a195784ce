"""Whom should I meet, and why: one party's own list, as it may see it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from pydantic import BaseModel, Field

from matcher.store import Decision, Store, Transaction
from matcher.store.parties import get_party
from matcher.store.shortlists import StoredRun, StoredSuggestion, latest_run, list_suggestions
from matcher.store.shown import note_shown
from matcher.suggestions import Side
from service.web.context import Actor

PAGE = "suggestions"
"""Where suggestions were shown, in what is kept of that."""

Listed = tuple[StoredRun, list[StoredSuggestion]]


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


def own_suggestions(store: Store, actor: Actor, party_id: str, *, top: int, now: datetime.datetime) -> OwnSuggestions:
    """The best partners of one party, best first, without those that the organiser vetoed.

    What a participant is shown is kept, with its rank: feedback is read against it.

    Raises:
        NotStored, Problem: there is no such party that the actor may see.
    """
    with store.reading() as tx:
        found = read_own_list(tx, actor, party_id)
        if found is None:
            return OwnSuggestions(run_id=None, lang="", items=[], improvement="")
        run, listed = found[0], found[1][:top]
        kinds = _kinds(tx, actor, run, listed)
    if actor.is_participant and listed:
        others = [(other_of(run.side, one), one.suggestion.rank) for one in listed]
        with store.writing() as tx:
            note_shown(tx, actor.programme_id, run.id, party_id, others, place=PAGE, now=now)
    return OwnSuggestions(
        run_id=run.id,
        lang=run.lang,
        items=[_told(run.side, one, kinds) for one in listed],
        improvement=improvement_of(found),
    )


def read_own_list(tx: Transaction, actor: Actor, party_id: str) -> Listed | None:
    """The newest run for the party's side and what it suggests to the party, without vetoed pairs; None without one.

    Nothing is noted as shown. Raises as `own_suggestions` does.
    """
    actor.require_party(party_id)
    party = get_party(tx, actor.programme_id, party_id)
    run = latest_run(tx, actor.programme_id, party.side)
    if run is None:
        return None
    is_company = party.side is Side.STARTUPS
    found = list_suggestions(
        tx,
        actor.programme_id,
        run.id,
        company_id=party_id if is_company else None,
        counterpart_id=None if is_company else party_id,
    )
    return run, [one for one in found if one.decision is not Decision.VETOED]


def improvement_of(listed: Listed | None) -> str:
    """What would make the list better, in the run's language; "" where nothing is said. Companies alone are told."""
    if listed is None or listed[0].side is not Side.STARTUPS:
        return ""
    return next((one.suggestion.improvement for one in listed[1]), "")


def other_of(side: Side, stored: StoredSuggestion) -> str:
    """The id of whom a list for this side suggests."""
    return stored.suggestion.counterpart_id if side is Side.STARTUPS else stored.suggestion.company_id


def other_name(side: Side, stored: StoredSuggestion) -> str:
    """The name of whom a list for this side suggests."""
    return stored.suggestion.counterpart_name if side is Side.STARTUPS else stored.suggestion.company_name


def _kinds(tx: Transaction, actor: Actor, run: StoredRun, listed: list[StoredSuggestion]) -> dict[str, str]:
    """The kind of each party that is listed, by id."""
    ids = [other_of(run.side, one) for one in listed]
    return {party_id: get_party(tx, actor.programme_id, party_id).profile.kind.value for party_id in ids}


def _told(side: Side, stored: StoredSuggestion, kinds: Mapping[str, str]) -> OwnSuggestion:
    one = stored.suggestion
    return OwnSuggestion(
        party_id=other_of(side, stored),
        name=other_name(side, stored),
        kind=kinds[other_of(side, stored)],
        rank=one.rank,
        reasons=list(one.reasons),
        evidence=list(one.evidence),
        against=list(one.against),
        unknown=list(one.unknown),
        is_locked=stored.decision is Decision.LOCKED,
    )
