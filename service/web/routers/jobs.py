"""Jobs: how far they are, what came of them, and cancelling."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from matcher.store import Role
from matcher.store.jobs import list_jobs
from service.web.access import READ, RUN
from service.web.asking import JobBody, job_body
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.jobs_seen import cancel_seen_job, may_see_job, seen_job
from service.web.paging import Page, PageDep

router = APIRouter(prefix="/programmes/{programme_id}/jobs", tags=["jobs"])

Reader = Annotated[Actor, Depends(require(*READ))]
Canceller = Annotated[Actor, Depends(require(*RUN, Role.EVALUATOR))]


@router.get("")
def jobs(actor: Reader, store: StoreDep, page: PageDep) -> Page[JobBody]:
    """The programme's jobs, the oldest first; an evaluator sees those that they asked for."""
    with store.reading() as tx:
        found = list_jobs(tx, actor.programme_id, after=page.after, limit=page.limit_plus_one)
    whole = page.page(found, lambda job: job.id, lambda job: job_body(job, with_result=False))
    own = [one for one in whole.items if may_see_job(actor, one.created_by)]
    return Page(items=own, next_cursor=whole.next_cursor)


@router.get("/{job_id}")
def job(job_id: str, actor: Reader, store: StoreDep) -> JobBody:
    """One job with its result."""
    with store.reading() as tx:
        return job_body(seen_job(tx, actor, job_id))


@router.post("/{job_id}/cancel")
def cancel(job_id: str, actor: Canceller, store: StoreDep, now: NowDep) -> JobBody:
    """Cancel a job that waits, ask one that runs to stop, leave one that is over."""
    with store.writing() as tx:
        return job_body(cancel_seen_job(tx, actor, job_id, now))
