"""Saying what came of a meeting."""

from __future__ import annotations

import datetime

from pydantic import BaseModel, Field

from matcher.store import FollowUp, NotStored, Transaction
from matcher.store.agendas import published_meetings
from matcher.store.events import get_event
from matcher.store.outcomes import Feedback, save_outcome
from matcher.store.parties import get_party
from service.web.context import Actor
from service.web.problems import not_found


class FeedbackEdit(BaseModel):
    """What one side says; null is "not said". `rating` is 1 to 5, `value_eur` what an agreement is worth."""

    is_kept: bool | None = Field(None, description="false: the other side did not come")
    rating: int | None = Field(None, ge=1, le=5, examples=[4])
    reason: str = Field("", max_length=2000, description="why the meeting was not useful, in the party's words")
    follow_up: FollowUp | None = None
    value_eur: float | None = Field(None, ge=0, le=1e12, allow_inf_nan=False)


def tell_feedback(
    tx: Transaction,
    actor: Actor,
    event_id: str,
    party_id: str,
    other_id: str,
    said: FeedbackEdit,
    *,
    seen: int,
    now: datetime.datetime,
) -> None:
    """Say what came of a meeting. A participant speaks for its own party, of those whom it was to meet.

    Raises:
        Problem: 404, there is no such meeting that the actor may speak of.
        Conflict: another version is stored.
    """
    actor.require_party(party_id)
    _require_meeting(tx, actor, event_id, party_id, other_id)
    save_outcome(
        tx,
        actor.programme_id,
        event_id,
        party_id,
        other_id,
        Feedback(**said.model_dump()),
        said_by=actor.user_id,
        expected_version=seen,
        now=now,
    )


def _require_meeting(tx: Transaction, actor: Actor, event_id: str, party_id: str, other_id: str) -> None:
    """Raise 404 unless all three are there and, for a participant, the two were to meet by what is published."""
    try:
        get_event(tx, actor.programme_id, event_id)
        for one in (party_id, other_id):
            get_party(tx, actor.programme_id, one)
    except NotStored:
        raise not_found("meeting") from None
    if not actor.is_participant:
        return
    met = published_meetings(tx, actor.programme_id, party_id=party_id)
    if not any(one.event_id == event_id and {one.meeting.a, one.meeting.b} == {party_id, other_id} for one in met):
        raise not_found("meeting")
