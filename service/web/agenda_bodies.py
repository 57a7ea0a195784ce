"""Agendas as the API tells them."""

from __future__ import annotations

import datetime
from typing import Any

from pydantic import BaseModel, Field

from matcher.store.agendas import AgendaVersion, StoredAgenda


class AgendaBody(BaseModel):
    """An agenda without its documents; `version` guards changes, the other two name documents."""

    id: str = Field(examples=["main"])
    event_id: str
    name: str
    current_version: int
    published_version: int | None
    version: int
    created_at: datetime.datetime


class VersionBody(BaseModel):
    """A version of an agenda, without its documents."""

    version: int
    note: str = Field(examples=["re-planned"])
    copy_of: int | None = Field(description="the version that a rollback brought back")
    saved_by: str
    saved_at: datetime.datetime
    status: str = Field(examples=["optimal"])
    objective: float
    bound: float
    gap: float | None
    n_meetings: int
    n_unmet: int


class DocumentBody(VersionBody):
    """A version with its documents: `problem` and `agenda` are as in docs/agenda-files.md."""

    problem: dict[str, Any]
    agenda: dict[str, Any]


class PlaceBody(BaseModel):
    """A slot, a venue and a table there."""

    slot: str = Field(examples=["d1s03"], max_length=200)
    venue: str = Field(examples=["hub"], max_length=200)
    table: int = Field(ge=1, examples=[4])


class PlacesBody(BaseModel):
    """Where a meeting is, whether it is locked there, and where else it could be held, all others as they are."""

    current: PlaceBody
    is_locked: bool
    feasible: list[PlaceBody]


class LockBody(BaseModel):
    """Whether a meeting keeps its slot in every later re-plan."""

    is_locked: bool = Field(examples=[True])


class DocumentVersion(BaseModel):
    """Names a version of the agenda."""

    version: int = Field(ge=1, examples=[3])


class PublishBody(BaseModel):
    """The version that participants see; null shows them none."""

    version: int | None = Field(ge=1, examples=[3])


class ComparisonBody(BaseModel):
    """What became of the meetings from one version to another, and who has to be told what."""

    kept: int
    moved: int
    dropped: int
    new: int
    notices: list[dict[str, Any]]


def agenda_body(agenda: StoredAgenda) -> AgendaBody:
    """An agenda as it is told."""
    return AgendaBody(
        id=agenda.id,
        event_id=agenda.event_id,
        name=agenda.name,
        current_version=agenda.current_version,
        published_version=agenda.published_version,
        version=agenda.version,
        created_at=agenda.created_at,
    )


def version_body(version: AgendaVersion) -> VersionBody:
    """A version as a list tells it."""
    return VersionBody(**_facts(version))


def document_body(version: AgendaVersion) -> DocumentBody:
    """A version with all that it holds."""
    return DocumentBody(**_facts(version), problem=version.problem, agenda=version.agenda)


def _facts(version: AgendaVersion) -> dict[str, Any]:
    agenda = version.agenda
    return {
        "version": version.version,
        "note": version.note,
        "copy_of": version.copy_of,
        "saved_by": version.saved_by,
        "saved_at": version.saved_at,
        "status": agenda["status"],
        "objective": agenda["objective"],
        "bound": agenda["bound"],
        "gap": agenda["gap"],
        "n_meetings": len(agenda["meetings"]),
        "n_unmet": len(agenda["unmet"]),
    }
