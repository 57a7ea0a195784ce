"""The worker: it claims a job, shows by heartbeats that it is alive, does the job, and writes its work with its end.

Several may run, on one machine or many. One that is killed loses its lease after `lease_s`, and another does the job
again: nothing of the first try was written. One that is told to stop gives its job back at once.
"""

from __future__ import annotations

import datetime
import logging
import os
import socket
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from matcher.errors import AbbinaError
from matcher.store import DatabaseFailure, StaleLease, Store
from matcher.store.jobs import Job
from matcher.store.leases import Lease, claim_job, complete_job, fail_job, heartbeat, return_job, stop_job
from models.errors import ModelError
from service.jobs.task import JobStopped, Report, StopReason, Task, Work
from service.jobs.tools import Tools

Clock = Callable[[], datetime.datetime]

UNEXPECTED = "something went wrong that should not: the log of the worker says what"
_log = logging.getLogger("abbina.worker")


def utc_now() -> datetime.datetime:
    """The moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def worker_name() -> str:
    """A name that tells workers apart in the table of jobs."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident():x}"


def where(err: Exception) -> str:
    """What kind of error it is and where it was raised, without its text, which may quote what people wrote."""
    frames = traceback.extract_tb(err.__traceback__)
    return " < ".join([type(err).__name__, *(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))])


def _every_kind() -> Mapping[str, Work]:
    """Loaded late: a worker of few kinds starts sooner."""
    from service.jobs.kinds import KINDS

    return KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds that a lease lasts, between signs that a worker is alive, and between looks for work."""

    lease_s: float = 30.0
    heartbeat_s: float = 2.0
    idle_s: float = 0.5


@dataclass(slots=True, kw_only=True)
class Worker:
    """Does one job after the other until it is told to stop."""

    store: Store
    tools: Tools
    name: str = field(default_factory=worker_name)
    pace: Pace = field(default_factory=Pace)
    kinds: Mapping[str, Work] = field(default_factory=_every_kind)
    clock: Clock = utc_now
    _stopping: threading.Event = field(default_factory=threading.Event)
    _report: Report | None = None

    def run(self) -> None:
        """Work until `stop`; a database that cannot be reached for a while is waited for."""
        while not self._stopping.is_set():
            try:
                has_worked = self.work_once()
            except DatabaseFailure as err:
                _log.warning("the database refused: %s", err.code)
                has_worked = False
            if not has_worked:
                self._stopping.wait(self.pace.idle_s)

    def run_until_idle(self) -> None:
        """Work until nothing waits, or until `stop`. Raises DatabaseFailure."""
        while not self._stopping.is_set() and self.work_once():
            pass

    def stop(self) -> None:
        """Stop after the current job's next step, and give the job back. May be called from a signal handler."""
        self._stopping.set()
        report = self._report
        if report is not None:
            report.stop(StopReason.SHUTDOWN)

    def work_once(self) -> bool:
        """Do one job, if there is one; returns whether there was.

        Raises:
            DatabaseFailure: the database refused; the job is done again once its lease is over.
        """
        with self.store.writing() as tx:
            lasts = datetime.timedelta(seconds=self.pace.lease_s)
            claimed = claim_job(tx, worker=self.name, lasts=lasts, kinds=tuple(self.kinds), now=self.clock())
        if claimed is None:
            return False
        job, lease = claimed
        task = Task(store=self.store, job=job, tools=self.tools)
        self._report = task.report
        if self._stopping.is_set():
            task.report.stop(StopReason.SHUTDOWN)
        _log.info("job %s of kind %s begins, try %d", job.id, job.kind, job.attempts)
        try:
            with self._beating(lease, task.report):
                self._do(task, job, lease)
        except StaleLease:
            _log.warning("job %s was given to another worker: what was done for it here is dropped", job.id)
        finally:
            self._report = None
        return True

    def _do(self, task: Task, job: Job, lease: Lease) -> None:
        try:
            done = self.kinds[job.kind](task)
            task.report.check()
            with self.store.writing() as tx:
                result = done.write(tx, self.clock())
                complete_job(tx, lease, result, now=self.clock())
        except JobStopped as stopped:
            self._end_stopped(lease, stopped.reason)
        except StaleLease:
            raise
        except DatabaseFailure:
            raise
        except (AbbinaError, ModelError) as err:
            self._fail(lease, str(err))
        except Exception as err:  # noqa: BLE001 - a fault of one job must not end the worker
            _log.error("job %s of kind %s failed: %s", job.id, job.kind, where(err))
            self._fail(lease, UNEXPECTED)
        else:
            _log.info("job %s is done", job.id)

    def _end_stopped(self, lease: Lease, reason: StopReason) -> None:
        if reason is StopReason.LOST:
            raise StaleLease
        with self.store.writing() as tx:
            if reason is StopReason.CANCELLED:
                stop_job(tx, lease, now=self.clock())
            else:
                return_job(tx, lease)

    def _fail(self, lease: Lease, error: str) -> None:
        with self.store.writing() as tx:
            fail_job(tx, lease, error, now=self.clock())

    @contextmanager
    def _beating(self, lease: Lease, report: Report) -> Iterator[None]:
        """A thread that shows while the block runs that the worker is alive, and hears whether the job is to stop."""
        over = threading.Event()
        thread = threading.Thread(target=self._beat, args=(lease, report, over), name="abbina-heartbeat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _beat(self, lease: Lease, report: Report, over: threading.Event) -> None:
        lasts = datetime.timedelta(seconds=self.pace.lease_s)
        while not over.wait(self.pace.heartbeat_s):
            share, note = report.standing()
            try:
                with self.store.writing() as tx:
                    is_cancelled = heartbeat(tx, lease, progress=share, note=note, lasts=lasts, now=self.clock())
            except StaleLease:
                report.stop(StopReason.LOST)
                return
            except DatabaseFailure as err:
                _log.warning("a heartbeat was not stored: %s", err.code)
                continue
            if is_cancelled:
                report.stop(StopReason.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningWorker:
    """A worker in a thread of this process."""

    worker: Worker
    thread: threading.Thread

    def stop(self, timeout_s: float = 30.0) -> bool:
        """Tell it to stop and wait; returns whether it did in time."""
        self.worker.stop()
        self.thread.join(timeout_s)
        return not self.thread.is_alive()


def start_worker(store: Store, tools: Tools, *, pace: Pace | None = None) -> RunningWorker:
    """Start a worker in a thread, as `abbina serve` does."""
    worker = Worker(store=store, tools=tools, pace=pace or Pace())
    thread = threading.Thread(target=worker.run, name="abbina-worker", daemon=True)
    thread.start()
    return RunningWorker(worker=worker, thread=thread)
