"""Events: days, slots, venues, limits and visits, as their organiser describes them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from matcher.store.events import get_event, list_events
from service.web.access import READ, RUN
from service.web.acts.events import drop_event, keep_event
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.event_bodies import EventBody, EventEdit, event_body
from service.web.versions import SeenVersion, SeenVersionOrNew, tagged

router = APIRouter(prefix="/programmes/{programme_id}/events", tags=["events"])

Runner = Annotated[Actor, Depends(require(*RUN))]
Reader = Annotated[Actor, Depends(require(*READ))]
EventId = Annotated[str, Path(description="the event", examples=["sf-2026"], min_length=1, max_length=100)]


@router.get("")
def events(actor: Reader, store: StoreDep) -> list[EventBody]:
    """The programme's events, by id."""
    with store.reading() as tx:
        found = list_events(tx, actor.programme_id)
    return [event_body(one) for one in found]


@router.get("/{event_id}")
def event(event_id: EventId, response: Response, actor: Reader, store: StoreDep) -> EventBody:
    """One event; its ETag is what a change must name."""
    with store.reading() as tx:
        found = get_event(tx, actor.programme_id, event_id)
    tagged(response, found.version)
    return event_body(found)


@router.put("/{event_id}")
def save(
    event_id: EventId,
    body: EventEdit,
    response: Response,
    actor: Runner,
    store: StoreDep,
    seen: SeenVersionOrNew,
    now: NowDep,
) -> EventBody:
    """Make an event, or change one; a plan with anything wrong in it is refused, with every fault."""
    found = keep_event(store, actor, event_id, body, seen=seen, now=now)
    tagged(response, found.version)
    return event_body(found)


@router.delete("/{event_id}", status_code=204)
def delete(event_id: EventId, actor: Runner, store: StoreDep, seen: SeenVersion, now: NowDep) -> None:
    """Delete an event with its agendas and what was said of its meetings."""
    drop_event(store, actor, event_id, seen=seen, now=now)
