"""Locking and vetoing pairs of a run."""

from __future__ import annotations

import datetime

from matcher.store import Decision, Transaction
from matcher.store.audit import note_act
from matcher.store.shortlists import StoredSuggestion, decide_suggestion, get_suggestion
from service.web.context import Actor


def decide_pair(
    tx: Transaction,
    actor: Actor,
    run_id: str,
    pair: tuple[str, str],
    decision: Decision | None,
    *,
    seen: int,
    now: datetime.datetime,
) -> StoredSuggestion:
    """Lock a pair (company, counterpart), veto it, or take that back (None); raises Conflict, NotStored."""
    company_id, counterpart_id = pair
    decide_suggestion(tx, actor.programme_id, run_id, *pair, decision, decided_by=actor.user_id, expected_version=seen)
    note_act(
        tx,
        actor.programme_id,
        actor=actor.user_id,
        action="shortlist.decide",
        subject=run_id,
        detail={"decision": decision, "company_id": company_id, "counterpart_id": counterpart_id},
        now=now,
    )
    return get_suggestion(tx, actor.programme_id, run_id, *pair)
