"""Imports: a spreadsheet is uploaded, read by a job into a preview with every problem, and taken or thrown away."""

from __future__ import annotations

import datetime
import re
from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from matcher.problems import Problem as ImportProblem
from matcher.problems import Severity
from matcher.store import ImportStatus, Transaction
from matcher.store.audit import note_act
from matcher.store.files import add_file
from matcher.store.imports import StoredImport, decide_import, get_import, list_imports, list_problems
from matcher.store.jobs import ask_for_job
from matcher.store.rows import Document
from matcher.subjects import ImportSubject
from service.importing import Taken, take_import
from service.jobs.kinds import IMPORT
from service.jobs.orders import ImportOrder
from service.web.access import RUN
from service.web.asking import ASKED, JOB_ASKED, job_body
from service.web.context import Actor, NowDep, SettingsDep, StoreDep, require
from service.web.idempotency import OnceDep
from service.web.paging import Page, PageDep
from service.web.problems import Problem, conflict_of
from service.web.profile_body import EXAMPLE
from service.web.versions import SeenVersion, tagged

router = APIRouter(prefix="/programmes/{programme_id}/imports", tags=["imports"])

Runner = Annotated[Actor, Depends(require(*RUN))]

READ = ("profiles", "preferences", "presences", "interactions")
"""What a preview may hold. Contacts are not shown."""

TYPES = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".json", ".jsonl")
"""What an uploaded file's name may end in."""


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
    if len(content) > settings.upload_bytes:
        raise Problem(413, "too-large", f"at most {settings.upload_bytes} bytes are taken")

    def work(tx: Transaction) -> tuple[int, Document]:
        kept = add_file(
            tx,
            actor.programme_id,
            name=name,
            media_type="application/octet-stream",
            content=content,
            names_parties=True,
            added_by=actor.user_id,
            now=once.now,
        )
        order = ImportOrder(file_id=kept.id, subject=subject)
        payload = order.model_dump(mode="json")
        job = ask_for_job(tx, actor.programme_id, IMPORT, payload, asked_by=actor.user_id, now=once.now)
        _note(tx, actor, "import.upload", job.id, once.now)
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
    with store.writing() as tx:
        stored = _open(tx, actor, import_id, seen)
        taken = take_import(tx, stored, taken_by=actor.user_id, now=now)
        after = _decide(tx, actor, stored, ImportStatus.CONFIRMED, seen, now)
    tagged(response, after.version)
    return taken_body(after, taken)


@router.post("/{import_id}/discard")
def discard(
    import_id: str, actor: Runner, response: Response, store: StoreDep, seen: SeenVersion, now: NowDep
) -> ImportBody:
    """Throw away what was read."""
    with store.writing() as tx:
        after = _decide(tx, actor, _open(tx, actor, import_id, seen), ImportStatus.DISCARDED, seen, now)
    tagged(response, after.version)
    return import_body(after)


def file_name(sent: str) -> str:
    """The last part of the name that a browser sent, without what no file's name has.

    Raises:
        Problem: 415 for a kind of file that is not read.
    """
    name = re.sub(r"[^\w .()+,;&'-]", "_", PurePosixPath(sent.replace("\\", "/")).name)[-120:].lstrip(".")
    if not name.lower().endswith(TYPES):
        raise Problem(415, "unsupported-type", f"the file's name must end in one of: {' '.join(TYPES)}")
    return name


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


def _open(tx: Transaction, actor: Actor, import_id: str, seen: int) -> StoredImport:
    """The import; raises 409 for one that was decided on, by the version that was seen."""
    stored = get_import(tx, actor.programme_id, import_id)
    if stored.version == seen and stored.status is not ImportStatus.PREVIEW:
        raise Problem(409, "already-decided", f"the import is {stored.status} already: upload the file again")
    return stored


def _decide(
    tx: Transaction, actor: Actor, stored: StoredImport, status: ImportStatus, seen: int, now: datetime.datetime
) -> StoredImport:
    with conflict_of(lambda: import_body(get_import(tx, actor.programme_id, stored.id))):
        decide_import(tx, actor.programme_id, stored.id, status, summary=stored.summary, expected_version=seen)
    _note(tx, actor, f"import.{status}", stored.id, now)
    return get_import(tx, actor.programme_id, stored.id)


def _note(tx: Transaction, actor: Actor, action: str, subject: str, now: datetime.datetime) -> None:
    note_act(tx, actor.programme_id, actor=actor.user_id, action=action, subject=subject, now=now)
