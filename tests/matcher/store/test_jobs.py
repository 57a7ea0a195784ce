"""A job is done once, by whoever has its lease, however workers come and go."""

from __future__ import annotations

import datetime
import threading

import pytest

from matcher.store import JobStatus, StaleLease, Store, jobs, leases, programmes
from matcher.store.jobs import Job
from matcher.store.leases import Lease

LASTS = datetime.timedelta(seconds=30)


@pytest.fixture
def ready(store: Store, now: datetime.datetime) -> Store:
    """A store with two programmes and no job."""
    with store.writing() as tx:
        for programme_id in ("p", "q"):
            programmes.save_programme(tx, programme_id, name="", settings={}, expected_version=0, now=now)
    return store


def ask(
    store: Store, now: datetime.datetime, programme_id: str = "p", key: str | None = None, attempts: int = 3
) -> Job:
    with store.writing() as tx:
        return jobs.ask_for_job(
            tx, programme_id, "match", {"top": 10}, idempotency_key=key, max_attempts=attempts, asked_by="u", now=now
        )


def claim(store: Store, now: datetime.datetime, worker: str = "w1", kinds: tuple[str, ...] = ()) -> tuple[Job, Lease]:
    found = try_to_claim(store, now, worker, kinds)
    assert found is not None
    return found


def try_to_claim(
    store: Store, now: datetime.datetime, worker: str = "w1", kinds: tuple[str, ...] = ()
) -> tuple[Job, Lease] | None:
    with store.writing() as tx:
        return leases.claim_job(tx, worker=worker, lasts=LASTS, kinds=kinds, now=now)


def read(store: Store, job: Job) -> Job:
    with store.reading() as tx:
        return jobs.get_job(tx, job.programme_id, job.id)


def test_a_job_is_asked_for_claimed_watched_and_done(ready: Store, now: datetime.datetime) -> None:
    asked = ask(ready, now)
    job, lease = claim(ready, now)
    assert (job.id, job.status, job.attempts, job.payload) == (asked.id, JobStatus.RUNNING, 1, {"top": 10})
    with ready.writing() as tx:
        assert not leases.heartbeat(tx, lease, progress=0.5, note="half", lasts=LASTS, now=now)
    assert (read(ready, job).progress, read(ready, job).progress_note) == (0.5, "half")
    with ready.writing() as tx:
        leases.complete_job(tx, lease, {"run": "r1"}, now=now)
    done = read(ready, job)
    assert (done.status, done.result, done.progress, done.finished_at) == (JobStatus.DONE, {"run": "r1"}, 1.0, now)
    assert try_to_claim(ready, now + 10 * LASTS) is None


def test_the_same_key_is_the_same_job(ready: Store, now: datetime.datetime) -> None:
    first = ask(ready, now, key="k")
    assert ask(ready, now + LASTS, key="k") == first
    assert ask(ready, now, programme_id="q", key="k").id != first.id
    assert ask(ready, now).id != ask(ready, now).id


def test_jobs_go_out_in_the_order_in_which_they_were_asked_for(ready: Store, now: datetime.datetime) -> None:
    asked = [ask(ready, now + n * LASTS, programme_id="pq"[n % 2]).id for n in range(3)]
    assert [claim(ready, now + 3 * LASTS + n * LASTS / 9)[0].id for n in range(3)] == asked


def test_a_worker_gets_the_kinds_that_it_knows(ready: Store, now: datetime.datetime) -> None:
    ask(ready, now)
    assert try_to_claim(ready, now, kinds=("export",)) is None
    assert claim(ready, now, kinds=("export", "match"))[0].kind == "match"


def test_a_job_whose_worker_is_silent_goes_to_another_once(ready: Store, now: datetime.datetime) -> None:
    ask(ready, now)
    _, first = claim(ready, now)
    assert try_to_claim(ready, now + LASTS / 2, "w2") is None
    job, second = claim(ready, now + LASTS, "w2")
    assert (job.attempts, job.worker) == (2, "w2")
    assert try_to_claim(ready, now + LASTS, "w3") is None
    with pytest.raises(StaleLease), ready.writing() as tx:
        leases.heartbeat(tx, first, progress=0.9, lasts=LASTS, now=now + LASTS)
    with ready.writing() as tx:
        leases.complete_job(tx, second, {"by": "w2"}, now=now + LASTS)
    assert read(ready, job).result == {"by": "w2"}


def test_a_heartbeat_keeps_a_job(ready: Store, now: datetime.datetime) -> None:
    ask(ready, now)
    _, lease = claim(ready, now)
    with ready.writing() as tx:
        leases.heartbeat(tx, lease, progress=0.1, lasts=LASTS, now=now + LASTS / 2)
    assert try_to_claim(ready, now + LASTS, "w2") is None


def test_what_a_stale_worker_stored_with_its_result_is_undone(ready: Store, now: datetime.datetime) -> None:
    job = ask(ready, now)
    _, first = claim(ready, now)
    claim(ready, now + LASTS, "w2")

    def store_and_complete() -> None:
        with ready.writing() as tx:
            programmes.save_programme(tx, "by-w1", name="", settings={}, expected_version=0, now=now)
            leases.complete_job(tx, first, {}, now=now)

    with pytest.raises(StaleLease):
        store_and_complete()
    with ready.reading() as tx:
        assert [each.id for each in programmes.every_programme(tx)] == ["p", "q"]
    assert read(ready, job).status is JobStatus.RUNNING


def test_a_job_is_not_started_for_ever(ready: Store, now: datetime.datetime) -> None:
    job = ask(ready, now, attempts=2)
    claim(ready, now)
    claim(ready, now + LASTS)
    assert try_to_claim(ready, now + 2 * LASTS) is None
    assert (read(ready, job).status, read(ready, job).error) == (JobStatus.FAILED, leases.GAVE_UP)


def test_a_waiting_job_is_cancelled_at_once(ready: Store, now: datetime.datetime) -> None:
    job = ask(ready, now)
    with ready.writing() as tx:
        assert jobs.cancel_job(tx, "p", job.id, now=now).status is JobStatus.CANCELLED
    assert try_to_claim(ready, now) is None


def test_a_running_job_is_stopped_by_its_worker(ready: Store, now: datetime.datetime) -> None:
    job = ask(ready, now)
    _, lease = claim(ready, now)
    with ready.writing() as tx:
        assert jobs.cancel_job(tx, "p", job.id, now=now).status is JobStatus.RUNNING
        assert leases.heartbeat(tx, lease, progress=0.2, lasts=LASTS, now=now)
        leases.stop_job(tx, lease, now=now)
    assert read(ready, job).status is JobStatus.CANCELLED


def test_a_running_job_that_was_to_be_cancelled_is_not_started_again(ready: Store, now: datetime.datetime) -> None:
    job = ask(ready, now)
    claim(ready, now)
    with ready.writing() as tx:
        jobs.cancel_job(tx, "p", job.id, now=now)
    assert try_to_claim(ready, now + LASTS) is None
    assert read(ready, job).status is JobStatus.CANCELLED


def test_what_is_over_stays_as_it_is(ready: Store, now: datetime.datetime) -> None:
    job = ask(ready, now)
    _, lease = claim(ready, now)
    with ready.writing() as tx:
        leases.fail_job(tx, lease, "the file is gone", now=now)
        assert jobs.cancel_job(tx, "p", job.id, now=now).status is JobStatus.FAILED
    with pytest.raises(StaleLease), ready.writing() as tx:
        leases.complete_job(tx, lease, {}, now=now)
    assert read(ready, job).error == "the file is gone"


def test_a_job_given_back_goes_to_another_and_counts_as_not_started(ready: Store, now: datetime.datetime) -> None:
    ask(ready, now, attempts=1)
    _, lease = claim(ready, now)
    with ready.writing() as tx:
        leases.return_job(tx, lease)
    assert claim(ready, now, "w2")[0].attempts == 1


def test_workers_at_once_do_each_job_once(ready: Store, now: datetime.datetime) -> None:
    asked = {ask(ready, now + datetime.timedelta(seconds=n)).id for n in range(24)}
    done: list[str] = []

    def work(name: str) -> None:
        while (found := try_to_claim(ready, now + LASTS, name)) is not None:
            with ready.writing() as tx:
                leases.complete_job(tx, found[1], {"by": name}, now=now)
            done.append(found[0].id)

    workers = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert sorted(done) == sorted(asked)


def test_jobs_of_another_programme_are_not_there(ready: Store, now: datetime.datetime) -> None:
    job = ask(ready, now)
    with ready.writing() as tx:
        with pytest.raises(Exception, match="none with this id"):
            jobs.cancel_job(tx, "q", job.id, now=now)
        with pytest.raises(Exception, match="none with this id"):
            jobs.delete_job(tx, "q", job.id)
        jobs.delete_job(tx, "p", job.id)
        assert jobs.list_jobs(tx, "p") == []
