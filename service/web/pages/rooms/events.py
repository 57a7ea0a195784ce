"""Events: the list, the form, the text, a file, and what follows from each."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from starlette.datastructures import FormData

from matcher.store.agendas import list_agendas
from matcher.store.events import get_event, list_events
from matcher.store.listing import party_names
from matcher.store.presences import list_presences
from service.web.access import READ, RUN
from service.web.acts.events import drop_event, keep_event
from service.web.context import NowDep, StoreDep
from service.web.event_bodies import EventEdit
from service.web.pages.forms import SentForm
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.event_forms import EventForm, change_rows, empty_form, form_of, plan_of, read_form
from service.web.pages.views.event_views import new_id, preview_of
from service.web.pages.views.presence_words import doubtful_presences

router = APIRouter(prefix="/programmes/{programme_id}")

ENTRIES = (Entry(label="events.title", path="/events", roles=frozenset(READ), place=30, also=("/new-event",)),)

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
NEW = ""
"""The id of an event that is not stored yet."""


@router.get("/events")
def events(page: Reading, store: StoreDep) -> Response:
    """The programme's events with their agendas."""
    with store.reading() as tx:
        found = list_events(tx, page.actor.programme_id)
        agendas = list_agendas(tx, page.actor.programme_id)
    rows = [(one, preview_of(one.name, one.timezone, one.plan, page.lang)) for one in found]
    return page.show("events/list.html", rows=rows, agendas=agendas, may_run=page.actor.role in RUN)


@router.get("/events/{event_id}")
def event(event_id: str, page: Reading, store: StoreDep) -> Response:
    """One event: what it offers, its agendas, and what can be done next."""
    with store.reading() as tx:
        found = get_event(tx, page.actor.programme_id, event_id)
        agendas = list_agendas(tx, page.actor.programme_id, event_id=event_id)
        presences = list_presences(tx, page.actor.programme_id)
        names = party_names(tx, page.actor.programme_id)
    preview = preview_of(found.name, found.timezone, found.plan, page.lang)
    return page.show(
        "events/event.html",
        event=found,
        preview=preview,
        form=form_of(found.name, found.timezone, found.plan),
        agendas=agendas,
        doubts=[] if preview.faults else doubtful_presences(presences, names, preview.slots),
        may_run=page.actor.role in RUN,
    )


@router.get("/new-event")
def new(page: Running) -> Response:
    """The form of a new event."""
    return _form(page, NEW, 0, empty_form())


@router.get("/events/{event_id}/edit")
def edit(event_id: str, page: Running, store: StoreDep) -> Response:
    """The form of a stored event."""
    with store.reading() as tx:
        found = get_event(tx, page.actor.programme_id, event_id)
    return _form(page, event_id, found.version, form_of(found.name, found.timezone, found.plan))


@router.post("/new-event")
def make(page: Running, store: StoreDep, now: NowDep, sent: SentForm) -> Response:
    """Add or drop a row, look at the slots, or make the event."""
    return _sent(page, store, now, NEW, sent, 0)


@router.post("/events/{event_id}/edit")
def change(
    event_id: str, page: Running, store: StoreDep, now: NowDep, sent: SentForm, seen: Annotated[int, Form()] = 0
) -> Response:
    """The same for an event that is there."""
    return _sent(page, store, now, event_id, sent, seen)


@router.get("/events/{event_id}/delete")
def ask_delete(event_id: str, page: Running, store: StoreDep) -> Response:
    """Whether the event is really to be deleted, with what goes with it."""
    with store.reading() as tx:
        found = get_event(tx, page.actor.programme_id, event_id)
        agendas = list_agendas(tx, page.actor.programme_id, event_id=event_id)
    return page.show("events/delete.html", event=found, agendas=agendas)


@router.post("/events/{event_id}/delete")
def delete(event_id: str, page: Running, store: StoreDep, now: NowDep, seen: Annotated[int, Form()] = 0) -> Response:
    """Delete the event with its agendas."""
    drop_event(store, page.actor, event_id, seen=seen, now=now)
    return page.go(page.address("/events"), "event.deleted")


def _sent(page: ProgrammePage, store: StoreDep, now: NowDep, event_id: str, sent: FormData, seen: int) -> Response:
    form = read_form(sent)
    act = str(sent.get("act", "preview"))
    if act.startswith(("add-", "drop-")):
        change_rows(form, act)
        return _form(page, event_id, seen, form)
    with store.reading() as tx:
        stored = get_event(tx, page.actor.programme_id, event_id).plan if event_id else {}
    plan = plan_of(form, stored)
    if form.wrong:
        return _form(page, event_id, seen, form, status=422)
    preview = preview_of(form.name, form.timezone, plan, page.lang)
    if preview.faults or act != "save":
        return _form(page, event_id, seen, form, preview=preview, status=422 if preview.faults else 200)
    edit = EventEdit(name=form.name, timezone=form.timezone, plan=plan)
    with store.reading() as tx:
        known = {one.id for one in list_events(tx, page.actor.programme_id)}
    kept = keep_event(store, page.actor, event_id or new_id(form.name, known), edit, seen=seen, now=now)
    return page.go(page.address(f"/events/{kept.id}"), "event.saved")


def _form(
    page: ProgrammePage, event_id: str, seen: int, form: EventForm, *, preview: object = None, status: int = 200
) -> Response:
    return page.show("events/form.html", status=status, event_id=event_id, seen=seen, form=form, preview=preview)
