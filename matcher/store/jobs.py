"""Jobs as people see them: asked for once, watched, cancelled, and read when they are over."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from sqlalchemy import func, select, update

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.errors import NotStored
from matcher.store.rows import Document
from matcher.store.vocabulary import JobStatus

FINAL = frozenset({JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED})
"""What a job is when nothing will happen to it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work to be done by a worker; `progress` is the share done in [0, 1], `attempts` counts its starts."""

    programme_id: str
    id: str
    kind: str
    payload: Document = field(repr=False)
    status: JobStatus
    idempotency_key: str | None
    attempts: int
    max_attempts: int
    worker: str
    progress: float
    progress_note: str = field(repr=False)
    is_cancel_requested: bool
    result: Document | None = field(repr=False)
    error: str
    created_by: str
    created_at: datetime.datetime
    started_at: datetime.datetime | None
    heartbeat_at: datetime.datetime | None
    finished_at: datetime.datetime | None


def ask_for_job(
    tx: Transaction,
    programme_id: str,
    kind: str,
    payload: Document,
    *,
    idempotency_key: str | None = None,
    max_attempts: int = 3,
    asked_by: str,
    now: datetime.datetime,
) -> Job:
    """The job of this key: a new one, or the one that was asked for with the same kind and key before.

    Raises:
        MissingReference: there is no such programme.
    """
    row = {
        "programme_id": programme_id,
        "id": rows.new_id(now),
        "kind": kind,
        "payload": payload,
        "status": JobStatus.QUEUED.value,
        "idempotency_key": idempotency_key,
        "attempts": 0,
        "max_attempts": max_attempts,
        "progress": 0.0,
        "is_cancel_requested": False,
        "created_by": asked_by,
        "created_at": now,
    }
    if rows.add_if_new(tx, tables.jobs, row):
        return get_job(tx, programme_id, str(row["id"]))
    key = {"programme_id": programme_id, "kind": kind, "idempotency_key": idempotency_key}
    return read_job(rows.get(tx, tables.jobs, key))


def get_job(tx: Transaction, programme_id: str, job_id: str) -> Job:
    """The job; raises NotStored."""
    return read_job(rows.get(tx, tables.jobs, {"programme_id": programme_id, "id": job_id}))


def list_jobs(
    tx: Transaction, programme_id: str, *, kind: str | None = None, after: str = "", limit: int = 100
) -> list[Job]:
    """Jobs in the order in which they were asked for, all or those of one kind, from the one after the id `after`."""
    key = {"programme_id": programme_id} | ({} if kind is None else {"kind": kind})
    found = rows.paged(tx, tables.jobs, key, after=after, limit=limit)
    return [read_job(row) for row in found]


def is_job_running(tx: Transaction, programme_id: str) -> bool:
    """Whether a worker is at a job of the programme."""
    key = {"programme_id": programme_id, "status": JobStatus.RUNNING.value}
    return bool(rows.paged(tx, tables.jobs, key, after="", limit=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The jobs of all programmes: how many wait and run, since when the oldest waits, and a worker's last sign."""

    waiting: int
    running: int
    oldest: datetime.datetime | None
    last_sign: datetime.datetime | None


def queue_of_jobs(tx: Transaction) -> Queue:
    """How long the queue is; without jobs the moments are None."""
    jobs = tables.jobs
    statement = select(jobs.c.status, func.count(), func.min(jobs.c.created_at)).group_by(jobs.c.status)
    found = {status: (number, oldest) for status, number, oldest in tx.execute(statement)}
    waiting, oldest = found.get(JobStatus.QUEUED.value, (0, None))
    running, _begun = found.get(JobStatus.RUNNING.value, (0, None))
    last_sign = tx.execute(select(func.max(jobs.c.heartbeat_at))).scalar_one()
    return Queue(waiting=waiting, running=running, oldest=oldest, last_sign=last_sign)


def cancel_job(tx: Transaction, programme_id: str, job_id: str, *, now: datetime.datetime) -> Job:
    """Cancel a job that waits, ask the worker of one that runs to stop, leave one that is over; returns the job.

    Raises:
        NotStored: there is no such job.
    """
    jobs = tables.jobs
    one = rows.matches(jobs, {"programme_id": programme_id, "id": job_id})
    ended = {"status": JobStatus.CANCELLED.value, "is_cancel_requested": True, "finished_at": now}
    waiting = update(jobs).where(one, jobs.c.status == JobStatus.QUEUED.value).values(**ended)
    if tx.execute(waiting).rowcount != 1:
        running = jobs.c.status == JobStatus.RUNNING.value
        tx.execute(update(jobs).where(one, running).values(is_cancel_requested=True))
    return get_job(tx, programme_id, job_id)


def delete_job(tx: Transaction, programme_id: str, job_id: str) -> None:
    """Forget a job; its worker finds its lease gone. Raises NotStored."""
    if not rows.remove(tx, tables.jobs, {"programme_id": programme_id, "id": job_id}):
        raise NotStored("jobs")


def read_job(row: rows.Values) -> Job:
    """The job of a row."""
    values = {name: value for name, value in row.items() if name not in {"lease_token", "lease_until"}}
    return Job(**{**values, "status": JobStatus(row["status"])})
