"""What is kept of a party: given to it whole, or erased wherever it stands."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from service.web.access import RUN, TAKE_PART
from service.web.acts.privacy import erase_for_good, tell_personal_data
from service.web.bodies import PartyId
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.prepared import prepared_of

router = APIRouter(prefix="/programmes/{programme_id}/parties/{party_id}", tags=["privacy"])

Runner = Annotated[Actor, Depends(require(*RUN))]
Editor = Annotated[Actor, Depends(require(*RUN, *TAKE_PART))]


class ErasureBody(BaseModel):
    """What an erasure did; files exported and backups made before are outside the database."""

    rows_mentioning: dict[str, int] = Field(
        description="rows of others that named the party and do no more", examples=[{"agenda_versions": 2}]
    )
    deleted_accounts: int
    are_bytes_overwritten: bool = Field(
        description="whether the old bytes left the disk; if not, others used it: `abbina db vacuum`"
    )


@router.get("/personal-data")
def personal_data(party_id: PartyId, actor: Editor, store: StoreDep, now: NowDep) -> dict[str, Any]:
    """Everything that is kept of the party, as JSON; a startup or counterpart gets its own."""
    actor.require_party(party_id)
    return tell_personal_data(store, actor, party_id, now=now)


@router.post("/erase")
def erase(party_id: PartyId, actor: Runner, request: Request, store: StoreDep, now: NowDep) -> ErasureBody:
    """Erase the party, for good: its rows, and its name and words in everybody else's."""
    done = erase_for_good(store, prepared_of(request), actor, party_id, now=now)
    if done is None:
        return ErasureBody(rows_mentioning={}, deleted_accounts=0, are_bytes_overwritten=False)
    return ErasureBody(rows_mentioning=done.scrubbed, deleted_accounts=done.deleted_users, are_bytes_overwritten=True)
