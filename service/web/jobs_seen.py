"""The jobs that somebody may see and cancel: what the API and the pages share."""

from __future__ import annotations

import datetime

from matcher.store import Role, Transaction
from matcher.store.audit import note_act
from matcher.store.jobs import Job, cancel_job, get_job
from service.web.context import Actor
from service.web.problems import not_found


def seen_job(tx: Transaction, actor: Actor, job_id: str) -> Job:
    """A job of the programme; an evaluator finds those alone that they asked for.

    Raises:
        NotStored, Problem: there is none that the actor may see.
    """
    found = get_job(tx, actor.programme_id, job_id)
    if not may_see_job(actor, found.created_by):
        raise not_found("job")
    return found


def may_see_job(actor: Actor, created_by: str) -> bool:
    """Whether the actor may see jobs that this account or key asked for."""
    return actor.role is not Role.EVALUATOR or created_by == actor.user_id


def cancel_seen_job(tx: Transaction, actor: Actor, job_id: str, now: datetime.datetime) -> Job:
    """Cancel a job that waits, ask one that runs to stop, leave one that is over; raises as `seen_job`."""
    seen_job(tx, actor, job_id)
    cancelled = cancel_job(tx, actor.programme_id, job_id, now=now)
    note_act(tx, actor.programme_id, actor=actor.user_id, action="job.cancel", subject=job_id, now=now)
    return cancelled
