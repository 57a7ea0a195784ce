"""Events as the API tells them."""

from __future__ import annotations

import datetime
from typing import Any

from pydantic import BaseModel, Field

from matcher.agenda.files import Faults
from matcher.agenda.programme.event_file import event_from_document
from matcher.agenda.programme.event_plan import EventPlan
from matcher.store.events import Event
from service.web.bodies import LocalTime

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
    plan = planned(event.name, event.timezone, event.plan)
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


def planned(name: str, timezone: str, plan: dict[str, Any]) -> EventPlan:
    """What a plan means, its slots among it; raises RefusedFile with every fault."""
    return event_from_document({**plan, "name": name, "timezone": timezone}, Faults("event"))
