"""Whether lists still say what the programme does: what was changed since they were made."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from matcher.store import Transaction
from matcher.store.listing import acts_since, recent_jobs
from matcher.store.shortlists import StoredRun

CHANGING: Mapping[str, str] = {
    "party.add": "profiles",
    "party.change": "profiles",
    "party.participation": "participants",
    "party.erase": "participants",
    "import.confirmed": "imports",
    "preference.save": "wishes",
    "preference.delete": "wishes",
    "history.delete": "history",
}
"""Acts after which new lists may differ, by what the wording calls them (`lists.since.…`)."""

JOBS_SEARCHED = 100


def changes_since(tx: Transaction, run: StoredRun) -> dict[str, int]:
    """How often each thing that lists are made from was changed since a run read it; {} means that it is fresh."""
    found: dict[str, int] = {}
    for action, number in acts_since(tx, run.programme_id, _read_at(tx, run), CHANGING.keys()).items():
        found[CHANGING[action]] = found.get(CHANGING[action], 0) + number
    return found


def _read_at(tx: Transaction, run: StoredRun) -> datetime.datetime:
    """When the job of a run began; when the run was stored, where the job is not among the last ones."""
    for job in recent_jobs(tx, run.programme_id, limit=JOBS_SEARCHED):
        if job.started_at is not None and (job.result or {}).get("run_id") == run.id:
            return job.started_at
    return run.created_at
