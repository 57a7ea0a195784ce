"""Agendas: the list, and one agenda by table, company, counterpart or as a list, with its figures."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from matcher.store.agendas import earlier_version, get_agenda_version, list_agendas
from matcher.store.events import list_events
from service.agenda_documents import read_version
from service.web.access import READ, RUN
from service.web.acts.agenda_saving import current
from service.web.context import StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.board import make_board

router = APIRouter(prefix="/programmes/{programme_id}/agendas")

ENTRIES = (Entry(label="agendas.title", path="/agendas", roles=frozenset(READ), place=32),)

Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
View = Literal["", "table", "company", "counterpart", "list"]


@router.get("")
def agendas(page: Reading, store: StoreDep) -> Response:
    """The agendas of the programme, each with what it comes to and what participants see of it."""
    with store.reading() as tx:
        found = list_agendas(tx, page.actor.programme_id)
        events = {one.id: one for one in list_events(tx, page.actor.programme_id)}
        rows = [
            (one, get_agenda_version(tx, page.actor.programme_id, one.id, one.current_version).agenda) for one in found
        ]
    return page.show("agendas/list.html", rows=rows, events=events, may_run=page.actor.role in RUN)


@router.get("/{agenda_id}")
def agenda(agenda_id: str, page: Reading, store: StoreDep, view: View = "", day: str = "") -> Response:
    """One agenda; without a view, tables on a wide screen and a list on a narrow one."""
    stored, version = current(store, page.actor, agenda_id)
    with store.reading() as tx:
        earlier = earlier_version(tx, page.actor.programme_id, agenda_id, version.version)
    board = make_board(*read_version(version), page.lang)
    return page.show(
        "agendas/agenda.html",
        agenda=stored,
        document=version,
        earlier=earlier,
        board=board,
        figures=board.figures(),
        wishes=board.wishes(page.lang),
        view=view,
        day=board.day(day),
        may_run=page.actor.role in RUN,
    )
