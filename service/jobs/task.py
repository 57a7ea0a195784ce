"""What a kind of job gets and gives: its task, the way to tell how far it is, and what is to be written."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.errors import AbbinaError
from matcher.store import Store, Transaction
from matcher.store.jobs import Job
from matcher.store.rows import Document
from service.jobs.tools import Tools


class StopReason(StrEnum):
    """Why a job is to stop: somebody cancelled it, its lease was lost, or its worker is told to stop."""

    CANCELLED = "cancelled"
    LOST = "lost"
    SHUTDOWN = "shutdown"


class JobStopped(AbbinaError):  # noqa: N818 - says what happened, not that it is an error
    """The job is to stop, and does so where it could; `reason` says why."""

    def __init__(self, reason: StopReason) -> None:
        super().__init__(f"the job stopped: {reason}")
        self.reason = reason


class Report:
    """How far a job is, told by the job and read by its worker's heartbeat, which says when it is to stop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._standing = (0.0, "")
        self._stop: StopReason | None = None

    def tell(self, share: float, note: str = "") -> None:
        """`share` in [0, 1] is done; `note` says what comes now, without personal data.

        Raises:
            JobStopped: the job is to stop.
        """
        with self._lock:
            self._standing = (min(max(share, 0.0), 1.0), note)
        self.check()

    def check(self) -> None:
        """Raise JobStopped if the job is to stop."""
        if self._stop is not None:
            raise JobStopped(self._stop)

    def is_stopped(self) -> bool:
        """Whether the job is to stop: for work that asks rather than be interrupted."""
        return self._stop is not None

    def standing(self) -> tuple[float, str]:
        """The share that is done, and the note."""
        with self._lock:
            return self._standing

    def stop(self, reason: StopReason) -> None:
        """Ask the job to stop. The first reason stays."""
        with self._lock:
            self._stop = self._stop or reason


Writing = Callable[[Transaction, datetime.datetime], Document]
"""Writes what a job made, in the transaction that ends the job, and gives the job's result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a job comes to: `write` is called once, quickly, with the moment that it happens at."""

    write: Writing


def only(result: Document) -> Done:
    """A job that writes nothing but its result."""
    return Done(write=lambda _tx, _now: result)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One job to be done."""

    store: Store
    job: Job
    tools: Tools
    report: Report = field(default_factory=Report)

    @property
    def programme_id(self) -> str:
        """The programme that the job belongs to: nothing of another is read."""
        return self.job.programme_id


Work = Callable[[Task], Done]
"""A kind of job.

Raises:
    JobStopped: it was told to stop.
    AbbinaError: it is refused; the message is shown to who asked, and holds no personal data.
"""
