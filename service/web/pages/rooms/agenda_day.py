"""The day itself: who did not come, who is late, what that costs, and who has to be told."""

from __future__ import annotations

import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.agenda.checker import compare_agendas
from matcher.agenda.day import standby_lists
from matcher.agenda.differences import differences
from matcher.agenda.files import Faults, agenda_from_document, problem_from_document
from matcher.store.memberships import list_memberships
from matcher.store.users import get_user
from service.agenda_documents import read_version
from service.jobs.kinds import REPLAN
from service.jobs.orders import LateParty, ReplanOrder
from service.notices import notices_document
from service.web.access import RUN
from service.web.acts import agendas as agenda_acts
from service.web.acts.agenda_saving import current
from service.web.asking import ask_in
from service.web.context import NowDep, StoreDep
from service.web.pages.forms import SentForm
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.rooms.agenda_edits import conflict_page
from service.web.pages.views.board import Board, make_board

router = APIRouter(prefix="/programmes/{programme_id}/agendas/{agenda_id}")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Number = Annotated[int, Form(ge=0, le=10**9)]
GONE = "gone"
MOST_ROWS = 200


@router.get("/day")
def day(agenda_id: str, page: Running, store: StoreDep, now: NowDep, gone: str = "", slot: str = "") -> Response:
    """What happened: the time it is, and a row for each party that did not come or is late, those known first."""
    _, version = current(store, page.actor, agenda_id)
    known = [name for name in read_version(version)[1].gone if name != gone]
    return _form(page, store, agenda_id, slot or None, [(name, GONE) for name in (*known, gone)], now)


@router.post("/day")
def happened(agenda_id: str, page: Running, store: StoreDep, now: NowDep, sent: SentForm) -> Response:
    """Add or drop a row, or ask for a preview of what the agenda would become."""
    rows = list(zip(map(str, sent.getlist("party")), map(str, sent.getlist("what")), strict=False))[:MOST_ROWS]
    slot, act = str(sent.get("now", "")), str(sent.get("act", ""))
    if act == "add":
        return _form(page, store, agenda_id, slot, [*rows, ("", GONE)], now)
    told = {party: what for party, what in rows if party}
    if not told:
        return _form(page, store, agenda_id, slot, rows, now, wrong=page.words.text("day.wrong.nobody"))
    seen = str(sent.get("seen", ""))
    stored, _ = current(store, page.actor, agenda_id)
    if seen != str(stored.version):
        return conflict_page(page, store, agenda_id, 0)
    order = ReplanOrder(
        agenda_id=agenda_id,
        expected_version=stored.version,
        now=slot or None,
        gone=tuple(party for party, what in told.items() if what == GONE),
        late=tuple(LateParty(party=party, until=what) for party, what in told.items() if what != GONE),
        lang="it" if page.lang == "it" else "en",
    )
    with store.writing() as tx:
        job = ask_in(tx, page.actor, REPLAN, order, now)
    return page.go(page.address(f"/jobs/{job.id}"))


@router.get("/previews/{job_id}")
def preview(agenda_id: str, job_id: str, page: Running, store: StoreDep) -> Response:
    """What the agenda would become, its price, and who has to be told, each in their own language."""
    result = agenda_acts.preview_result(store, page.actor, agenda_id, job_id)
    stored, version = current(store, page.actor, agenda_id)
    problem = problem_from_document(result["problem"], Faults("preview"))
    after = agenda_from_document(result["agenda"], Faults("preview"))
    _, before = read_version(version)
    board = make_board(problem, after, page.lang)
    langs = _languages(page, store)
    in_lang = {lang: notices_document(problem, before, after, lang) for lang in ("it", "en")}
    notices = [
        (one["party"], langs.get(one["party_id"], page.lang), in_lang[langs.get(one["party_id"], page.lang)][place])
        for place, one in enumerate(in_lang[page.lang])
    ]
    return page.show(
        "agendas/preview.html",
        agenda=stored,
        job_id=job_id,
        is_outdated=result["base_version"] != stored.version,
        board=board,
        before=before,
        moves=compare_agendas(before, after),
        changed=differences(before, after),
        notices=notices,
        wishes=board.wishes(page.lang),
    )


@router.post("/previews/{job_id}/take")
def take(agenda_id: str, job_id: str, page: Running, store: StoreDep, now: NowDep, seen: Number = 0) -> Response:
    """Keep the preview as the new version; participants see it when it is published."""
    agenda_acts.keep_preview(store, page.actor, agenda_id, job_id, seen=seen, now=now)
    return page.go(page.address(f"/agendas/{agenda_id}"), "agenda.said.replanned")


@router.get("/standby")
def standby(agenda_id: str, page: Running, store: StoreDep, slot: str = "") -> Response:
    """Who could step in at once, slot by slot."""
    stored, version = current(store, page.actor, agenda_id)
    problem, agenda = read_version(version)
    board = make_board(problem, agenda, page.lang)
    chosen = slot if any(one.id == slot for one in problem.slots) else problem.slots[0].id
    found = [one for one in standby_lists(problem, agenda, since=chosen) if one.slot == chosen]
    return page.show("agendas/standby.html", agenda=stored, board=board, chosen=chosen, rows=found)


def _form(
    page: ProgrammePage,
    store: StoreDep,
    agenda_id: str,
    slot: str | None,
    rows: list[tuple[str, str]],
    now: datetime.datetime,
    wrong: str = "",
) -> Response:
    stored, version = current(store, page.actor, agenda_id)
    board = make_board(*read_version(version), page.lang)
    return page.show(
        "agendas/day.html",
        status=422 if wrong else 200,
        agenda=stored,
        board=board,
        slot=_slot_now(board, now) if slot is None else slot,
        rows=rows or [("", GONE)],
        wrong=wrong,
    )


def _slot_now(board: Board, now: datetime.datetime) -> str:
    """The first slot that has not begun, "" before the event and after it."""
    local = now.astimezone(ZoneInfo(board.view.timezone)).replace(tzinfo=None)
    to_come = [one.id for one in board.problem.slots if one.start >= local]
    return to_come[0] if to_come and len(to_come) < len(board.problem.slots) else ""


def _languages(page: ProgrammePage, store: StoreDep) -> dict[str, str]:
    """By party the language of who speaks for it."""
    with store.reading() as tx:
        members = [one for one in list_memberships(tx, page.actor.programme_id) if one.party_id is not None]
        return {str(one.party_id): get_user(tx, one.user_id).lang for one in members}
