"""Where the result of a job is seen: a page of the programme, or a file."""

from __future__ import annotations

from matcher.store import JobStatus
from matcher.store.jobs import Job
from service.jobs.kinds import EXPORT, IMPORT, SHORTLIST, SOLVE

_PAGES = {
    IMPORT: ("/imports/", "import_id"),
    SHORTLIST: ("/shortlists/", "run_id"),
    SOLVE: ("/agendas/", "agenda_id"),
}
"""For each kind, the path of its page and the member of the result that names it."""


def result_path(job: Job) -> str:
    """What follows the programme's address on the page of a job's result; "" where it has none yet, or none."""
    path, member = _PAGES.get(job.kind, ("", ""))
    found = (job.result or {}).get(member, "")
    return f"{path}{found}" if job.status is JobStatus.DONE and found else ""


def result_file(job: Job) -> str:
    """The id of the file that a job made, "" without one."""
    is_made = job.kind == EXPORT and job.status is JobStatus.DONE
    return str((job.result or {}).get("file_id", "")) if is_made else ""
