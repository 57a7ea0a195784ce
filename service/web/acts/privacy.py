"""What is kept of a party, given whole or erased."""

from __future__ import annotations

import datetime

from matcher.store import DatabaseFailure, NotStored, Store
from matcher.store.audit import note_act
from matcher.store.jobs import is_job_running
from matcher.store.parties import get_party
from matcher.store.privacy import erase_party, export_party
from matcher.store.privacy.erase import Erasure
from matcher.store.rows import Document
from service.web.context import Actor
from service.web.prepared import Prepared
from service.web.problems import Problem


def tell_personal_data(store: Store, actor: Actor, party_id: str, *, now: datetime.datetime) -> Document:
    """Everything that is kept of the party, as JSON; that it was asked for is noted. Raises NotStored."""
    with store.writing() as tx:
        found = export_party(tx, actor.programme_id, party_id)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="privacy.export", subject=party_id, now=now)
    return found


def erase_for_good(
    store: Store, prepared: Prepared, actor: Actor, party_id: str, *, now: datetime.datetime
) -> Erasure | None:
    """Erase the party: what that did, or None where its old bytes are still on the disk, as others used the database.

    Raises:
        NotStored: there is no such party.
        Problem: 409 while a job runs, which could write the party again; 503 when nothing was erased.
    """
    with store.reading() as tx:
        get_party(tx, actor.programme_id, party_id)
        if is_job_running(tx, actor.programme_id):
            raise Problem(409, "jobs-running", "a job is running and could write the party again: wait, or cancel it")
    try:
        return erase_party(store, actor.programme_id, party_id, erased_by=actor.user_id, now=now)
    except DatabaseFailure:
        if _is_there(store, actor, party_id):
            raise Problem(503, "database-unavailable", "nothing was erased: the database is busy, try again") from None
    finally:
        prepared.forget()
    return None


def _is_there(store: Store, actor: Actor, party_id: str) -> bool:
    with store.reading() as tx:
        try:
            get_party(tx, actor.programme_id, party_id)
        except NotStored:
            return False
    return True
