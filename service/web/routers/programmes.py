"""Programmes: made by administrators, run by their organisers, seen by their members."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from matcher.store import Role, Store
from matcher.store.parties import count_parties
from matcher.store.programmes import StoredProgramme, every_programme, get_programme, programmes_of
from matcher.suggestions import Side
from service.web.access import RUN
from service.web.acts.programmes import (
    NewProgramme,
    ProgrammeEdit,
    ProgrammeSettings,
    change_programme,
    drop_programme,
    known_settings,
    make_programme,
)
from service.web.context import Actor, AdministratorDep, Identity, IdentityDep, NowDep, StoreDep, require
from service.web.paging import Page, PageDep, PageRequest
from service.web.problems import conflict_of
from service.web.versions import SeenVersion, tagged

router = APIRouter(prefix="/programmes", tags=["programmes"])

Member = Annotated[Actor, Depends(require(*Role))]
Runner = Annotated[Actor, Depends(require(*RUN))]
Administrator = Annotated[Actor, Depends(require(Role.ADMINISTRATOR))]


class ProgrammeBody(BaseModel):
    """A programme."""

    id: str = Field(examples=["tuscany-2026"])
    name: str = Field(examples=["Tuscany in Silicon Valley 2026"])
    settings: ProgrammeSettings
    version: int
    created_at: datetime.datetime


class ProgrammeHome(ProgrammeBody):
    """A programme, what one may do in it, and how many take part."""

    role: Role
    party_id: str | None
    companies: int
    counterparts: int


def programme_body(programme: StoredProgramme) -> ProgrammeBody:
    """A programme as it is told; settings that another version of abbina kept are left out."""
    return ProgrammeBody(
        id=programme.id,
        name=programme.name,
        settings=known_settings(programme.settings),
        version=programme.version,
        created_at=programme.created_at,
    )


@router.get("")
def programmes(identity: IdentityDep, store: StoreDep, page: PageDep) -> Page[ProgrammeBody]:
    """The programmes that one is in, by id; every one for the installation's administrators."""
    return page.page(_visible(store, identity, page), lambda programme: programme.id, programme_body)


@router.post("", status_code=201)
def make(
    body: NewProgramme, administrator: AdministratorDep, response: Response, store: StoreDep, now: NowDep
) -> ProgrammeBody:
    """Make a programme."""
    with store.writing() as tx:
        make_programme(tx, administrator, body, now)
        made = get_programme(tx, body.id)
    tagged(response, made.version)
    return programme_body(made)


@router.get("/{programme_id}")
def programme(actor: Member, response: Response, store: StoreDep) -> ProgrammeHome:
    """A programme that one is in."""
    with store.reading() as tx:
        found = get_programme(tx, actor.programme_id)
        companies, counterparts = (count_parties(tx, actor.programme_id, side) for side in Side)
    tagged(response, found.version)
    return ProgrammeHome(
        **programme_body(found).model_dump(),
        role=actor.role,
        party_id=actor.party_id,
        companies=companies,
        counterparts=counterparts,
    )


@router.patch("/{programme_id}")
def change(
    body: ProgrammeEdit, actor: Runner, response: Response, store: StoreDep, seen: SeenVersion, now: NowDep
) -> ProgrammeBody:
    """Change a programme."""
    with store.writing() as tx:
        with conflict_of(lambda: programme_body(get_programme(tx, actor.programme_id))):
            change_programme(tx, actor, body, seen=seen, now=now)
        after = get_programme(tx, actor.programme_id)
    tagged(response, after.version)
    return programme_body(after)


@router.delete("/{programme_id}", status_code=204)
def delete(actor: Administrator, store: StoreDep, seen: SeenVersion, now: NowDep) -> None:
    """Delete a programme and all that belongs to it; what was done in it stays in the audit log."""
    with store.writing() as tx:
        drop_programme(tx, actor, seen=seen, now=now)


def _visible(store: Store, identity: Identity, page: PageRequest) -> list[StoredProgramme]:
    """The next programmes that somebody may know of."""
    with store.reading() as tx:
        if identity.user is not None and identity.user.is_administrator:
            return every_programme(tx, after=page.after, limit=page.limit_plus_one)
        if identity.user is not None:
            found = [each.programme for each in programmes_of(tx, identity.user.id)]
        else:
            found = [] if identity.key is None else [get_programme(tx, identity.key.programme_id)]
    return [each for each in found if each.id > page.after][: page.limit_plus_one]
