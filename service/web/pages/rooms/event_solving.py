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
    again: Annotated[str, Form(max_length=300)] = "",
    time_limit: Seconds = 30.0,
) -> Response:
    """Ask for an agenda of the event: a new one, or a new version of the one whose version and id `again` gives."""
    seen, _, agenda_id = again.partition(":")
    with store.writing() as tx:
        event = get_event(tx, page.actor.programme_id, event_id)
        known = {one.id: one for one in list_agendas(tx, page.actor.programme_id)}
        if again and (agenda_id not in known or known[agenda_id].event_id != event_id):
            raise not_found("agenda")
        if again and seen != str(known[agenda_id].version):
            return page.go(page.address(f"/events/{event_id}"), "event.solve_stale")
        order = SolveOrder(
            event_id=event_id,
            agenda_id=agenda_id or new_id(event.id, known),
            name=known[agenda_id].name if again else "",
            expected_version=int(seen) if again else 0,
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
