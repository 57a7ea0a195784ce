"""Jobs: how far they are, what came of them, and cancelling."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from matcher.store import Role, Transaction
from matcher.store.audit import note_act
from matcher.store.jobs import Job, cancel_job, get_job, list_jobs
from service.web.access import READ, RUN
from service.web.asking import JobBody, job_body
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.paging import Page, PageDep
from service.web.problems import not_found

router = APIRouter(prefix="/programmes/{programme_id}/jobs", tags=["jobs"])

Reader = Annotated[Actor, Depends(require(*READ))]
Canceller = Annotated[Actor, Depends(require(*RUN, Role.EVALUATOR))]


@router.get("")
def jobs(actor: Reader, store: StoreDep, page: PageDep) -> Page[JobBody]:
    """The programme's jobs, the oldest first; an evaluator sees those that they asked for."""
    with store.reading() as tx:
        found = list_jobs(tx, actor.programme_id, after=page.after, limit=page.limit_plus_one)
    whole = page.page(found, lambda job: job.id, lambda job: job_body(job, with_result=False))
    own = [one for one in whole.items if _may_see(actor, one.created_by)]
    return Page(items=own, next_cursor=whole.next_cursor)


@router.get("/{job_id}")
def job(job_id: str, actor: Reader, store: StoreDep) -> JobBody:
    """One job with its result."""
    with store.reading() as tx:
        return job_body(_own(tx, actor, job_id))


@router.post("/{job_id}/cancel")
def cancel(job_id: str, actor: Canceller, store: StoreDep, now: NowDep) -> JobBody:
    """Cancel a job that waits, ask one that runs to stop, leave one that is over."""
    with store.writing() as tx:
        _own(tx, actor, job_id)
        cancelled = cancel_job(tx, actor.programme_id, job_id, now=now)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="job.cancel", subject=job_id, now=now)
    return job_body(cancelled)


def _own(tx: Transaction, actor: Actor, job_id: str) -> Job:
    found = get_job(tx, actor.programme_id, job_id)
    if not _may_see(actor, found.created_by):
        raise not_found("job")
    return found


def _may_see(actor: Actor, created_by: str) -> bool:
    return actor.role is not Role.EVALUATOR or created_by == actor.user_id
