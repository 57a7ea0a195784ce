"""Changes to an agenda: re-plans with their price, moves of single meetings, locks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from fastapi.responses import JSONResponse

from service.agenda_documents import (
    Place,
    find_meeting,
    locked_pairs,
    move_meeting,
    read_version,
)
from service.agenda_moves import feasible_places
from service.jobs.kinds import REPLAN
from service.jobs.orders import ReplanOrder, ReplanWish
from service.web.access import RUN
from service.web.acts.agenda_saving import current, save_version
from service.web.acts.agendas import keep_preview, require_rules
from service.web.acts.agendas import lock as lock_meeting
from service.web.agenda_bodies import AgendaBody, LockBody, PlaceBody, PlacesBody
from service.web.asking import JOB_ASKED, ask
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.idempotency import OnceDep
from service.web.versions import SeenVersion, tagged

router = APIRouter(prefix="/programmes/{programme_id}/agendas/{agenda_id}", tags=["agendas"])

Runner = Annotated[Actor, Depends(require(*RUN))]
AgendaId = Annotated[str, Path(description="the agenda", examples=["main"], min_length=1, max_length=200)]
PartyId = Annotated[str, Path(description="one of the two who meet", examples=["st-01"], max_length=200)]


@router.post("/replan", status_code=202, responses=JOB_ASKED)
def replan(
    agenda_id: AgendaId, body: ReplanWish, actor: Runner, store: StoreDep, seen: SeenVersion, once: OnceDep
) -> JSONResponse:
    """See what the agenda would become after no-shows and delays, and its price; nothing is saved yet.

    The job's result has `price` (meetings kept, moved, dropped and new, score before and after), `notices` (who would
    have to be told what), and the new agenda. `apply` keeps it.
    """
    current(store, actor, agenda_id, seen)
    order = ReplanOrder(**body.model_dump(), agenda_id=agenda_id, expected_version=seen)
    return ask(store, actor, once, REPLAN, order)


@router.post("/replan/{job_id}/apply")
def apply(
    agenda_id: AgendaId,
    job_id: str,
    response: Response,
    actor: Runner,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> AgendaBody:
    """Keep the agenda of a preview as a new version, if the agenda is still the one that the preview was made for."""
    body = keep_preview(store, actor, agenda_id, job_id, seen=seen, now=now)
    tagged(response, body.version)
    return body


@router.get("/meetings/{a}/{b}/places")
def places(
    agenda_id: AgendaId, a: PartyId, b: PartyId, response: Response, actor: Runner, store: StoreDep
) -> PlacesBody:
    """Where a meeting of the current version is, and where else it could be held with all others as they are."""
    stored, version = current(store, actor, agenda_id)
    problem, agenda = read_version(version)
    tagged(response, stored.version)
    meeting = find_meeting(agenda, a, b)
    return PlacesBody(
        current=PlaceBody(slot=meeting.slot, venue=meeting.venue, table=meeting.table),
        is_locked=any({a, b} == set(pair) for pair in locked_pairs(problem)),
        feasible=[
            PlaceBody(slot=one.slot, venue=one.venue, table=one.table)
            for one in feasible_places(problem, agenda, meeting)
        ],
    )


@router.post("/meetings/{a}/{b}/move")
def move(
    agenda_id: AgendaId,
    a: PartyId,
    b: PartyId,
    body: PlaceBody,
    response: Response,
    actor: Runner,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> AgendaBody:
    """Move one meeting; refused, with every rule that it would break, where it cannot be held."""
    agenda, version = current(store, actor, agenda_id, seen)
    problem, before = read_version(version)
    place = Place(slot=body.slot, venue=body.venue, table=body.table)
    after = move_meeting(problem, before, find_meeting(before, a, b), place)
    require_rules(problem, before, after)
    saved = save_version(store, actor, agenda, problem, after, note="moved", now=now)
    tagged(response, saved.version)
    return saved


@router.put("/meetings/{a}/{b}/lock")
def lock(
    agenda_id: AgendaId,
    a: PartyId,
    b: PartyId,
    body: LockBody,
    response: Response,
    actor: Runner,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> AgendaBody:
    """Keep a meeting in its slot through every re-plan, or let it move again."""
    saved = lock_meeting(store, actor, agenda_id, (a, b), is_locked=body.is_locked, seen=seen, now=now)
    tagged(response, saved.version)
    return saved
