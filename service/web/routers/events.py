"""Events: days, slots, venues, limits and visits, as their organiser describes them."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from matcher.agenda.files import Faults
from matcher.agenda.programme.event_file import event_from_document
from matcher.store import Conflict
from matcher.store.audit import note_act
from matcher.store.events import Event, delete_event, get_event, list_events, save_event
from service.web.access import READ, RUN
from service.web.bodies import LocalTime
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.problems import conflict
from service.web.versions import SeenVersion, SeenVersionOrNew, tagged

router = APIRouter(prefix="/programmes/{programme_id}/events", tags=["events"])

Runner = Annotated[Actor, Depends(require(*RUN))]
Reader = Annotated[Actor, Depends(require(*READ))]
EventId = Annotated[str, Path(description="the event", examples=["sf-2026"], min_length=1, max_length=100)]

EXAMPLE: dict[str, Any] = {
    "slot_minutes": 20,
    "days": [{"date": "2026-10-05", "open": "09:00", "close": "12:00"}],
    "venues": [{"id": "hub", "tables": 12}],
    "limits": {"company": {"min_meetings": 3, "max_meetings": 8}},
}


class EventEdit(BaseModel):
    """An event; `plan` has the keys of an event file but its name and time zone (docs/agenda-events.md)."""

    name: str = Field(min_length=1, max_length=200, examples=["B2B days in San Francisco"])
    timezone: str = Field(min_length=1, max_length=100, examples=["America/Los_Angeles"])
    plan: dict[str, Any] = Field(examples=[EXAMPLE])


class SlotBody(BaseModel):
    """A slot of the event, in its local time."""

    id: str = Field(examples=["d1s01"])
    start: LocalTime
    end: LocalTime


class EventBody(EventEdit):
    """A stored event with the slots that follow from its plan."""

    id: str
    slots: list[SlotBody]
    version: int
    created_at: datetime.datetime
    updated_at: datetime.datetime


def event_body(event: Event) -> EventBody:
    """An event as it is told."""
    plan = event_from_document(_document(event.name, event.timezone, event.plan), Faults("event"))
    return EventBody(
        id=event.id,
        name=event.name,
        timezone=event.timezone,
        plan=event.plan,
        slots=[SlotBody(id=slot.id, start=slot.start, end=slot.end) for slot in plan.slots],
        version=event.version,
        created_at=event.created_at,
        updated_at=event.updated_at,
    )


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
    event_from_document(_document(body.name, body.timezone, body.plan), Faults("event"))
    try:
        with store.writing() as tx:
            save_event(
                tx,
                actor.programme_id,
                event_id,
                name=body.name,
                timezone=body.timezone,
                plan=body.plan,
                expected_version=seen,
                now=now,
            )
            note_act(tx, actor.programme_id, actor=actor.user_id, action="event.save", subject=event_id, now=now)
            found = get_event(tx, actor.programme_id, event_id)
    except Conflict as err:
        with store.reading() as tx:
            there = get_event(tx, actor.programme_id, event_id)
        raise conflict(err, stored=event_body(there).model_dump(mode="json")) from None
    tagged(response, found.version)
    return event_body(found)


@router.delete("/{event_id}", status_code=204)
def delete(event_id: EventId, actor: Runner, store: StoreDep, seen: SeenVersion, now: NowDep) -> None:
    """Delete an event with its agendas and what was said of its meetings."""
    with store.writing() as tx:
        delete_event(tx, actor.programme_id, event_id, expected_version=seen)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="event.delete", subject=event_id, now=now)


def _document(name: str, timezone: str, plan: dict[str, Any]) -> dict[str, Any]:
    return {**plan, "name": name, "timezone": timezone}
