"""A worker does each job once, says how far it is, and stops when it is told to."""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections.abc import Callable

import pytest

from matcher.errors import DataError
from matcher.store import JobStatus, Store, Transaction, audit, leases
from matcher.store.jobs import Job, cancel_job, get_job
from matcher.store.rows import Document
from service.jobs import Done, Task, Tools, Worker, start_worker
from service.jobs.task import only
from service.jobs.worker import UNEXPECTED, Pace, utc_now
from service.proofs.worker_kill import kill_workers

PROGRAMME = "spring"
QUICK = Pace(lease_s=5.0, heartbeat_s=0.02, idle_s=0.01)

Ask = Callable[..., Job]


def noted(tx: Transaction, now: datetime.datetime) -> Document:
    """The writing of a job that leaves a trace."""
    audit.note_act(tx, PROGRAMME, actor="job", action="done", subject="", now=now)
    return {"answer": 42}


def traces(store: Store) -> int:
    with store.reading() as tx:
        return sum(one.action == "done" for one in audit.list_acts(tx, PROGRAMME))


def read(store: Store, job: Job) -> Job:
    with store.reading() as tx:
        return get_job(tx, PROGRAMME, job.id)


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that another thread does."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def wait_to_be_stopped(task: Task) -> Done:
    """A job that ends only when it is told to."""
    task.report.tell(0.25, "waiting")
    while True:
        task.report.check()
        time.sleep(0.005)


def test_a_job_is_done_and_its_work_is_there(spring: Store, tools: Tools, ask: Ask) -> None:
    job = ask("note")
    worker = Worker(store=spring, tools=tools, kinds={"note": lambda _task: Done(write=noted)})
    assert worker.work_once()
    assert not worker.work_once()
    after = read(spring, job)
    assert (after.status, after.result, after.progress) == (JobStatus.DONE, {"answer": 42}, 1.0)
    assert traces(spring) == 1


def test_kinds_that_a_worker_does_not_know_are_left(spring: Store, tools: Tools, ask: Ask) -> None:
    job = ask("of_the_future")
    assert not Worker(store=spring, tools=tools).work_once()
    assert read(spring, job).status is JobStatus.QUEUED


def test_a_cancelled_job_stops_and_writes_nothing(spring: Store, tools: Tools, ask: Ask) -> None:
    job = ask("wait")
    worker = Worker(store=spring, tools=tools, pace=QUICK, kinds={"wait": wait_to_be_stopped})
    thread = threading.Thread(target=worker.work_once)
    thread.start()
    until(lambda: read(spring, job).progress == 0.25)
    assert read(spring, job).progress_note == "waiting"
    with spring.writing() as tx:
        cancel_job(tx, PROGRAMME, job.id, now=utc_now())
    thread.join(10)
    assert not thread.is_alive()
    assert read(spring, job).status is JobStatus.CANCELLED


def test_a_worker_that_is_told_to_stop_gives_its_job_back(spring: Store, tools: Tools, ask: Ask) -> None:
    job = ask("wait")
    worker = Worker(store=spring, tools=tools, pace=QUICK, kinds={"wait": wait_to_be_stopped})
    thread = threading.Thread(target=worker.run)
    thread.start()
    until(lambda: read(spring, job).status is JobStatus.RUNNING)
    worker.stop()
    thread.join(10)
    assert not thread.is_alive()
    after = read(spring, job)
    assert (after.status, after.attempts) == (JobStatus.QUEUED, 0)


def test_what_a_worker_did_after_its_lease_was_over_is_dropped(spring: Store, tools: Tools, ask: Ask) -> None:
    job = ask("note")

    def slow(_task: Task) -> Done:
        later = utc_now() + datetime.timedelta(hours=1)
        with spring.writing() as tx:
            claimed = leases.claim_job(tx, worker="other", lasts=datetime.timedelta(hours=1), now=later)
            assert claimed is not None
        return Done(write=noted)

    Worker(store=spring, tools=tools, kinds={"note": slow}).work_once()
    after = read(spring, job)
    assert (after.status, after.worker, after.attempts) == (JobStatus.RUNNING, "other", 2)
    assert traces(spring) == 0


def test_a_refusal_is_told_and_a_fault_is_not(
    spring: Store, tools: Tools, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_task: Task) -> Done:
        raise DataError("there is nobody: import them")

    def break_down(_task: Task) -> Done:
        raise KeyError("mario.rossi@example.com")

    jobs = [ask("refuse"), ask("break")]
    worker = Worker(store=spring, tools=tools, kinds={"refuse": refuse, "break": break_down})
    with caplog.at_level(logging.ERROR):
        assert worker.work_once()
        assert worker.work_once()
    assert [read(spring, job).error for job in jobs] == ["there is nobody: import them", UNEXPECTED]
    assert "KeyError < break_down" in caplog.text
    assert "mario" not in caplog.text


def test_nothing_is_written_when_the_writing_fails(spring: Store, tools: Tools, ask: Ask) -> None:
    def half(tx: Transaction, now: datetime.datetime) -> Document:
        noted(tx, now)
        raise DataError("no")

    job = ask("half")
    Worker(store=spring, tools=tools, kinds={"half": lambda _task: Done(write=half)}).work_once()
    assert read(spring, job).status is JobStatus.FAILED
    assert traces(spring) == 0


def test_a_worker_in_a_thread_works_and_stops(spring: Store, tools: Tools, ask: Ask) -> None:
    job = ask("make_export", {"wanted": {"what": "training"}})
    running = start_worker(spring, tools, pace=QUICK)
    until(lambda: read(spring, job).status is JobStatus.DONE)
    assert running.stop()


def test_no_job_waits_on_a_write_transaction(spring: Store, tools: Tools, ask: Ask) -> None:
    """While a job works, others can write."""
    ask("write_beside")

    def write_beside(_task: Task) -> Done:
        with spring.writing() as tx:
            noted(tx, utc_now())
        return only({})

    Worker(store=spring, tools=tools, kinds={"write_beside": write_beside}).work_once()
    assert traces(spring) == 1


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_jobs_of_killed_workers_are_done_once(database: str, request: pytest.FixtureRequest) -> None:
    address = request.getfixturevalue(f"new_{database}")()
    found = kill_workers(address, rounds=3, jobs_a_round=3, seed=0)
    assert (found.done, found.repeated) == (found.asked, 0)
