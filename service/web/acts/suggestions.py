"""Whom should I meet, and why: one party's own list, as it may see it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from pydantic import BaseModel, Field

from matcher.store import NotStored, Store, Transaction
from matcher.store.own_lists import OwnEntry, OwnList, own_list
from matcher.store.shown import note_shown
from matcher.suggestions import Side
from service.web.context import Actor
from service.web.prepared import Prepared
from service.web.problems import not_found

PAGE = "suggestions"
"""Where suggestions were shown, in what is kept of that."""

EVERY_ONE = 1000


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


def own_suggestions(
    store: Store, prepared: Prepared, actor: Actor, party_id: str, *, top: int, now: datetime.datetime
) -> OwnSuggestions:
    """The best partners of one party, best first, without those that the organiser vetoed.

    What a participant is shown is kept, with its rank: feedback is read against it.

    Raises:
        Problem: 404, there is no such party that the actor may see.
    """
    with store.reading() as tx:
        found = read_own_list(tx, actor, party_id, top=top)
    if found is not None and is_to_be_noted(prepared, actor, party_id, found.run_id, shown_in(found), now):
        note_list(store, actor, party_id, found.run_id, shown_in(found), now)
    return told(found)


def read_own_list(tx: Transaction, actor: Actor, party_id: str, *, top: int = EVERY_ONE) -> OwnList | None:
    """The party's list, None while there is none. Nothing is noted as shown. Raises as `own_suggestions` does."""
    actor.require_party(party_id)
    try:
        return own_list(tx, actor.programme_id, party_id, top=top)
    except NotStored:
        raise not_found("party") from None


def told(found: OwnList | None) -> OwnSuggestions:
    """A list as the party sees it."""
    if found is None:
        return OwnSuggestions(run_id=None, lang="", items=[], improvement="")
    items = [_told(one) for one in found.entries]
    return OwnSuggestions(run_id=found.run_id, lang=found.lang, items=items, improvement=improvement_of(found))


def shown_in(found: OwnList) -> tuple[tuple[str, int], ...]:
    """The id and rank of everybody on a list."""
    return tuple((one.other_id, one.rank) for one in found.entries)


def is_to_be_noted(
    prepared: Prepared,
    actor: Actor,
    party_id: str,
    run_id: str,
    shown: Sequence[tuple[str, int]],
    now: datetime.datetime,
) -> bool:
    """Whether a participant is shown something, and not a moment after it was shown the same."""
    if not actor.is_participant or not shown:
        return False
    return prepared.is_new_look((actor.programme_id, party_id, run_id, tuple(shown)), now)


def note_list(
    store: Store,
    actor: Actor,
    party_id: str,
    run_id: str,
    shown: Sequence[tuple[str, int]],
    now: datetime.datetime,
) -> None:
    """Keep what a participant was shown; what organisers look at is nobody's exposure."""
    with store.writing() as tx:
        note_shown(tx, actor.programme_id, run_id, party_id, shown, place=PAGE, now=now)


def improvement_of(found: OwnList | None) -> str:
    """What would make the list better, in the run's language; "" where nothing is said. Companies alone are told."""
    if found is None or found.side is not Side.STARTUPS or not found.entries:
        return ""
    return str(found.entries[0].words["improvement"])


def _told(one: OwnEntry) -> OwnSuggestion:
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
