"""Where the result of a job is seen: a page of the programme, or a file."""

from __future__ import annotations

from matcher.store import JobStatus
from matcher.store.jobs import Job
from service.jobs.kinds import ADVISE, EXPORT, IMPORT, REPLAN, SHORTLIST, SOLVE


def result_path(job: Job) -> str:
    """What follows the programme's address on the page of a job's result; "" where it has none yet, or none."""
    if job.status is not JobStatus.DONE or job.result is None:
        return ""
    result = job.result
    if job.kind == EXPORT:
        wanted = job.payload["wanted"]
        return f"/agendas/{wanted['agenda_id']}/files?made={job.id}" if wanted["what"] == "agenda" else ""
    paths = {
        IMPORT: "/imports/{import_id}",
        SHORTLIST: "/shortlists/{run_id}",
        SOLVE: "/agendas/{agenda_id}",
        ADVISE: f"/events/{{event_id}}/advice/{job.id}",
        REPLAN: f"/agendas/{{agenda_id}}/previews/{job.id}",
    }
    return paths.get(job.kind, "").format_map(result)


def again_path(job: Job) -> str:
    """What follows the programme's address where a job that failed can be asked for again; "" if nowhere."""
    if job.status is not JobStatus.FAILED:
        return ""
    payload = job.payload
    if job.kind == EXPORT:
        wanted = payload["wanted"]
        is_agenda = wanted["what"] == "agenda"
        return f"/agendas/{wanted['agenda_id']}/files" if is_agenda else f"/shortlists/{wanted['run_id']}"
    paths = {
        IMPORT: "/imports/new?subject={subject}",
        SHORTLIST: "/shortlists",
        SOLVE: "/events/{event_id}",
        ADVISE: "/events/{event_id}",
        REPLAN: "/agendas/{agenda_id}/day",
    }
    return paths.get(job.kind, "").format_map(payload)


def result_file(job: Job) -> str:
    """The id of the file that a job made, "" without one."""
    is_made = job.kind == EXPORT and job.status is JobStatus.DONE
    return str((job.result or {}).get("file_id", "")) if is_made else ""
