"""Asking for long work: the answer is the job, which is watched until it is over."""

from __future__ import annotations

import datetime
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from matcher.store import JobStatus, Store, Transaction
from matcher.store.audit import note_act
from matcher.store.jobs import Job, ask_for_job
from matcher.store.rows import Document
from service.jobs.orders import Order
from service.web.context import Actor
from service.web.idempotency import Once

ASKED = 202


class JobBody(BaseModel):
    """Work that a worker does. `progress` is the share done in [0, 1]; `result` depends on the kind."""

    id: str = Field(examples=["065d141b5be40007e91c5ff74ecfb694"])
    kind: str = Field(examples=["make_shortlists"])
    status: JobStatus
    progress: float = Field(ge=0, le=1, examples=[0.4])
    progress_note: str = Field(examples=["choosing and explaining"])
    is_cancel_requested: bool
    attempts: int
    result: dict[str, Any] | None = None
    error: str = ""
    created_by: str
    created_at: datetime.datetime
    started_at: datetime.datetime | None
    finished_at: datetime.datetime | None


def job_body(job: Job, *, with_result: bool = True) -> JobBody:
    """The job as it is told; a list of jobs goes without their results."""
    return JobBody(
        id=job.id,
        kind=job.kind,
        status=job.status,
        progress=job.progress,
        progress_note=job.progress_note,
        is_cancel_requested=job.is_cancel_requested,
        attempts=job.attempts,
        result=job.result if with_result else None,
        error=job.error,
        created_by=job.created_by,
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )


def ask(store: Store, actor: Actor, once: Once, kind: str, order: Order) -> JSONResponse:
    """Ask for a job of a kind, once for each `Idempotency-Key`; the answer says where it is watched."""

    def work(tx: Transaction) -> tuple[int, Document]:
        return ASKED, job_body(ask_in(tx, actor, kind, order, once.now)).model_dump(mode="json")

    return once.answer(store, actor, work)


def ask_in(tx: Transaction, actor: Actor, kind: str, order: Order, now: datetime.datetime) -> Job:
    """Ask for a job of a kind in a transaction, and note who did."""
    payload = order.model_dump(mode="json")
    job = ask_for_job(tx, actor.programme_id, kind, payload, asked_by=actor.user_id, now=now)
    detail = {"kind": kind}
    note_act(tx, actor.programme_id, actor=actor.user_id, action="job.ask", subject=job.id, detail=detail, now=now)
    return job


JOB_ASKED: dict[int | str, dict[str, Any]] = {ASKED: {"model": JobBody, "description": "asked for: watch the job"}}
"""For the OpenAPI of routes that ask for a job."""
