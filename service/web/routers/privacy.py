"""What is kept of a party: given to it whole, or erased wherever it stands."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from matcher.store import DatabaseFailure, NotStored
from matcher.store.jobs import is_job_running
from matcher.store.parties import get_party
from matcher.store.privacy import erase_party
from service.web.access import RUN, TAKE_PART
from service.web.acts import parties
from service.web.bodies import PartyId
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.problems import Problem

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
    with store.writing() as tx:
        return parties.personal_data(tx, actor, party_id, now)


@router.post("/erase")
def erase(party_id: PartyId, actor: Runner, store: StoreDep, now: NowDep) -> ErasureBody:
    """Erase the party, for good: its rows, and its name and words in everybody else's."""
    with store.reading() as tx:
        get_party(tx, actor.programme_id, party_id)
        if is_job_running(tx, actor.programme_id):
            raise Problem(409, "jobs-running", "a job is running and could write the party again: wait, or cancel it")
    try:
        done = erase_party(store, actor.programme_id, party_id, erased_by=actor.user_id, now=now)
    except DatabaseFailure:
        return _erased_but_not_overwritten(store, actor, party_id)
    return ErasureBody(rows_mentioning=done.scrubbed, deleted_accounts=done.deleted_users, are_bytes_overwritten=True)


def _erased_but_not_overwritten(store: StoreDep, actor: Actor, party_id: str) -> ErasureBody:
    """The answer when others used the database; the failure itself when the party is still there."""
    with store.reading() as tx:
        try:
            get_party(tx, actor.programme_id, party_id)
        except NotStored:
            return ErasureBody(rows_mentioning={}, deleted_accounts=0, are_bytes_overwritten=False)
    raise Problem(503, "database-unavailable", "nothing was erased: the database is busy, try again")
