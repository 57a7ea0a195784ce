"""Long work of events and agendas: asked for, waited for, and where one goes when it is done."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from matcher.store import JobStatus
from matcher.store.agendas import list_agendas
from matcher.store.events import get_event
from matcher.store.jobs import FINAL, Job
from service.jobs.kinds import ADVISE, EXPORT, REPLAN, SOLVE
from service.jobs.orders import AdviseOrder, SolveOrder
from service.web.access import READ, RUN
from service.web.asking import ask_in
from service.web.context import NowDep, StoreDep
from service.web.jobs_seen import seen_job
from service.web.pages.event_views import new_id
from service.web.pages.page import ProgrammePage, programme_page
from service.web.problems import not_found

router = APIRouter(prefix="/programmes/{programme_id}")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
Seconds = Annotated[float, Form(gt=0, le=600)]


@router.post("/events/{event_id}/solve")
def solve(
    event_id: str,
    page: Running,
    store: StoreDep,
    now: NowDep,
    agenda_id: Annotated[str, Form(max_length=200)] = "",
    seen: Annotated[int, Form(ge=0)] = 0,
    time_limit: Seconds = 30.0,
) -> Response:
    """Ask for an agenda of the event: a new one, or a new version of one."""
    with store.writing() as tx:
        event = get_event(tx, page.actor.programme_id, event_id)
        known = {one.id for one in list_agendas(tx, page.actor.programme_id)}
        order = SolveOrder(
            event_id=event_id,
            agenda_id=agenda_id or new_id(event.id, known),
            expected_version=seen,
            time_limit=time_limit,
        )
        job = ask_in(tx, page.actor, SOLVE, order, now)
    return page.go(page.address(f"/agenda-jobs/{job.id}"))


@router.post("/events/{event_id}/advice")
def advise(event_id: str, page: Running, store: StoreDep, now: NowDep) -> Response:
    """Ask what the event is short of."""
    with store.writing() as tx:
        get_event(tx, page.actor.programme_id, event_id)
        job = ask_in(tx, page.actor, ADVISE, AdviseOrder(event_id=event_id), now)
    return page.go(page.address(f"/agenda-jobs/{job.id}"))


@router.get("/events/{event_id}/advice/{job_id}")
def advice(event_id: str, job_id: str, page: Reading, store: StoreDep) -> Response:
    """What the event is short of, in words."""
    with store.reading() as tx:
        event = get_event(tx, page.actor.programme_id, event_id)
        job = seen_job(tx, page.actor, job_id)
    if job.kind != ADVISE or job.result is None or job.result["event_id"] != event_id:
        raise not_found("advice")
    return page.show("events/advice.html", event=event, lines=job.result["lines"][page.lang])


@router.get("/agenda-jobs/{job_id}")
def wait(job_id: str, page: Reading, store: StoreDep) -> Response:
    """How far the work is; when it is done, one goes on to what it made."""
    with store.reading() as tx:
        job = seen_job(tx, page.actor, job_id)
    then = next_path(job)
    if job.status is JobStatus.DONE and then:
        if page.is_fragment:
            return Response(headers={"HX-Redirect": page.address(then)})
        return RedirectResponse(page.address(then), 303)
    template = "agendas/waiting_part.html" if page.is_fragment else "agendas/waiting.html"
    return page.show(template, job=job, is_over=job.status in FINAL, event_id=job.payload.get("event_id", ""))


def next_path(job: Job) -> str:
    """Where one sees what a job made, "" where that is nowhere."""
    result = job.result or {}
    if job.kind == ADVISE and result:
        return f"/events/{result['event_id']}/advice/{job.id}"
    if job.kind == SOLVE and result:
        return f"/agendas/{result['agenda_id']}"
    if job.kind == REPLAN and result:
        return f"/agendas/{result['agenda_id']}/previews/{job.id}"
    if job.kind == EXPORT and job.payload.get("wanted", {}).get("what") == "agenda":
        return f"/agendas/{job.payload['wanted']['agenda_id']}/files?made={job.id}"
    return ""
