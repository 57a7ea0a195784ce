"""Whether jobs are done once when workers are killed in the middle of them: `python -m service.proofs.worker_kill`.

Each job counts up a number of its own, in the transaction that ends it. Worker processes are killed with SIGKILL at
moments drawn by chance while they do jobs; others go on once the leases are over. Every number must be 1 in the end.
"""

from __future__ import annotations

import argparse
import datetime
import logging
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from matcher.store import JobStatus, NotStored, Store, Transaction, events, jobs, open_store, programmes, upgrade
from matcher.store.rows import Document
from service.jobs import Done, Task, Tools, Worker
from service.jobs.worker import Pace, utc_now

PROGRAMME, KIND = "kill", "count"
PACE = Pace(lease_s=0.6, heartbeat_s=0.1, idle_s=0.02)
_STEPS, _STEP_S = 5, 0.01
_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Jobs asked for, done, and done more than once; workers killed, and how often a job was begun again."""

    asked: int
    done: int
    repeated: int
    killed: int
    begun_again: int


def count_up(task: Task) -> Done:
    """A job of a few steps that counts up its own number."""
    for step in range(_STEPS):
        task.report.tell(step / _STEPS, "counting")
        time.sleep(_STEP_S)

    def write(tx: Transaction, now: datetime.datetime) -> Document:
        before = number_of(tx, task.job.id)
        events.save_event(
            tx,
            PROGRAMME,
            task.job.id,
            name="",
            timezone="UTC",
            plan={"times": before + 1},
            expected_version=before,
            now=now,
        )
        return {}

    return Done(write=write)


def number_of(tx: Transaction, job_id: str) -> int:
    """How often the job was done."""
    try:
        return int(events.get_event(tx, PROGRAMME, job_id).plan["times"])
    except NotStored:
        return 0


def work(address: str) -> None:
    """Do jobs until killed."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    Worker(store=open_store(address), tools=Tools(), pace=PACE, kinds={KIND: count_up}).run()


def kill_workers(address: str, *, rounds: int, jobs_a_round: int, seed: int) -> Figures:
    """Make the tables and the jobs, kill a worker in each round, and let a last one finish."""
    draw = random.Random(seed)  # noqa: S311 - draws moments, not secrets
    store = open_store(address)
    upgrade(store)
    with store.writing() as tx:
        programmes.save_programme(tx, PROGRAMME, name="", settings={}, expected_version=0, now=utc_now())
        asked = [
            jobs.ask_for_job(tx, PROGRAMME, KIND, {}, max_attempts=1000, asked_by="bench", now=utc_now()).id
            for _ in range(rounds * jobs_a_round)
        ]
    for _ in range(rounds):
        child = _start(address)
        time.sleep(draw.random() * 4 * _STEPS * _STEP_S)
        child.send_signal(signal.SIGKILL)
        child.wait()
    last = _start(address)
    end = time.monotonic() + _PATIENCE_S
    while _is_work_left(store, asked) and time.monotonic() < end:
        time.sleep(0.1)
    last.terminate()
    last.wait()
    with store.reading() as tx:
        found = [jobs.get_job(tx, PROGRAMME, job_id) for job_id in asked]
        numbers = [number_of(tx, job_id) for job_id in asked]
    store.close()
    return Figures(
        asked=len(asked),
        done=sum(one.status is JobStatus.DONE and number > 0 for one, number in zip(found, numbers, strict=True)),
        repeated=sum(number > 1 for number in numbers),
        killed=rounds,
        begun_again=sum(one.attempts - 1 for one in found),
    )


def _start(address: str) -> subprocess.Popen[bytes]:
    """A worker process that is ready to work."""
    command = [sys.executable, "-m", "service.proofs.worker_kill", "work", address]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own module
    if child.stdout is not None:
        child.stdout.readline()
        child.stdout.close()
    return child


def _is_work_left(store: Store, asked: list[str]) -> bool:
    with store.reading() as tx:
        return any(jobs.get_job(tx, PROGRAMME, job_id).status not in jobs.FINAL for job_id in asked)


def main() -> None:
    """Kill, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m service.proofs.worker_kill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=4, help="jobs for each round")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--address", help="an empty PostgreSQL database; without it, a new SQLite file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = options.address or f"sqlite:///{folder}/abbina.sqlite"
        found = kill_workers(address, rounds=options.rounds, jobs_a_round=options.jobs, seed=options.seed)
    sys.stdout.write(
        f"workers killed {found.killed} · jobs {found.asked} · done {found.done} · done more than once "
        f"{found.repeated} · begun again {found.begun_again}\n"
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    if sys.argv[1:2] == ["work"]:
        work(sys.argv[2])
    else:
        main()
