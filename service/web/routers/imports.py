"""Imports: a spreadsheet is uploaded, read by a job into a preview with every problem, and taken or thrown away."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from matcher.problems import Problem as ImportProblem
from matcher.problems import Severity
from matcher.store import ImportStatus, Transaction
from matcher.store.imports import StoredImport, get_import, list_imports, list_problems
from matcher.store.rows import Document
from matcher.subjects import ImportSubject
from service.importing import Taken
from service.web.access import RUN
from service.web.asking import ASKED, JOB_ASKED, job_body
from service.web.context import Actor, NowDep, SettingsDep, StoreDep, require
from service.web.idempotency import OnceDep
from service.web.paging import Page, PageDep
from service.web.problems import conflict_of
from service.web.profile_body import EXAMPLE
from service.web.uploads import ask_for_reading, discard_upload, file_name, require_size, take_upload
from service.web.versions import SeenVersion, tagged

router = APIRouter(prefix="/programmes/{programme_id}/imports", tags=["imports"])

Runner = Annotated[Actor, Depends(require(*RUN))]

READ = ("profiles", "preferences", "presences", "interactions")
"""What a preview may hold. Contacts are not shown."""


class ImportBody(BaseModel):
    """An import. `summary` counts what was read; `columns` says which header was understood as which field."""

    id: str
    file_name: str = Field(examples=["companies.xlsx"])
    file_hash: str = Field(description="SHA-256 of the file")
    subject: ImportSubject
    status: ImportStatus
    summary: dict[str, Any] = Field(
        examples=[{"n_profiles": 18, "n_problems": 3, "columns": {"Azienda": "name"}, "ignored": ["Note"]}]
    )
    created_at: datetime.datetime
    version: int


class Preview(ImportBody):
    """An import with what was read, until it is decided on: profiles, wishes, presences or facts of the past."""

    profiles: list[dict[str, Any]] = Field(examples=[[EXAMPLE]])
    preferences: list[dict[str, Any]] = Field(
        examples=[[{"party": "st-01", "about": "inv-07", "wish": "must", "note": ""}]]
    )
    presences: list[dict[str, Any]] = Field(examples=[[{"party": "st-01", "words": "day 1", "column": ""}]])
    interactions: list[dict[str, Any]] = Field(
        examples=[[{"startup_id": "st-01", "counterpart_id": "inv-07", "date": "2025-10-01", "relation": "meeting"}]]
    )


class ImportProblemBody(BaseModel):
    """One thing wrong, or worth knowing, at one place of the file."""

    code: str = Field(examples=["ambiguous_number"])
    severity: Severity
    message: str = Field(examples=["1.500 may be 1.5 or 1500: write 1500"])
    sheet: str
    row: int | None = Field(examples=[7])
    column: str = Field(examples=["Fatturato"])
    value: str
    accepted: str


class TakenBody(ImportBody):
    """An import that was taken, and how many parties, wishes or facts are new, changed, and as they were."""

    added: int
    changed: int
    unchanged: int


def import_body(stored: StoredImport) -> ImportBody:
    """An import as it is told."""
    return ImportBody(
        id=stored.id,
        file_name=stored.file_name,
        file_hash=stored.file_hash,
        subject=stored.subject,
        status=stored.status,
        summary=stored.summary,
        created_at=stored.created_at,
        version=stored.version,
    )


@router.post("", status_code=ASKED, responses=JOB_ASKED)
def upload(
    file: UploadFile,
    subject: Annotated[ImportSubject, Query(description="what the file is about")],
    actor: Runner,
    store: StoreDep,
    settings: SettingsDep,
    once: OnceDep,
) -> JSONResponse:
    """Upload a spreadsheet and have it read; the job's result names the import. The file itself is not kept."""
    name, content = file_name(file.filename or ""), file.file.read(settings.upload_bytes + 1)
    require_size(content, settings.upload_bytes)

    def work(tx: Transaction) -> tuple[int, Document]:
        job = ask_for_reading(tx, actor, name=name, content=content, subject=subject, now=once.now)
        return ASKED, job_body(job).model_dump(mode="json")

    return once.about(name.encode(), content).answer(store, actor, work)


@router.get("")
def imports(actor: Runner, store: StoreDep, page: PageDep) -> Page[ImportBody]:
    """Imports in the order in which they came."""
    with store.reading() as tx:
        found = list_imports(tx, actor.programme_id, after=page.after, limit=page.limit_plus_one)
    return page.page(found, lambda stored: stored.id, import_body)


@router.get("/{import_id}")
def preview(import_id: str, actor: Runner, response: Response, store: StoreDep) -> Preview:
    """One import, with what was read while it is not decided on."""
    with store.reading() as tx:
        stored = get_import(tx, actor.programme_id, import_id)
    tagged(response, stored.version)
    content = stored.content or {}
    return Preview(**import_body(stored).model_dump(), **{name: content.get(name, []) for name in READ})


@router.get("/{import_id}/problems")
def problems(
    import_id: str,
    actor: Runner,
    store: StoreDep,
    severity: Annotated[Severity | None, Query(description="only these")] = None,
) -> list[ImportProblemBody]:
    """Every problem of an import, in the order in which they were found."""
    with store.reading() as tx:
        get_import(tx, actor.programme_id, import_id)
        found = list_problems(tx, actor.programme_id, import_id)
    return [problem_body(each) for each in found if severity in {None, each.severity}]


@router.post("/{import_id}/confirm")
def confirm(
    import_id: str, actor: Runner, response: Response, store: StoreDep, seen: SeenVersion, now: NowDep
) -> TakenBody:
    """Take what was read: what is new, and new versions of what says something else now."""
    with store.writing() as tx, conflict_of(lambda: import_body(get_import(tx, actor.programme_id, import_id))):
        after, taken = take_upload(tx, actor, import_id, seen=seen, now=now)
    tagged(response, after.version)
    return taken_body(after, taken)


@router.post("/{import_id}/discard")
def discard(
    import_id: str, actor: Runner, response: Response, store: StoreDep, seen: SeenVersion, now: NowDep
) -> ImportBody:
    """Throw away what was read."""
    with store.writing() as tx, conflict_of(lambda: import_body(get_import(tx, actor.programme_id, import_id))):
        after = discard_upload(tx, actor, import_id, seen=seen, now=now)
    tagged(response, after.version)
    return import_body(after)


def problem_body(problem: ImportProblem) -> ImportProblemBody:
    """A problem of a file as it is told."""
    return ImportProblemBody(
        code=problem.code,
        severity=problem.severity,
        message=problem.message,
        sheet=problem.sheet,
        row=problem.row,
        column=problem.column,
        value=problem.value,
        accepted=problem.accepted,
    )


def taken_body(stored: StoredImport, taken: Taken) -> TakenBody:
    """An import that was taken, as it is told."""
    return TakenBody(
        **import_body(stored).model_dump(), added=taken.added, changed=taken.changed, unchanged=taken.unchanged
    )
