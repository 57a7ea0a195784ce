"""Files: made by a job, kept with a checksum, downloaded."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from matcher.store import Role
from matcher.store.audit import note_act
from matcher.store.files import StoredFile, delete_file, get_file
from service.jobs.kinds import EXPORT
from service.jobs.orders import ExportOrder
from service.web.access import READ, RUN
from service.web.asking import JOB_ASKED, ask
from service.web.attachments import attachment
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.idempotency import OnceDep
from service.web.problems import not_found

router = APIRouter(prefix="/programmes/{programme_id}", tags=["exports"])

Runner = Annotated[Actor, Depends(require(*RUN))]
Reader = Annotated[Actor, Depends(require(*READ))]


class FileBody(BaseModel):
    """A file that is kept; `sha256` is of its bytes."""

    id: str
    name: str = Field(examples=["shortlists.xlsx"])
    media_type: str
    sha256: str
    size: int
    created_at: datetime.datetime


def file_body(file: StoredFile) -> FileBody:
    """A file as it is told, without its bytes."""
    return FileBody(
        id=file.id,
        name=file.name,
        media_type=file.media_type,
        sha256=file.sha256,
        size=file.size,
        created_at=file.created_at,
    )


@router.post("/exports", status_code=202, responses=JOB_ASKED)
def export(order: ExportOrder, actor: Runner, store: StoreDep, once: OnceDep) -> JSONResponse:
    """Make a file of an agenda, of a run of shortlists, or of what was shown and what came of it."""
    return ask(store, actor, once, EXPORT, order)


@router.get("/files/{file_id}")
def file(file_id: str, actor: Reader, store: StoreDep) -> FileBody:
    """What is known of a file."""
    return file_body(_own(store, actor, file_id))


@router.get("/files/{file_id}/content", response_class=Response)
def content(file_id: str, actor: Reader, store: StoreDep) -> Response:
    """The bytes of a file."""
    found = _own(store, actor, file_id)
    answer = attachment(found.content, found.name, found.media_type or "application/octet-stream")
    answer.headers["ETag"] = f'"{found.sha256}"'
    return answer


@router.delete("/files/{file_id}", status_code=204)
def delete(file_id: str, actor: Runner, store: StoreDep, now: NowDep) -> None:
    """Delete a file."""
    with store.writing() as tx:
        delete_file(tx, actor.programme_id, file_id)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="file.delete", subject=file_id, now=now)


def _own(store: StoreDep, actor: Actor, file_id: str) -> StoredFile:
    """The file; an evaluator sees their own, and none that names parties."""
    with store.reading() as tx:
        found = get_file(tx, actor.programme_id, file_id)
    if actor.role is Role.EVALUATOR and (found.names_parties or found.created_by != actor.user_id):
        raise not_found("file")
    return found
