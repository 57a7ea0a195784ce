"""What is left of a store when processes that write to it are killed: `python -m evaluation.benches.store_kill`.

A writer saves agendas and says each time that it is done; it is killed at a moment drawn by chance. Nothing that it
said may be missing, and nothing may be half there. Workers take jobs and store one thing for each; they are killed too,
and others go on. Each job must be done once.
"""

from __future__ import annotations

import argparse
import datetime
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from matcher.store import (
    JobStatus,
    NotStored,
    StaleLease,
    Store,
    Transaction,
    agendas,
    events,
    jobs,
    leases,
    open_store,
    programmes,
    upgrade,
)

PROGRAMME = "kill"
EVENT = "day"

_LEASE = datetime.timedelta(seconds=1)
_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterRound:
    """One writer: how many versions it said were saved, how many of them are missing, whether one is half there."""

    acknowledged: int
    lost: int
    is_torn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRound:
    """Jobs asked for, done, and done more than once, and how many workers were killed meanwhile."""

    asked: int
    done: int
    repeated: int
    killed: int


def prepare(address: str) -> None:
    """Tables, a programme and an event."""
    store = open_store(address)
    upgrade(store)
    now = _now()
    with store.writing() as tx:
        programmes.save_programme(tx, PROGRAMME, name="", settings={}, expected_version=0, now=now)
        events.save_event(tx, PROGRAMME, EVENT, name="", timezone="UTC", plan={}, expected_version=0, now=now)
    store.close()


def kill_writer(address: str, agenda_id: str, draw: random.Random) -> WriterRound:
    """Start a writer, kill it in the middle of its work, and look at what is stored."""
    child = _start("write", address, agenda_id)
    output = _output(child)
    last = 0
    for _ in range(draw.randint(3, 30)):
        last = int(output.readline())
    time.sleep(draw.random() * 0.02)
    child.send_signal(signal.SIGKILL)
    for line in output:
        last = int(line) if line.endswith(b"\n") else last
    output.close()
    child.wait()
    store = open_store(address)
    with store.reading() as tx:
        agenda = agendas.get_agenda(tx, PROGRAMME, agenda_id)
        versions = [each.version for each in agendas.list_agenda_versions(tx, PROGRAMME, agenda_id)]
    store.close()
    lost = sum(version not in versions for version in range(1, last + 1))
    is_torn = versions != list(range(1, agenda.version + 1)) or agenda.current_version != agenda.version
    return WriterRound(acknowledged=last, lost=lost, is_torn=is_torn)


def kill_workers(address: str, n_jobs: int, n_kills: int, draw: random.Random) -> WorkerRound:
    """Ask for jobs, kill workers that do them, and let a last one finish."""
    store = open_store(address)
    with store.writing() as tx:
        asked = [_ask(tx) for _ in range(n_jobs)]
    for _ in range(n_kills):
        child = _start("work", address)
        output = _output(child)
        output.readline()
        time.sleep(draw.random() * 0.1)
        child.send_signal(signal.SIGKILL)
        output.close()
        child.wait()
    last = _start("work", address)
    last.communicate(timeout=_PATIENCE_S)
    with store.reading() as tx:
        done = sum(jobs.get_job(tx, PROGRAMME, job_id).status is JobStatus.DONE for job_id in asked)
        times = [_times(tx, job_id) for job_id in asked]
    store.close()
    return WorkerRound(asked=n_jobs, done=done, repeated=sum(each > 1 for each in times), killed=n_kills)


def is_whole(path: Path) -> bool:
    """Whether SQLite finds a file and its references whole."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        return found == [("ok",)] and connection.execute("PRAGMA foreign_key_check").fetchall() == []


def write_for_ever(address: str, agenda_id: str) -> None:
    """Save version after version of an agenda, and print each number once it is saved."""
    store = open_store(address)
    version = 0
    while True:
        made = {"meetings": [], "filling": "x" * 2000, "number": version + 1}
        with store.writing() as tx:
            version = agendas.save_agenda(
                tx,
                PROGRAMME,
                agenda_id,
                event_id=EVENT,
                name="",
                problem={},
                agenda=made,
                saved_by="bench",
                expected_version=version,
                now=_now(),
            )
        sys.stdout.write(f"{version}\n")
        sys.stdout.flush()


def work_until_done(address: str) -> None:
    """Do jobs until every one is over: store that it was done, and complete it, in one transaction."""
    store = open_store(address)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        with store.writing() as tx:
            claimed = leases.claim_job(tx, worker="bench", lasts=_LEASE, now=_now())
        if claimed is None:
            if not _is_work_left(store):
                return
            time.sleep(0.05)
            continue
        job, lease = claimed
        time.sleep(0.005)
        try:
            with store.writing() as tx:
                _store_once_more(tx, job.id)
                leases.complete_job(tx, lease, {}, now=_now())
        except StaleLease:
            continue


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "evaluation.benches.store_kill", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own module


def _output(child: subprocess.Popen[bytes]) -> IO[bytes]:
    if child.stdout is None:
        raise ValueError("the process was started without a pipe")
    return child.stdout


def _ask(tx: Transaction) -> str:
    return jobs.ask_for_job(tx, PROGRAMME, "bench", {}, max_attempts=1000, asked_by="bench", now=_now()).id


def _is_work_left(store: Store) -> bool:
    with store.reading() as tx:
        return any(job.status not in jobs.FINAL for job in jobs.list_jobs(tx, PROGRAMME, limit=1000))


def _store_once_more(tx: Transaction, name: str) -> None:
    times = _times(tx, name)
    events.save_event(
        tx,
        PROGRAMME,
        name,
        name="",
        timezone="UTC",
        plan={"times": times + 1},
        expected_version=times,
        now=_now(),
    )


def _times(tx: Transaction, name: str) -> int:
    try:
        return int(events.get_event(tx, PROGRAMME, name).plan["times"])
    except NotStored:
        return 0


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def measure(address: str, rounds: int, seed: int) -> str:
    """One line: rounds, acknowledged and lost saves, torn agendas, jobs asked for, done and repeated."""
    draw = random.Random(seed)  # noqa: S311 - draws moments, not secrets
    prepare(address)
    writers = [kill_writer(address, f"agenda-{number}", draw) for number in range(rounds)]
    workers = kill_workers(address, n_jobs=10 * rounds, n_kills=rounds, draw=draw)
    path = open_store(address).path
    figures = {
        "writers killed": rounds,
        "saves acknowledged": sum(each.acknowledged for each in writers),
        "lost": sum(each.lost for each in writers),
        "torn": sum(each.is_torn for each in writers),
        "workers killed": workers.killed,
        "jobs": workers.asked,
        "done": workers.done,
        "done more than once": workers.repeated,
        "file whole": "-" if path is None else "yes" if is_whole(path) else "NO",
    }
    return " · ".join(f"{name} {value}" for name, value in figures.items())


def main() -> None:
    """Kill, and print what was left."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.benches.store_kill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--address", help="an empty PostgreSQL database; without it, a new SQLite file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = options.address or f"sqlite:///{folder}/abbina.sqlite"
        sys.stdout.write(measure(address, options.rounds, options.seed) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write_for_ever(*sys.argv[2:])
    elif sys.argv[1:2] == ["work"]:
        work_until_done(*sys.argv[2:])
    else:
        main()
