"""Asking for jobs of the tiny programme, and a worker that does them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from matcher.store import JobStatus, Store
from matcher.store.jobs import Job, ask_for_job, get_job
from service.jobs import Tools, Worker

PROGRAMME = "spring"

Ask = Callable[..., Job]


@pytest.fixture
def ask(spring: Store, now: datetime.datetime) -> Ask:
    """Asks for a job of a kind."""

    def call(kind: str, payload: dict[str, Any] | None = None, **more: Any) -> Job:
        with spring.writing() as tx:
            return ask_for_job(tx, PROGRAMME, kind, payload or {}, asked_by="org", now=now, **more)

    return call


@pytest.fixture
def do(spring: Store, tools: Tools, ask: Ask) -> Ask:
    """Asks for a job, lets a worker do it, and returns it as it is then."""

    def call(kind: str, payload: dict[str, Any] | None = None, **more: Any) -> Job:
        job = ask(kind, payload, **more)
        assert Worker(store=spring, tools=tools).work_once()
        with spring.reading() as tx:
            return get_job(tx, PROGRAMME, job.id)

    return call


@pytest.fixture
def done(do: Ask) -> Callable[..., dict[str, Any]]:
    """The result of a job that a worker does."""

    def call(kind: str, payload: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        job = do(kind, payload, **more)
        assert (job.status, job.error) == (JobStatus.DONE, "")
        assert job.result is not None
        return job.result

    return call
