"""What happened before the programme, as its imports told it."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from matcher.profiles import Interaction
from matcher.store.audit import note_act
from matcher.store.history import delete_interactions, list_interactions
from service.web.access import READ, RUN
from service.web.context import Actor, NowDep, StoreDep, require

router = APIRouter(prefix="/programmes/{programme_id}/history", tags=["imports"])

Runner = Annotated[Actor, Depends(require(*RUN))]
Reader = Annotated[Actor, Depends(require(*READ))]


class InteractionBody(BaseModel):
    """A fact between a company and a counterpart."""

    company_id: str = Field(examples=["al-03"])
    counterpart_id: str = Field(examples=["inv-07"])
    date: datetime.date | None
    relation: str = Field(examples=["meeting"])
    outcome: str = Field(examples=["kept"])
    stage_label: str
    amount: float | None
    currency: str | None


def interaction_body(one: Interaction) -> InteractionBody:
    """A fact as it is told."""
    return InteractionBody(
        company_id=one.startup_id,
        counterpart_id=one.counterpart_id,
        date=one.date,
        relation=one.relation,
        outcome=one.outcome,
        stage_label=one.stage_label,
        amount=None if one.amount is None else one.amount.amount,
        currency=None if one.amount is None else one.amount.currency,
    )


@router.get("")
def history(actor: Reader, store: StoreDep) -> list[InteractionBody]:
    """Every fact of the past, by company and counterpart. Feedback on meetings of this programme is not among them."""
    with store.reading() as tx:
        return [interaction_body(one) for one in list_interactions(tx, actor.programme_id)]


@router.delete("", status_code=204)
def delete(actor: Runner, store: StoreDep, now: NowDep) -> None:
    """Forget every fact of the past, as before importing a corrected file."""
    with store.writing() as tx:
        count = delete_interactions(tx, actor.programme_id)
        note_act(
            tx,
            actor.programme_id,
            actor=actor.user_id,
            action="history.delete",
            subject=actor.programme_id,
            detail={"count": count},
            now=now,
        )
