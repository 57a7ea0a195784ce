"""An event as text, for what the form does not have, and from a file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, UploadFile
from fastapi.responses import Response
from pydantic import ValidationError

from matcher.errors import RefusedFile
from matcher.store import Store
from matcher.store.events import get_event, list_events
from service.event_text import read_event_text
from service.web.access import RUN
from service.web.acts.events import keep_event
from service.web.context import NowDep, StoreDep
from service.web.event_bodies import EventEdit
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.event_views import new_id, preview_of_document, write_text

router = APIRouter(prefix="/programmes/{programme_id}")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]


@router.get("/new-event/file")
def from_file(page: Running) -> Response:
    """Where a file is chosen, or a text is pasted."""
    return _show(page, "", 0, "")


@router.post("/new-event/file")
def take_file(
    page: Running,
    store: StoreDep,
    now: NowDep,
    file: UploadFile | None = None,
    text: Annotated[str, Form()] = "",
) -> Response:
    """Make the event of a file or of a text."""
    if file is not None and file.size:
        try:
            text = file.file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            return _show(page, "", 0, "", wrong=[page.words.text("event.not_text")])
    return _take(page, store, now, "", 0, text)


@router.get("/events/{event_id}/text")
def as_text(event_id: str, page: Running, store: StoreDep) -> Response:
    """The whole event as text."""
    with store.reading() as tx:
        found = get_event(tx, page.actor.programme_id, event_id)
    return _show(page, event_id, found.version, write_text(found.name, found.timezone, found.plan))


@router.post("/events/{event_id}/text")
def take_text(
    event_id: str,
    page: Running,
    store: StoreDep,
    now: NowDep,
    text: Annotated[str, Form()] = "",
    seen: Annotated[int, Form()] = 0,
) -> Response:
    """Change the event to what the text says."""
    return _take(page, store, now, event_id, seen, text)


def _take(page: ProgrammePage, store: Store, now: NowDep, event_id: str, seen: int, text: str) -> Response:
    try:
        document = read_event_text(text)
    except RefusedFile as err:
        return _show(page, event_id, seen, text, wrong=list(err.lines(page.lang)))
    preview = preview_of_document(document, page.lang)
    if preview.faults:
        return _show(page, event_id, seen, text, wrong=list(preview.faults))
    name, timezone = document.pop("name"), document.pop("timezone")
    try:
        edit = EventEdit(name=name, timezone=timezone, plan=document)
    except ValidationError as err:
        wrong = [page.words.text("event.wrong_key", place=one["loc"][0]) for one in err.errors()]
        return _show(page, event_id, seen, text, wrong=wrong)
    with store.reading() as tx:
        known = {one.id for one in list_events(tx, page.actor.programme_id)}
    kept = keep_event(store, page.actor, event_id or new_id(name, known), edit, seen=seen, now=now)
    return page.go(page.address(f"/events/{kept.id}"), "event.saved")


def _show(page: ProgrammePage, event_id: str, seen: int, text: str, **more: Any) -> Response:
    wrong = more.get("wrong", [])
    status = 422 if wrong else 200
    return page.show("events/text.html", status=status, event_id=event_id, seen=seen, text=text, wrong=wrong)
