"""The versions of an agenda: compared, brought back, published."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.agenda.checker import compare_agendas
from matcher.agenda.differences import differences
from matcher.store import Store
from matcher.store.agendas import earlier_version, get_agenda, get_agenda_version, list_agenda_versions
from service.agenda_documents import read_version
from service.notices import notices_document, with_parties_of
from service.web.access import READ, RUN
from service.web.acts import agendas as agenda_acts
from service.web.acts.agenda_saving import current
from service.web.context import NowDep, StoreDep
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.board import make_board

router = APIRouter(prefix="/programmes/{programme_id}/agendas/{agenda_id}")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
Number = Annotated[int, Form(ge=0, le=10**9)]


@router.get("/versions")
def versions(agenda_id: str, page: Reading, store: StoreDep) -> Response:
    """Every version, the newest first."""
    with store.reading() as tx:
        agenda = get_agenda(tx, page.actor.programme_id, agenda_id)
        found = list_agenda_versions(tx, page.actor.programme_id, agenda_id)[::-1]
    may_run = page.actor.role in RUN
    return page.show("agendas/versions.html", agenda=agenda, versions=found, may_run=may_run)


@router.get("/compare")
def compare(agenda_id: str, page: Reading, store: StoreDep, old: int = 0, new: int = 0) -> Response:
    """From one version to another: meetings moved, dropped and new, and who has to be told what."""
    with store.reading() as tx:
        agenda = get_agenda(tx, page.actor.programme_id, agenda_id)
        new = new or agenda.current_version
        old = old or earlier_version(tx, page.actor.programme_id, agenda_id, new) or new
        two = [get_agenda_version(tx, page.actor.programme_id, agenda_id, one) for one in (old, new)]
    (old_problem, before), (new_problem, after) = (read_version(one) for one in two)
    problem = with_parties_of(new_problem, old_problem)
    return page.show(
        "agendas/compare.html",
        agenda=agenda,
        old=old,
        new=new,
        board=make_board(problem, after, page.lang),
        before=before,
        after=after,
        moves=compare_agendas(before, after),
        changed=differences(before, after),
        notices=notices_document(problem, before, after, page.lang),
    )


@router.post("/rollback")
def roll_back(
    agenda_id: str, page: Running, store: StoreDep, now: NowDep, version: Number = 0, seen: Number = 0
) -> Response:
    """Bring an earlier version back, as a new one."""
    agenda_acts.roll_back(store, page.actor, agenda_id, version, seen=seen, now=now)
    return page.go(page.address(f"/agendas/{agenda_id}"), "agenda.said.rolled_back", n=version)


@router.get("/publish")
def ask_publish(agenda_id: str, page: Running, store: StoreDep) -> Response:
    """Who will see what, before it is so."""
    agenda, version = current(store, page.actor, agenda_id)
    problem, made = read_version(version)
    board = make_board(problem, made, page.lang)
    notices = _notices(store, page, agenda_id, agenda.published_version, version.version)
    return page.show(
        "agendas/publish.html",
        agenda=agenda,
        document=version,
        board=board,
        counted=board.n_meetings(),
        wishes=board.wishes(page.lang),
        notices=notices,
    )


@router.post("/publish")
def publish(
    agenda_id: str, page: Running, store: StoreDep, now: NowDep, version: Number = 0, seen: Number = 0
) -> Response:
    """Let participants see the version, or none (0)."""
    agenda_acts.publish(store, page.actor, agenda_id, version or None, seen=seen, now=now)
    said = "agenda.said.published" if version else "agenda.said.unpublished"
    return page.go(page.address(f"/agendas/{agenda_id}"), said)


def _notices(store: Store, page: ProgrammePage, agenda_id: str, published: int | None, version: int) -> int:
    """How many parties see a change against what is published; 0 where nothing is, or nothing changed."""
    if published is None or published == version:
        return 0
    with store.reading() as tx:
        two = [get_agenda_version(tx, page.actor.programme_id, agenda_id, one) for one in (published, version)]
    (old_problem, before), (new_problem, after) = (read_version(one) for one in two)
    told = notices_document(with_parties_of(new_problem, old_problem), before, after, page.lang)
    return len({one["party_id"] for one in told})
