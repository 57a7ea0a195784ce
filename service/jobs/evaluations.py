"""The job that measures the ranker on an uploaded benchmark."""

from __future__ import annotations

import datetime
import io
import json
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from evaluation.benchmark import LAYOUTS, parse_benchmark
from evaluation.harness import EvaluationRequest, as_json, measure
from evaluation.measured import report_evaluation
from matcher.errors import UnreadableFile
from matcher.store import Transaction
from matcher.store.files import get_file
from matcher.store.rows import Document
from service.jobs.exports import MadeFile, keep_file
from service.jobs.orders import EvaluationOrder
from service.jobs.steps import Steps
from service.jobs.task import Done, Task

MOST_BYTES = 500_000_000
"""What one table of a benchmark may come to when it is unpacked."""

MEDIA_TYPES = {".html": "text/html", ".md": "text/markdown", ".json": "application/json"}


def evaluate_benchmark(task: Task) -> Done:
    """Figures beside simple orders, and a report to read.

    Result: `{"figures": {…}, "files": [{"file_id", "name", …}, …]}`; `figures` is what `abbina evaluate --json` writes.
    """
    order = EvaluationOrder.model_validate(task.job.payload)
    task.report.tell(0.0, "reading")
    with task.store.reading() as tx:
        upload = get_file(tx, task.programme_id, order.file_id)
    request = EvaluationRequest(
        dataset=Path(PurePosixPath(upload.name).name),
        split=order.split,
        until=order.until,
        min_history=order.min_history,
        seed=order.seed,
    )
    benchmark = parse_benchmark(unpack(upload.content))
    progress = Steps(task.report, 0.1, 0.8)
    progress.start(3 + 8, "measuring")
    found = measure(request, benchmark, progress)
    task.report.tell(0.8, "writing the report")
    with tempfile.TemporaryDirectory() as folder:
        made = [
            MadeFile(name=path.name, media_type=MEDIA_TYPES[path.suffix], content=path.read_bytes())
            for path in report_evaluation(found, Path(folder) / "report")
        ]
    task.report.tell(0.95, "storing")
    figures = json.loads(as_json(found))

    def write(tx: Transaction, now: datetime.datetime) -> Document:
        files = [keep_file(tx, task, one, now, names_parties=False) for one in made]
        return {"figures": figures, "files": files}

    return Done(write=write)


def unpack(content: bytes) -> dict[str, bytes]:
    """The three tables of a benchmark in a zip file, wherever in it they stand; nothing is written to a disk.

    Raises:
        UnreadableFile: it is no zip file, lacks a table or has it twice, or a table is larger than `MOST_BYTES`.
    """
    wanted = {layout.file for layout in LAYOUTS}
    tables: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                name = PurePosixPath(entry.filename).name
                if name not in wanted or "__MACOSX" in entry.filename:
                    continue
                if name in tables:
                    raise UnreadableFile(f"the zip file has {name} twice: keep one of them", code="format")
                with archive.open(entry) as part:
                    tables[name] = part.read(MOST_BYTES + 1)
                if len(tables[name]) > MOST_BYTES:
                    raise UnreadableFile(f"{name} is larger than {MOST_BYTES} bytes", code="too_large")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as err:
        raise UnreadableFile("the file is no zip file that can be read: zip the benchmark's folder", "format") from err
    missing = sorted(wanted - tables.keys())
    if missing:
        raise UnreadableFile(f"the zip file lacks {', '.join(missing)}: zip the benchmark's folder", code="missing")
    return tables
