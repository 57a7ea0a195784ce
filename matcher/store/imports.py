"""Uploads of spreadsheets: what was read is kept with every problem until an organiser takes it or throws it away."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from matcher.problems import Problem, Severity
from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.rows import Document
from matcher.store.vocabulary import ImportStatus
from matcher.subjects import ImportSubject


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredImport:
    """An upload; `summary` is what its list shows, `content` what was read from it, None once it is decided on."""

    programme_id: str
    id: str
    file_name: str
    file_hash: str
    subject: ImportSubject
    status: ImportStatus
    summary: Document
    content: Document | None = field(repr=False)
    created_by: str
    created_at: datetime.datetime
    version: int


def add_import(
    tx: Transaction,
    programme_id: str,
    *,
    file_name: str,
    file_hash: str,
    subject: ImportSubject,
    status: ImportStatus,
    summary: Document,
    content: Document | None,
    problems: Sequence[Problem],
    added_by: str,
    now: datetime.datetime,
) -> str:
    """Store an upload and its problems; returns its id. Raises MissingReference without such a programme."""
    import_id = rows.new_id(now)
    row = {
        "programme_id": programme_id,
        "id": import_id,
        "file_name": file_name,
        "file_hash": file_hash,
        "subject": subject.value,
        "status": status.value,
        "summary": summary,
        "content": content,
        "created_by": added_by,
        "created_at": now,
        "version": 1,
    }
    rows.add(tx, tables.imports, row)
    key = {"programme_id": programme_id, "import_id": import_id}
    found = [{**key, "position": n, **_values(each)} for n, each in enumerate(problems)]
    rows.add(tx, tables.import_problems, *found)
    return import_id


def decide_import(
    tx: Transaction,
    programme_id: str,
    import_id: str,
    status: ImportStatus,
    *,
    summary: Document,
    expected_version: int,
) -> int:
    """Take an upload or throw it away, and with it what was read; returns the version. Raises Conflict, NotStored."""
    values = {"status": status.value, "summary": summary, "content": None}
    return rows.put(tx, tables.imports, _key(programme_id, import_id), values, expected_version, {})


def save_preview(
    tx: Transaction, programme_id: str, import_id: str, *, summary: Document, content: Document, expected_version: int
) -> int:
    """Mend what was read from an upload that is not decided on; returns the version. Raises Conflict, NotStored."""
    values = {"summary": summary, "content": content}
    return rows.put(tx, tables.imports, _key(programme_id, import_id), values, expected_version, {})


def get_import(tx: Transaction, programme_id: str, import_id: str) -> StoredImport:
    """The upload; raises NotStored."""
    return read_import(rows.get(tx, tables.imports, _key(programme_id, import_id)))


def list_imports(tx: Transaction, programme_id: str, *, after: str = "", limit: int = 100) -> list[StoredImport]:
    """Uploads in the order in which they came, from the one after the id `after`."""
    found = rows.paged(tx, tables.imports, {"programme_id": programme_id}, after=after, limit=limit)
    return [read_import(row) for row in found]


def merged_ids(tx: Transaction, programme_id: str) -> dict[str, str]:
    """The ids of duplicates that uploads merged, with those that stayed; of uploads that were taken."""
    key = {"programme_id": programme_id, "status": ImportStatus.CONFIRMED.value}
    found: dict[str, str] = {}
    for row in rows.listed(tx, tables.imports, key, by=["id"]):
        found |= row["summary"].get("merged", {})
    return found


def list_problems(tx: Transaction, programme_id: str, import_id: str) -> tuple[Problem, ...]:
    """Every problem of an upload, in the order in which they were found."""
    key = {"programme_id": programme_id, "import_id": import_id}
    return tuple(_problem(row) for row in rows.listed(tx, tables.import_problems, key, by=["position"]))


def _key(programme_id: str, import_id: str) -> rows.Key:
    return {"programme_id": programme_id, "id": import_id}


def read_import(row: rows.Values) -> StoredImport:
    """The upload of a row."""
    return StoredImport(**{**row, "subject": ImportSubject(row["subject"]), "status": ImportStatus(row["status"])})


def _values(problem: Problem) -> rows.Values:
    """What is kept of a problem; its number of rows stands in its message."""
    values = {name: value for name, value in asdict(problem).items() if name != "n_rows"}
    return {**values, "severity": problem.severity.value}


def _problem(row: rows.Values) -> Problem:
    values = {name: value for name, value in row.items() if name not in {"programme_id", "import_id", "position"}}
    return Problem(**{**values, "severity": Severity(row["severity"])})
