"""Events of a programme: the days, slots, venues and wishes from which agendas are made."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.rows import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event; `plan` is the JSON object of a problem file (docs/agenda-files.md), as far as it is known."""

    programme_id: str
    id: str
    name: str
    timezone: str
    plan: Document = field(repr=False)
    version: int
    created_at: datetime.datetime
    updated_at: datetime.datetime


def save_event(
    tx: Transaction,
    programme_id: str,
    event_id: str,
    *,
    name: str,
    timezone: str,
    plan: Document,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Store a new event (`expected_version` 0) or change one; returns the version.

    Raises:
        Conflict: another version is stored.
        NotStored: a version was expected and there is none.
        MissingReference: there is no such programme.
    """
    values = {"name": name, "timezone": timezone, "plan": plan, "updated_at": now}
    return rows.put(tx, tables.events, _key(programme_id, event_id), values, expected_version, {"created_at": now})


def get_event(tx: Transaction, programme_id: str, event_id: str) -> Event:
    """The event; raises NotStored."""
    return Event(**rows.get(tx, tables.events, _key(programme_id, event_id)))


def list_events(tx: Transaction, programme_id: str) -> list[Event]:
    """The events of the programme, by id."""
    return [Event(**row) for row in rows.listed(tx, tables.events, {"programme_id": programme_id}, by=["id"])]


def delete_event(tx: Transaction, programme_id: str, event_id: str, *, expected_version: int) -> None:
    """Delete an event with its agendas and outcomes; raises Conflict, NotStored."""
    rows.remove_version(tx, tables.events, _key(programme_id, event_id), expected_version)


def _key(programme_id: str, event_id: str) -> rows.Key:
    return {"programme_id": programme_id, "id": event_id}
