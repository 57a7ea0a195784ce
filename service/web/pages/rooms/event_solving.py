"""Long work of events: an agenda, or advice on what an event is short of."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.store.agendas import list_agendas
from matcher.store.events import get_event
from service.jobs.kinds import ADVISE, SOLVE
from service.jobs.orders import AdviseOrder, SolveOrder
from service.web.access import READ, RUN
from service.web.asking import ask_in
from service.web.context import NowDep, StoreDep
from service.web.jobs_seen import seen_job
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.event_views import new_id
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
    return page.go(page.address(f"/jobs/{job.id}"))


@router.post("/events/{event_id}/advice")
def advise(event_id: str, page: Running, store: StoreDep, now: NowDep) -> Response:
    """Ask what the event is short of."""
    with store.writing() as tx:
        get_event(tx, page.actor.programme_id, event_id)
        job = ask_in(tx, page.actor, ADVISE, AdviseOrder(event_id=event_id), now)
    return page.go(page.address(f"/jobs/{job.id}"))


@router.get("/events/{event_id}/advice/{job_id}")
def advice(event_id: str, job_id: str, page: Reading, store: StoreDep) -> Response:
    """What the event is short of, in words."""
    with store.reading() as tx:
        event = get_event(tx, page.actor.programme_id, event_id)
        job = seen_job(tx, page.actor, job_id)
    if job.kind != ADVISE or job.result is None or job.result["event_id"] != event_id:
        raise not_found("advice")
    return page.show("events/advice.html", event=event, lines=job.result["lines"][page.lang])
