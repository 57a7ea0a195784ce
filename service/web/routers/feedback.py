"""Feedback: what each side says of a meeting, and what it comes to."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel

from matcher.store import Conflict, Role
from matcher.store.outcomes import Outcome, find_outcome, list_outcomes
from matcher.store.parties import every_profile, get_party
from matcher.suggestions import Side
from service.feedback import exposures, value_of
from service.jobs.exports import every_shown
from service.web.access import READ
from service.web.acts.feedback import FeedbackEdit, tell_feedback
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.problems import conflict, not_found
from service.web.versions import SeenVersionOrNew, tagged

router = APIRouter(prefix="/programmes/{programme_id}", tags=["feedback"])

Reader = Annotated[Actor, Depends(require(*READ))]
Teller = Annotated[Actor, Depends(require(Role.ADMINISTRATOR, Role.ORGANISER, Role.STARTUP, Role.COUNTERPART))]
Anyone = Annotated[Actor, Depends(require(*Role))]


class FeedbackBody(FeedbackEdit):
    """What `party_id` says of its meeting with `other_id`."""

    event_id: str
    party_id: str
    other_id: str
    said_at: datetime.datetime
    version: int


class SummaryBody(BaseModel):
    """What the programme came to: meetings kept and missed, follow-ups by their furthest stage, value of agreements."""

    kept: int
    no_show: int
    contact: int
    negotiation: int
    agreement: int
    value_eur: float


class ExposureBody(BaseModel):
    """A pair that was shown or met, for training: `best_rank` null was never shown, `relation` null never met."""

    company_id: str
    counterpart_id: str
    times_shown: int
    best_rank: int | None
    date: datetime.date | None
    relation: str | None
    outcome: str | None


def feedback_body(outcome: Outcome) -> FeedbackBody:
    """Feedback as it is told."""
    said = outcome.feedback
    return FeedbackBody(
        event_id=outcome.event_id,
        party_id=outcome.party_id,
        other_id=outcome.other_id,
        is_kept=said.is_kept,
        rating=said.rating,
        reason=said.reason,
        follow_up=said.follow_up,
        value_eur=said.value_eur,
        said_at=outcome.said_at,
        version=outcome.version,
    )


@router.get("/feedback")
def everything(
    actor: Reader, store: StoreDep, event_id: Annotated[str | None, Query(max_length=200)] = None
) -> list[FeedbackBody]:
    """What was said of one event or all, by event and party."""
    with store.reading() as tx:
        return [feedback_body(one) for one in list_outcomes(tx, actor.programme_id, event_id=event_id)]


@router.get("/feedback/summary")
def summary(
    actor: Reader, store: StoreDep, event_id: Annotated[str | None, Query(max_length=200)] = None
) -> SummaryBody:
    """What the meetings came to, each counted once though both sides may tell of it."""
    with store.reading() as tx:
        figures = value_of(list_outcomes(tx, actor.programme_id, event_id=event_id))
    return SummaryBody.model_validate(figures)


@router.get("/feedback/interactions")
def interactions(actor: Reader, store: StoreDep) -> list[ExposureBody]:
    """Pairs that were shown or met, for training: what nobody was shown says nothing by not having met."""
    with store.reading() as tx:
        companies = {profile.id for profile in every_profile(tx, actor.programme_id, Side.STARTUPS)}
        outcomes = list_outcomes(tx, actor.programme_id)
        found = exposures(every_shown(tx, actor.programme_id), outcomes, companies)
    return [
        ExposureBody(
            company_id=one.company_id,
            counterpart_id=one.counterpart_id,
            times_shown=one.times_shown,
            best_rank=one.best_rank,
            date=one.interaction.date if one.interaction else None,
            relation=one.interaction.relation if one.interaction else None,
            outcome=one.interaction.outcome if one.interaction else None,
        )
        for one in found
    ]


@router.get("/parties/{party_id}/feedback")
def own(party_id: str, actor: Anyone, store: StoreDep) -> list[FeedbackBody]:
    """What one party said; nobody but organisers sees what others say of it."""
    actor.require_party(party_id)
    with store.reading() as tx:
        get_party(tx, actor.programme_id, party_id)
        return [feedback_body(one) for one in list_outcomes(tx, actor.programme_id, party_id=party_id)]


@router.put("/parties/{party_id}/feedback/{event_id}/{other_id}")
def save(
    party_id: str,
    event_id: str,
    other_id: str,
    body: FeedbackEdit,
    response: Response,
    actor: Teller,
    store: StoreDep,
    seen: SeenVersionOrNew,
    now: NowDep,
) -> FeedbackBody:
    """Say what came of a meeting. A participant speaks for its own party, of those whom it was to meet."""
    key = (actor.programme_id, event_id, party_id, other_id)
    try:
        with store.writing() as tx:
            tell_feedback(tx, actor, event_id, party_id, other_id, body, seen=seen, now=now)
            outcome = find_outcome(tx, *key)
    except Conflict as err:
        with store.reading() as tx:
            there = find_outcome(tx, *key)
        raise conflict(err, stored=there and feedback_body(there).model_dump(mode="json")) from None
    if outcome is None:
        raise not_found("feedback")
    tagged(response, outcome.version)
    return feedback_body(outcome)
