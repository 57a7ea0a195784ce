"""One meeting of an agenda: why it is there, where else it could be, locked, added, taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import JSONResponse, Response

from matcher.agenda.differences import differences
from matcher.store import NotStored, Store
from matcher.store.agendas import get_agenda_version
from matcher.store.shortlists import get_suggestion, latest_run
from matcher.suggestions import Side, Suggestion
from service.agenda_documents import Place, read_version
from service.agenda_moves import free_pairs, held, listed_pair, options
from service.web.access import READ, RUN
from service.web.acts import agendas as agenda_acts
from service.web.acts.agenda_saving import current
from service.web.agenda_bodies import AgendaBody
from service.web.context import NowDep, StoreDep
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.board import make_board
from service.web.problems import Problem, not_found

router = APIRouter(prefix="/programmes/{programme_id}/agendas/{agenda_id}")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
Text = Annotated[str, Form(max_length=200)]
Number = Annotated[int, Form(ge=0, le=10**9)]


@router.get("/meeting")
def meeting(agenda_id: str, page: Reading, store: StoreDep, a: str = "", b: str = "") -> Response:
    """A meeting, or two who could meet: the reason, and every place where it could be held."""
    return _meeting(page, store, agenda_id, a, b)


@router.get("/moves")
def moves(agenda_id: str, page: Running, store: StoreDep, a: str = "", b: str = "") -> Response:
    """For the script that lets meetings be dragged: where this one could go, and what that changes."""
    _, version = current(store, page.actor, agenda_id)
    problem, agenda = read_version(version)
    listed_pair(problem, a, b)
    found = [
        {
            "slot": one.place.slot,
            "venue": one.place.venue,
            "table": one.place.table,
            "swaps": one.instead is not None,
            "change": round(one.change, 4),
        }
        for one in options(problem, agenda, (a, b))
    ]
    return JSONResponse(found)


@router.post("/place")
def place(
    agenda_id: str,
    page: Running,
    store: StoreDep,
    now: NowDep,
    a: Text = "",
    b: Text = "",
    slot: Text = "",
    venue: Text = "",
    table: Number = 0,
    seen: Number = 0,
    based_on: Number = 0,
) -> Response:
    """Hold the meeting at a place."""
    at = Place(slot=slot, venue=venue, table=table)

    def act() -> AgendaBody:
        return agenda_acts.place(store, page.actor, agenda_id, (a, b), at, seen=seen, now=now)

    return _done(page, store, agenda_id, (a, b), based_on, act, "agenda.said.moved")


@router.post("/lock")
def lock(
    agenda_id: str,
    page: Running,
    store: StoreDep,
    now: NowDep,
    a: Text = "",
    b: Text = "",
    is_locked: Annotated[bool, Form()] = False,
    seen: Number = 0,
    based_on: Number = 0,
) -> Response:
    """Keep the meeting in its slot, or let it move again."""

    def act() -> AgendaBody:
        return agenda_acts.lock(store, page.actor, agenda_id, (a, b), is_locked=is_locked, seen=seen, now=now)

    said = "agenda.said.locked" if is_locked else "agenda.said.unlocked"
    return _done(page, store, agenda_id, (a, b), based_on, act, said)


@router.post("/remove")
def remove(
    agenda_id: str,
    page: Running,
    store: StoreDep,
    now: NowDep,
    a: Text = "",
    b: Text = "",
    seen: Number = 0,
    based_on: Number = 0,
) -> Response:
    """Take the meeting out."""

    def act() -> AgendaBody:
        return agenda_acts.remove(store, page.actor, agenda_id, (a, b), seen=seen, now=now)

    return _done(page, store, agenda_id, (a, b), based_on, act, "agenda.said.removed")


@router.get("/add")
def add(agenda_id: str, page: Running, store: StoreDep) -> Response:
    """The best pairs that do not meet, to choose one and then its place."""
    stored, version = current(store, page.actor, agenda_id)
    problem, agenda = read_version(version)
    board = make_board(problem, agenda, page.lang)
    rows = [(pair, board.why_not(pair.a, pair.b, page.lang)) for pair in free_pairs(problem, agenda)]
    return page.show("agendas/add.html", agenda=stored, board=board, rows=rows, counted=board.n_meetings())


def _meeting(
    page: ProgrammePage, store: Store, agenda_id: str, a: str, b: str, *, broken: tuple[str, ...] = ()
) -> Response:
    stored, version = current(store, page.actor, agenda_id)
    problem, agenda = read_version(version)
    if not {a, b} <= {party.id for party in problem.parties}:
        raise not_found("meeting")
    pair = listed_pair(problem, a, b)
    board = make_board(problem, agenda, page.lang)
    may_run = page.actor.role in RUN
    found = options(problem, agenda, (a, b)) if may_run else ()
    ids = [one for one, _ in board.side(companies=True)]
    reason, reason_lang = _reason(page, store, a, b)
    return page.show(
        "agendas/meeting.html",
        status=422 if broken else 200,
        agenda=stored,
        document=version,
        board=board,
        pair=pair,
        two=(b, a) if b in ids and a not in ids else (a, b),
        card=next((one for one in board.cards if {one.a, one.b} == {a, b}), None),
        free=[one for one in found if one.instead is None],
        swaps=[one for one in found if one.instead is not None],
        reason=reason,
        reason_lang=reason_lang,
        why_not=board.why_not(a, b, page.lang),
        broken=broken,
        may_run=may_run,
        meets=held(agenda, a, b) is not None,
    )


def _reason(page: ProgrammePage, store: Store, a: str, b: str) -> tuple[Suggestion | None, str]:
    """Why the two were suggested, in the newest lists, and in which language; those in the reader's come first."""
    programme_id = page.actor.programme_id
    with store.reading() as tx:
        runs = [run for side in Side if (run := latest_run(tx, programme_id, side)) is not None]
        for run in sorted(runs, key=lambda run: run.lang != page.lang):
            for two in ((a, b), (b, a)):
                try:
                    return get_suggestion(tx, programme_id, run.id, *two).suggestion, run.lang
                except NotStored:
                    continue
    return None, page.lang


def _done(
    page: ProgrammePage,
    store: Store,
    agenda_id: str,
    two: tuple[str, str],
    based_on: int,
    act: Callable[[], AgendaBody],
    said: str,
) -> Response:
    """Do it, and go back to the agenda; or say what changed meanwhile, or which rules it would break."""
    try:
        act()
    except Problem as problem:
        if problem.code == "conflict":
            return conflict_page(page, store, agenda_id, based_on)
        if problem.code == "infeasible-move":
            rules = tuple(dict.fromkeys(str(one["rule"]) for one in problem.extra["broken"]))
            return _meeting(page, store, agenda_id, *two, broken=rules)
        raise
    _, version = current(store, page.actor, agenda_id)
    board = make_board(*read_version(version), page.lang)
    card = next((one for one in board.cards if {one.a, one.b} == set(two)), None)
    names = {"first": board.names.get(two[0], two[0]), "second": board.names.get(two[1], two[1])}
    date = (
        ""
        if card is None
        else next(day.date.isoformat() for day in board.days for time in day.times if time.id == card.slot)
    )
    path = f"/agendas/{agenda_id}" + (f"?day={date}#{card.anchor}" if card is not None else "")
    return page.go(page.address(path), said, **names)


def conflict_page(page: ProgrammePage, store: Store, agenda_id: str, based_on: int) -> Response:
    """What became of the agenda since the version that the editor saw."""
    stored, version = current(store, page.actor, agenda_id)
    changed: tuple[object, ...] = ()
    board = make_board(*read_version(version), page.lang)
    if 0 < based_on < version.version:
        with store.reading() as tx:
            before = get_agenda_version(tx, page.actor.programme_id, agenda_id, based_on)
        changed = differences(read_version(before)[1], board.agenda)
    return page.show("agendas/conflict.html", status=409, agenda=stored, document=version, board=board, changed=changed)
