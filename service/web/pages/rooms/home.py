"""The home of a programme: where things stand for who runs or reads it; a participant's is in `meet`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from matcher.store import Role, Transaction
from matcher.store.agendas import list_agendas, published_meetings
from matcher.store.events import list_events
from matcher.store.listing import recent_jobs
from matcher.store.parties import count_parties
from matcher.store.shortlists import latest_run
from matcher.suggestions import Side
from service.web.access import READ, RUN
from service.web.context import NowDep, StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.rooms.meet import show_home
from service.web.pages.views.checklist import checklist
from service.web.pages.views.job_results import result_path

router = APIRouter(prefix="/programmes/{programme_id}")

ENTRIES = (Entry(label="home.title", path="", roles=frozenset(READ), place=0),)

JOBS_SHOWN = 6

Member = Annotated[ProgrammePage, Depends(programme_page(*Role))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a programme is."""

    companies: int
    counterparts: int
    lists: int
    events: int
    agendas: int
    meetings: int


@router.get("")
def home(request: Request, page: Member, store: StoreDep, now: NowDep) -> Response:
    """The programme's home, by role."""
    if page.actor.is_participant:
        return show_home(page, store, now)
    with store.reading() as tx:
        if page.actor.role in RUN:
            return _organiser(request, page, tx)
        return page.show("home/overview.html", standing=standing(tx, page.actor.programme_id))


def _organiser(request: Request, page: ProgrammePage, tx: Transaction) -> Response:
    """What to do next, and the jobs that were asked for last; steps without a page yet are told without a link."""
    paths = {entry.path for entry in request.app.state.navigation}
    return page.show(
        "organiser/home.html",
        checklist=checklist(tx, page.actor.programme_id),
        jobs=recent_jobs(tx, page.actor.programme_id, limit=JOBS_SHOWN),
        is_linked=lambda path: f"/{path.strip('/').partition('/')[0].partition('?')[0]}" in paths,
        result_path=result_path,
    )


def standing(tx: Transaction, programme_id: str) -> Standing:
    """How far the programme is."""
    companies, counterparts = (count_parties(tx, programme_id, side) for side in (Side.STARTUPS, Side.COUNTERPARTS))
    return Standing(
        companies=companies,
        counterparts=counterparts,
        lists=sum(latest_run(tx, programme_id, side) is not None for side in Side),
        events=len(list_events(tx, programme_id)),
        agendas=len(list_agendas(tx, programme_id)),
        meetings=len(published_meetings(tx, programme_id)),
    )
