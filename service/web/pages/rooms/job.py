"""One job: how far it is, and how it ended. A script asks every second; without one, the reader reloads."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from matcher.store import Role
from matcher.store.jobs import FINAL
from service.web.access import READ, RUN
from service.web.context import NowDep, StoreDep
from service.web.jobs_seen import cancel_seen_job, seen_job
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.job_results import again_path, result_file, result_path

router = APIRouter(prefix="/programmes/{programme_id}/jobs/{job_id}")

CANCELLERS = (*RUN, Role.EVALUATOR)

Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
Cancelling = Annotated[ProgrammePage, Depends(programme_page(*CANCELLERS))]


@router.get("")
def job(job_id: str, page: Reading, store: StoreDep) -> Response:
    """The job, or where one sees what it made; a script gets its progress alone until then."""
    with store.reading() as tx:
        found = seen_job(tx, page.actor, job_id)
    path = result_path(found)
    if path:
        to = page.address(path)
        return Response(headers={"HX-Redirect": to}) if page.is_fragment else page.go(to)
    template = "frame/job_progress.html" if page.is_fragment else "frame/job.html"
    return page.show(
        template,
        job=found,
        is_over=found.status in FINAL,
        may_cancel=page.actor.role in CANCELLERS and found.status not in FINAL,
        file_id=result_file(found),
        again=again_path(found) if page.actor.role in RUN else "",
    )


@router.post("/cancel")
def cancel(job_id: str, page: Cancelling, store: StoreDep, now: NowDep) -> Response:
    """Cancel a job that waits, ask one that runs to stop, leave one that is over."""
    with store.writing() as tx:
        cancel_seen_job(tx, page.actor, job_id, now)
    return page.go(page.address(f"/jobs/{job_id}"), "job.cancel_said")
