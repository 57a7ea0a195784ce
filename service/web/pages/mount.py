"""The pages in the application: their routers, the navigation, and what they load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Depends, FastAPI

from service.web.guards.well_formed import require_well_formed
from service.web.pages.assets import PREFIX, Assets
from service.web.pages.forms import read_form_token
from service.web.pages.navigation import Entry
from service.web.pages.rooms import (
    account,
    agenda_day,
    agenda_edits,
    agenda_files,
    agenda_versions,
    agendas,
    demo,
    entry,
    event_solving,
    event_texts,
    events,
    home,
    invitations,
    job,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A group of pages, and the entries of the navigation that it brings."""

    router: APIRouter
    entries: Sequence[Entry] = ()


ROOMS: tuple[Room, ...] = (
    Room(router=entry.router),
    Room(router=demo.router),
    Room(router=invitations.router),
    Room(router=account.router),
    Room(router=home.router, entries=home.ENTRIES),
    Room(router=job.router),
    Room(router=event_texts.router),
    Room(router=events.router, entries=events.ENTRIES),
    Room(router=event_solving.router),
    Room(router=agendas.router, entries=agendas.ENTRIES),
    Room(router=agenda_edits.router),
    Room(router=agenda_versions.router),
    Room(router=agenda_day.router),
    Room(router=agenda_files.router),
)
"""Every group of pages."""


def add_pages(app: FastAPI) -> None:
    """Give the application its pages; they are not in the OpenAPI document, which is for other software."""
    app.state.navigation = tuple(found for room in ROOMS for found in room.entries)
    for room in ROOMS:
        app.include_router(
            room.router, include_in_schema=False, dependencies=[Depends(require_well_formed), Depends(read_form_token)]
        )
    app.mount(PREFIX, Assets(), name="static")
