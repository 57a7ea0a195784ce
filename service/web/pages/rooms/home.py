"""The home of a programme: where things stand for who runs or reads it; a participant's is in `meet`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from matcher.store import Role, Transaction
from matcher.store.agendas import list_agendas, published_meetings
from matcher.store.events import list_events
from matcher.store.parties import count_parties
from matcher.store.shortlists import latest_run
from matcher.suggestions import Side
from service.web.access import READ
from service.web.context import NowDep, StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.rooms.meet import show_home

router = APIRouter(prefix="/programmes/{programme_id}")

ENTRIES = (Entry(label="home.title", path="", roles=frozenset(READ), place=0),)

Member = Annotated[ProgrammePage, Depends(programme_page(*Role))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a programme is; `next_step` is the key of the text that says what to do."""

    companies: int
    counterparts: int
    lists: int
    events: int
    agendas: int
    meetings: int

    @property
    def next_step(self) -> str:
        """The first thing that is missing, in the order in which a programme goes."""
        steps = (
            ("home.next.import", min(self.companies, self.counterparts)),
            ("home.next.shortlist", self.lists),
            ("home.next.event", self.events),
            ("home.next.agenda", self.agendas),
            ("home.next.publish", self.meetings),
        )
        return next((key for key, number in steps if number == 0), "home.next.follow")


@router.get("")
def home(page: Member, store: StoreDep, now: NowDep) -> Response:
    """The programme's home, by role."""
    if page.actor.is_participant:
        return show_home(page, store, now)
    with store.reading() as tx:
        return page.show("home/overview.html", standing=standing(tx, page.actor.programme_id))


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
