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
    accounts,
    administration,
    agenda_day,
    agenda_edits,
    agenda_files,
    agenda_versions,
    agendas,
    connections,
    demo,
    entry,
    evaluating,
    event_solving,
    event_texts,
    events,
    home,
    import_mending,
    imports,
    invitations,
    inviting,
    job,
    matrix,
    meet,
    new_party,
    own_agenda,
    own_data,
    own_profile,
    pairs,
    parties,
    party_people,
    party_records,
    party_wishes,
    people,
    programme_settings,
    registers,
    shortlists,
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
    Room(router=imports.router, entries=imports.ENTRIES),
    Room(router=import_mending.router),
    Room(router=new_party.router),
    Room(router=parties.router, entries=parties.ENTRIES),
    Room(router=party_people.router),
    Room(router=party_wishes.router),
    Room(router=party_records.router),
    Room(router=shortlists.router, entries=shortlists.ENTRIES),
    Room(router=pairs.router),
    Room(router=matrix.router, entries=matrix.ENTRIES),
    Room(router=meet.router, entries=meet.ENTRIES),
    Room(router=own_profile.router, entries=own_profile.ENTRIES),
    Room(router=own_agenda.router, entries=own_agenda.ENTRIES),
    Room(router=own_data.router, entries=own_data.ENTRIES),
    Room(router=people.router, entries=people.ENTRIES),
    Room(router=inviting.router),
    Room(router=registers.router),
    Room(router=programme_settings.router, entries=programme_settings.ENTRIES),
    Room(router=connections.router),
    Room(router=evaluating.router, entries=evaluating.ENTRIES),
    Room(router=administration.router),
    Room(router=accounts.router),
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
