"""The job that reads an uploaded table of profiles into a preview."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from matcher.importers import import_profiles
from matcher.profiles import ProfileKind
from matcher.store import ImportStatus, Transaction
from matcher.store.files import delete_file, get_file
from matcher.store.imports import add_import
from matcher.store.profile_json import profile_to_json
from matcher.store.rows import Document
from matcher.suggestions import Side
from service.jobs.orders import ImportOrder
from service.jobs.task import Done, Task

DEFAULT_KINDS = {Side.STARTUPS: ProfileKind.STARTUP, Side.COUNTERPARTS: ProfileKind.INVESTOR}


def read_upload(task: Task) -> Done:
    """What is in the file, with every problem, as a preview that an organiser takes or throws away.

    The uploaded bytes are deleted with it. Result: `{"import_id", "n_profiles", "n_problems"}`.
    """
    order = ImportOrder.model_validate(task.job.payload)
    task.report.tell(0.0, "reading")
    with task.store.reading() as tx:
        upload = get_file(tx, task.programme_id, order.file_id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / PurePosixPath(upload.name).name
        path.write_bytes(upload.content)
        imported = import_profiles(path, default_kind=DEFAULT_KINDS[order.side], lenient=order.lenient)
    task.report.tell(0.9, "storing")
    content = {
        "profiles": [profile_to_json(profile) for profile in imported.profiles],
        "contacts": [asdict(contact) for contact in imported.contacts],
    }
    summary = {
        "n_profiles": len(imported.profiles),
        "n_problems": len(imported.problems),
        "columns": dict(imported.columns),
        "ignored": list(imported.ignored_headers),
        "merged": dict(imported.merged_ids),
    }

    def write(tx: Transaction, now: datetime.datetime) -> Document:
        import_id = add_import(
            tx,
            task.programme_id,
            file_name=upload.name,
            file_hash=upload.sha256,
            side=order.side,
            status=ImportStatus.PREVIEW,
            summary=summary,
            content=content,
            problems=imported.problems,
            added_by=task.job.created_by,
            now=now,
        )
        delete_file(tx, task.programme_id, upload.id)
        return {
            "import_id": import_id,
            "n_profiles": len(imported.profiles),
            "n_problems": len(imported.problems),
        }

    return Done(write=write)
