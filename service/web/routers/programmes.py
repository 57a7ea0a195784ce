"""Programmes: made by administrators, run by their organisers, seen by their members."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from matcher.store import Role, Store, Transaction
from matcher.store.audit import INSTALLATION, note_act
from matcher.store.parties import count_parties
from matcher.store.programmes import (
    StoredProgramme,
    delete_programme,
    every_programme,
    get_programme,
    programmes_of,
    save_programme,
)
from matcher.suggestions import Side
from service.web.access import RUN
from service.web.bodies import Edit, Lang, Name, NewId
from service.web.context import Actor, AdministratorDep, Identity, IdentityDep, NowDep, StoreDep, require
from service.web.paging import Page, PageDep, PageRequest
from service.web.problems import conflict_of
from service.web.versions import SeenVersion, tagged

router = APIRouter(prefix="/programmes", tags=["programmes"])

Member = Annotated[Actor, Depends(require(*Role))]
Runner = Annotated[Actor, Depends(require(*RUN))]
Administrator = Annotated[Actor, Depends(require(Role.ADMINISTRATOR))]


class ProgrammeSettings(Edit):
    """What a programme is like."""

    lang: Lang = "it"
    destination: str = Field(default="US", pattern=r"^[A-Z]{2}$", description="the country it leads to")
    retention_days: int = Field(
        default=365,
        ge=1,
        le=3650,
        description="how long parties are kept after the programme's end: for the privacy notice",
    )
    about: str = Field(default="", max_length=5000, description="what participants read about it")


class NewProgramme(Edit):
    """A programme to be made."""

    id: NewId
    name: Name = Field(examples=["Tuscany in Silicon Valley 2026"])
    settings: ProgrammeSettings = ProgrammeSettings()


class ProgrammeEdit(Edit):
    """What is to change; what is left out stays."""

    name: Name | None = Field(None, examples=["Tuscany in Silicon Valley 2026"])
    settings: ProgrammeSettings | None = None


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
    known = {name: value for name, value in programme.settings.items() if name in ProgrammeSettings.model_fields}
    return ProgrammeBody(
        id=programme.id,
        name=programme.name,
        settings=ProgrammeSettings.model_validate(known),
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
        save_programme(
            tx, body.id, name=body.name, settings=body.settings.model_dump(mode="json"), expected_version=0, now=now
        )
        note_act(tx, INSTALLATION, actor=administrator.id, action="programme.make", subject=body.id, now=now)
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
        before = get_programme(tx, actor.programme_id)
        settings = programme_body(before).settings if body.settings is None else body.settings
        with conflict_of(lambda: programme_body(get_programme(tx, actor.programme_id))):
            save_programme(
                tx,
                actor.programme_id,
                name=body.name or before.name,
                settings=settings.model_dump(mode="json"),
                expected_version=seen,
                now=now,
            )
        _note(tx, actor, "programme.change", now)
        after = get_programme(tx, actor.programme_id)
    tagged(response, after.version)
    return programme_body(after)


@router.delete("/{programme_id}", status_code=204)
def delete(actor: Administrator, store: StoreDep, seen: SeenVersion, now: NowDep) -> None:
    """Delete a programme and all that belongs to it; what was done in it stays in the audit log."""
    with store.writing() as tx:
        delete_programme(tx, actor.programme_id, expected_version=seen)
        _note(tx, actor, "programme.delete", now)


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


def _note(tx: Transaction, actor: Actor, action: str, now: datetime.datetime) -> None:
    subject = actor.programme_id
    note_act(tx, actor.programme_id, actor=actor.user_id, action=action, subject=subject, now=now)
