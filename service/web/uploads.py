"""Imports as an organiser decides on them: what the API and the pages share."""

from __future__ import annotations

import datetime
import re
from pathlib import PurePosixPath

from matcher.store import Conflict, ImportStatus, Transaction
from matcher.store.audit import note_act
from matcher.store.files import add_file
from matcher.store.imports import StoredImport, decide_import, get_import
from matcher.store.jobs import Job, ask_for_job
from matcher.subjects import ImportSubject
from service.importing import Taken, take_import
from service.jobs.kinds import IMPORT
from service.jobs.orders import ImportOrder
from service.web.context import Actor
from service.web.problems import Problem

TYPES = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".json", ".jsonl")
"""What an uploaded file's name may end in."""


def file_name(sent: str) -> str:
    """The last part of the name that a browser sent, without what no file's name has.

    Raises:
        Problem: 415 for a kind of file that is not read.
    """
    name = re.sub(r"[^\w .()+,;&'-]", "_", PurePosixPath(sent.replace("\\", "/")).name)[-120:].lstrip(".")
    if not name.lower().endswith(TYPES):
        raise Problem(415, "unsupported-type", f"the file's name must end in one of: {' '.join(TYPES)}")
    return name


def require_size(content: bytes, most: int) -> None:
    """Raise 413 for a file of more than `most` bytes."""
    if len(content) > most:
        raise Problem(413, "too-large", f"at most {most} bytes are taken")


def ask_for_reading(
    tx: Transaction, actor: Actor, *, name: str, content: bytes, subject: ImportSubject, now: datetime.datetime
) -> Job:
    """Keep a file until a job has read it into a preview; returns the job."""
    kept = add_file(
        tx,
        actor.programme_id,
        name=name,
        media_type="application/octet-stream",
        content=content,
        names_parties=True,
        added_by=actor.user_id,
        now=now,
    )
    payload = ImportOrder(file_id=kept.id, subject=subject).model_dump(mode="json")
    job = ask_for_job(tx, actor.programme_id, IMPORT, payload, asked_by=actor.user_id, now=now)
    note_act(tx, actor.programme_id, actor=actor.user_id, action="import.upload", subject=job.id, now=now)
    return job


def take_upload(
    tx: Transaction, actor: Actor, import_id: str, *, seen: int, now: datetime.datetime
) -> tuple[StoredImport, Taken]:
    """Take what was read: the import as it is then, and what it changed. Raises as `open_upload`, and Conflict."""
    stored = open_upload(tx, actor, import_id, seen=seen)
    taken = take_import(tx, stored, taken_by=actor.user_id, now=now)
    return _decide(tx, actor, stored, ImportStatus.CONFIRMED, seen, now), taken


def discard_upload(tx: Transaction, actor: Actor, import_id: str, *, seen: int, now: datetime.datetime) -> StoredImport:
    """Throw away what was read; raises as `take_upload`."""
    stored = open_upload(tx, actor, import_id, seen=seen)
    return _decide(tx, actor, stored, ImportStatus.DISCARDED, seen, now)


def open_upload(tx: Transaction, actor: Actor, import_id: str, *, seen: int) -> StoredImport:
    """The import, which is not decided on.

    Raises:
        NotStored: there is none.
        Conflict: it has another version than the one that was seen.
        Problem: 409 for one that was decided on.
    """
    stored = get_import(tx, actor.programme_id, import_id)
    if stored.version != seen:
        raise Conflict("imports", expected=seen, found=stored.version)
    if stored.status is not ImportStatus.PREVIEW:
        raise Problem(409, "already-decided", f"the import is {stored.status} already: upload the file again")
    return stored


def _decide(
    tx: Transaction, actor: Actor, stored: StoredImport, status: ImportStatus, seen: int, now: datetime.datetime
) -> StoredImport:
    decide_import(tx, actor.programme_id, stored.id, status, summary=stored.summary, expected_version=seen)
    note_act(tx, actor.programme_id, actor=actor.user_id, action=f"import.{status}", subject=stored.id, now=now)
    return get_import(tx, actor.programme_id, stored.id)
