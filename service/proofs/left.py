"""What is left in the database after callers were told that things are kept: figures of one programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.store import JobStatus, Store, Transaction, rows, tables
from matcher.store.jobs import FINAL, Job, read_job
from service.jobs.kinds import EXPORT, IMPORT, SHORTLIST
from service.proofs.ground import Ground
from service.proofs.whole import is_whole
from service.proofs.writers import JobWriter, Writer

PRODUCTS = {
    SHORTLIST: ("run_id", tables.shortlist_runs),
    EXPORT: ("file_id", tables.files),
    IMPORT: ("import_id", tables.imports),
}
"""Under which name the result of each kind of job has the one thing that it made, and the table of such things."""

FROM_THE_START = 1
"""Jobs of these kinds that made the ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What was acknowledged, and what came of it; `repeated` are jobs and things beyond one for each that was asked."""

    acknowledged: dict[str, int]
    lost: int
    jobs: int
    done: int
    repeated: int
    begun_again: int
    is_whole: bool

    @property
    def is_as_told(self) -> bool:
        """Whether nothing was lost, broken, left undone or done twice."""
        return self.lost == self.repeated == 0 and self.done == self.jobs and self.is_whole

    def line(self) -> str:
        """The figures in one line."""
        kept = " · ".join(f"{name} {number}" for name, number in self.acknowledged.items())
        return (
            f"acknowledged: {kept} · lost {self.lost} · jobs {self.jobs} · done {self.done} · done more than once "
            f"{self.repeated} · begun again {self.begun_again} · database whole {'yes' if self.is_whole else 'NO'}"
        )


def is_work_left(store: Store, ground: Ground) -> bool:
    """Whether a job waits or runs."""
    with store.reading() as tx:
        return any(job.status not in FINAL for job in _jobs(tx, ground))


def jobs_done(store: Store, ground: Ground) -> int:
    """How many jobs are done."""
    with store.reading() as tx:
        return sum(job.status is JobStatus.DONE for job in _jobs(tx, ground))


def look(store: Store, ground: Ground, writers: Mapping[str, Writer]) -> Left:
    """Hold what the writers were told against what is stored. No job may be waiting or running."""
    asked = {job_id for writer in writers.values() if isinstance(writer, JobWriter) for job_id in writer.asked}
    with store.reading() as tx:
        jobs = [job for job in _jobs(tx, ground) if job.kind in PRODUCTS]
        made = {str(job.result[PRODUCTS[job.kind][0]]) for job in jobs if job.result is not None}
        there = {
            str(row["id"]) for _, table in PRODUCTS.values() for row in rows.listed(tx, table, _of(ground), by=["id"])
        }
        lost = sum(writer.lost(tx) for writer in writers.values())
    return Left(
        acknowledged={name: writer.acknowledged for name, writer in writers.items()},
        lost=lost + len(made - there) + len(asked - {job.id for job in jobs}),
        jobs=len(jobs),
        done=sum(job.status is JobStatus.DONE for job in jobs),
        repeated=len(there - made) + len(jobs) - FROM_THE_START - len(asked),
        begun_again=sum(job.attempts - 1 for job in jobs),
        is_whole=is_whole(store),
    )


def _jobs(tx: Transaction, ground: Ground) -> list[Job]:
    return [read_job(row) for row in rows.listed(tx, tables.jobs, _of(ground), by=["id"])]


def _of(ground: Ground) -> rows.Key:
    return {"programme_id": ground.programme_id}
