"""Saving events: one transaction with the audit entry, for the API and the pages."""

from __future__ import annotations

import datetime

from matcher.store import Conflict, Store
from matcher.store.audit import note_act
from matcher.store.events import Event, delete_event, get_event, save_event
from service.web.context import Actor
from service.web.event_bodies import EventEdit, event_body, planned
from service.web.problems import conflict


def keep_event(
    store: Store, actor: Actor, event_id: str, edit: EventEdit, *, seen: int, now: datetime.datetime
) -> Event:
    """Make an event (`seen` 0) or change the version that the editor saw; returns it as it is then.

    Raises:
        RefusedFile: anything is wrong in the plan; every fault is told.
        Problem: 409 with the event that is stored.
        NotStored: there is no such event.
    """
    planned(edit.name, edit.timezone, edit.plan)
    try:
        with store.writing() as tx:
            save_event(
                tx,
                actor.programme_id,
                event_id,
                name=edit.name,
                timezone=edit.timezone,
                plan=edit.plan,
                expected_version=seen,
                now=now,
            )
            note_act(tx, actor.programme_id, actor=actor.user_id, action="event.save", subject=event_id, now=now)
            return get_event(tx, actor.programme_id, event_id)
    except Conflict as err:
        with store.reading() as tx:
            there = get_event(tx, actor.programme_id, event_id)
        raise conflict(err, stored=event_body(there).model_dump(mode="json")) from None


def drop_event(store: Store, actor: Actor, event_id: str, *, seen: int, now: datetime.datetime) -> None:
    """Delete an event with its agendas and what was said of its meetings; raises Conflict, NotStored."""
    with store.writing() as tx:
        delete_event(tx, actor.programme_id, event_id, expected_version=seen)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="event.delete", subject=event_id, now=now)
