"""The job that reads an uploaded table into a preview."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path, PurePosixPath

from matcher.store import Transaction
from matcher.store.files import delete_file, get_file
from matcher.store.rows import Document
from service.importing import add_preview, known_parties, read_table
from service.jobs.orders import ImportOrder
from service.jobs.task import Done, Task


def read_upload(task: Task) -> Done:
    """What is in the file, with every problem, as a preview that an organiser takes or throws away.

    The uploaded bytes are deleted with it. Result: `{"import_id", "n_problems"}`, and how many of each thing were read.
    """
    order = ImportOrder.model_validate(task.job.payload)
    task.report.tell(0.0, "reading")
    with task.store.reading() as tx:
        upload = get_file(tx, task.programme_id, order.file_id)
        known = known_parties(tx, task.programme_id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / PurePosixPath(upload.name).name
        path.write_bytes(upload.content)
        reading = read_table(path, order.subject, known, lenient=order.lenient)
    task.report.tell(0.9, "storing")

    def write(tx: Transaction, now: datetime.datetime) -> Document:
        import_id = add_preview(
            tx, task.programme_id, reading, file_name=upload.name, added_by=task.job.created_by, now=now
        )
        delete_file(tx, task.programme_id, upload.id)
        counts = {name: count for name, count in reading.summary.items() if name.startswith("n_")}
        return {"import_id": import_id, **counts}

    return Done(write=write)
