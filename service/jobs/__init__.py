"""Long work, done by a worker: asked for in a row of the store, watched, cancelled, and done once.

A kind of job is a function from a `Task` to what is to be written. It reads in short transactions, works without one,
and tells how far it is; what it returns is written in the transaction that ends the job, so that a job's work is there
once or not at all. `kinds` lists them, `worker` does them.
"""

from __future__ import annotations

from service.jobs.task import Done, JobStopped, Report, StopReason, Task
from service.jobs.tools import Tools
from service.jobs.worker import Worker, start_worker

__all__ = [
    "Done",
    "JobStopped",
    "Report",
    "StopReason",
    "Task",
    "Tools",
    "Worker",
    "start_worker",
]
