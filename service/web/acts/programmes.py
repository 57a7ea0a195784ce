"""Making, changing and deleting programmes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from pydantic import Field

from matcher.store import Transaction
from matcher.store.audit import INSTALLATION, note_act
from matcher.store.programmes import delete_programme, get_programme, save_programme
from matcher.store.users import User
from service.jobs.defaults import DESTINATION, LANG
from service.web.bodies import Edit, Lang, Name, NewId
from service.web.context import Actor


class ProgrammeSettings(Edit):
    """What a programme is like."""

    lang: Lang = LANG
    destination: str = Field(default=DESTINATION, pattern=r"^[A-Z]{2}$", description="the country it leads to")
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


def known_settings(kept: Mapping[str, Any]) -> ProgrammeSettings:
    """The settings as they are kept; those that another version of abbina kept are left out."""
    known = {name: value for name, value in kept.items() if name in ProgrammeSettings.model_fields}
    return ProgrammeSettings.model_validate(known)


def make_programme(tx: Transaction, administrator: User, new: NewProgramme, now: datetime.datetime) -> None:
    """Make a programme; raises AlreadyStored for an id that is taken."""
    settings = new.settings.model_dump(mode="json")
    save_programme(tx, new.id, name=new.name, settings=settings, expected_version=0, now=now)
    note_act(tx, INSTALLATION, actor=administrator.id, action="programme.make", subject=new.id, now=now)


def change_programme(tx: Transaction, actor: Actor, edit: ProgrammeEdit, *, seen: int, now: datetime.datetime) -> None:
    """Change a programme; raises Conflict, NotStored."""
    before = get_programme(tx, actor.programme_id)
    settings = known_settings(before.settings) if edit.settings is None else edit.settings
    save_programme(
        tx,
        actor.programme_id,
        name=edit.name or before.name,
        settings=settings.model_dump(mode="json"),
        expected_version=seen,
        now=now,
    )
    _note(tx, actor, "programme.change", now)


def drop_programme(tx: Transaction, actor: Actor, *, seen: int, now: datetime.datetime) -> None:
    """Delete a programme and all that belongs to it; what was done in it stays in the audit log."""
    delete_programme(tx, actor.programme_id, expected_version=seen)
    _note(tx, actor, "programme.delete", now)


def _note(tx: Transaction, actor: Actor, action: str, now: datetime.datetime) -> None:
    subject = actor.programme_id
    note_act(tx, actor.programme_id, actor=actor.user_id, action=action, subject=subject, now=now)
