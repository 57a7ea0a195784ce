"""Jobs as workers see them: one worker has a job at a time, and only as long as it shows that it is alive.

A worker that claims a job gets a lease. Each heartbeat makes it longer. When it runs out, another worker gets the job
with a lease of its own, and from then on nothing that the first one does to the job is taken: storing a job's work
and completing it in one transaction makes it happen exactly once.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select, update

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.errors import StaleLease
from matcher.store.jobs import Job, read_job
from matcher.store.rows import Document
from matcher.store.vocabulary import JobStatus

GAVE_UP = "the workers that had it stopped without a word, each time"
"""The error of a job that was started as often as it may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A worker's right to one job. `token` is different each time that the job is claimed."""

    programme_id: str
    job_id: str
    token: str


def claim_job(
    tx: Transaction, *, worker: str, lasts: datetime.timedelta, kinds: Sequence[str] = (), now: datetime.datetime
) -> tuple[Job, Lease] | None:
    """The oldest job, of any programme and of one of these kinds if given, that waits or whose lease ran out.

    None when there is nothing to do. Jobs that were started as often as they may be, and those that were to be
    cancelled when their worker stopped, end here.
    """
    _end_lost_jobs(tx, now)
    jobs = tables.jobs
    free = or_(jobs.c.status == JobStatus.QUEUED.value, _is_lost(now))
    of_kind = [jobs.c.kind.in_(list(kinds))] if kinds else []
    oldest = (
        select(jobs.c.programme_id, jobs.c.id)
        .where(free, *of_kind)
        .order_by(jobs.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = tx.execute(oldest).mappings().one_or_none()
    if found is None:
        return None
    lease = Lease(programme_id=found["programme_id"], job_id=found["id"], token=secrets.token_hex(16))
    claimed = {
        "status": JobStatus.RUNNING.value,
        "worker": worker,
        "lease_token": lease.token,
        "lease_until": now + lasts,
        "heartbeat_at": now,
        "started_at": now,
        "attempts": jobs.c.attempts + 1,
        "progress": 0.0,
        "progress_note": "",
    }
    tx.execute(update(jobs).where(rows.matches(jobs, dict(found))).values(**claimed))
    return read_job(rows.get(tx, jobs, dict(found))), lease


def heartbeat(
    tx: Transaction,
    lease: Lease,
    *,
    progress: float,
    note: str = "",
    lasts: datetime.timedelta,
    now: datetime.datetime,
) -> bool:
    """Show that the worker is alive and how far it is; True when the job is to be stopped. Raises StaleLease."""
    values = {"heartbeat_at": now, "lease_until": now + lasts, "progress": progress, "progress_note": note}
    _change(tx, lease, values)
    found = rows.get(tx, tables.jobs, {"programme_id": lease.programme_id, "id": lease.job_id})
    return bool(found["is_cancel_requested"])


def complete_job(tx: Transaction, lease: Lease, result: Document, *, now: datetime.datetime) -> None:
    """End a job with its result. Raises StaleLease, which must undo the transaction."""
    _end(tx, lease, JobStatus.DONE, {"result": result, "progress": 1.0}, now)


def fail_job(tx: Transaction, lease: Lease, error: str, *, now: datetime.datetime) -> None:
    """End a job with what went wrong, in words without personal data. Raises StaleLease."""
    _end(tx, lease, JobStatus.FAILED, {"error": error}, now)


def stop_job(tx: Transaction, lease: Lease, *, now: datetime.datetime) -> None:
    """End a job that was to be cancelled. Raises StaleLease."""
    _end(tx, lease, JobStatus.CANCELLED, {}, now)


def return_job(tx: Transaction, lease: Lease) -> None:
    """Give a job back, as a worker does that is told to stop: another may have it at once. Raises StaleLease."""
    values = {"status": JobStatus.QUEUED.value, "attempts": tables.jobs.c.attempts - 1, "worker": ""}
    _change(tx, lease, {**values, "lease_token": None, "lease_until": None})


def _end_lost_jobs(tx: Transaction, now: datetime.datetime) -> None:
    jobs = tables.jobs
    ended = {"lease_token": None, "lease_until": None, "finished_at": now}
    cancelled = update(jobs).where(_is_lost(now), jobs.c.is_cancel_requested)
    tx.execute(cancelled.values(status=JobStatus.CANCELLED.value, **ended))
    worn_out = update(jobs).where(_is_lost(now), jobs.c.attempts >= jobs.c.max_attempts)
    tx.execute(worn_out.values(status=JobStatus.FAILED.value, error=GAVE_UP, **ended))


def _is_lost(now: datetime.datetime) -> ColumnElement[bool]:
    jobs = tables.jobs
    return and_(jobs.c.status == JobStatus.RUNNING.value, jobs.c.lease_until <= now)


def _end(tx: Transaction, lease: Lease, status: JobStatus, values: rows.Values, now: datetime.datetime) -> None:
    ended = {"status": status.value, "finished_at": now, "lease_token": None, "lease_until": None}
    _change(tx, lease, {**values, **ended})


def _change(tx: Transaction, lease: Lease, values: rows.Values) -> None:
    """Change the job if the lease still holds; a lease that ran out holds until another worker has the job."""
    jobs = tables.jobs
    key = {
        "programme_id": lease.programme_id,
        "id": lease.job_id,
        "status": JobStatus.RUNNING.value,
        "lease_token": lease.token,
    }
    if tx.execute(update(jobs).where(rows.matches(jobs, key)).values(**values)).rowcount != 1:
        raise StaleLease
