"""Files of a programme: exports and reports to be downloaded, and uploads that wait for a job. Kept with a checksum."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field

from sqlalchemy import select

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.errors import NotStored


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file. `sha256` is of `content`, in hexadecimal; a file that `names_parties` goes when one of them is erased."""

    programme_id: str
    id: str
    name: str
    media_type: str
    sha256: str
    size: int
    names_parties: bool
    content: bytes = field(repr=False)
    created_by: str
    created_at: datetime.datetime


def add_file(
    tx: Transaction,
    programme_id: str,
    *,
    name: str,
    media_type: str,
    content: bytes,
    names_parties: bool,
    added_by: str,
    now: datetime.datetime,
) -> StoredFile:
    """Store a file. Raises MissingReference without such a programme."""
    row: rows.Values = {
        "programme_id": programme_id,
        "id": rows.new_id(now),
        "name": name,
        "media_type": media_type,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "names_parties": names_parties,
        "content": content,
        "created_by": added_by,
        "created_at": now,
    }
    rows.add(tx, tables.files, row)
    return StoredFile(**row)


def get_file(tx: Transaction, programme_id: str, file_id: str) -> StoredFile:
    """The file with its content; raises NotStored."""
    return StoredFile(**rows.get(tx, tables.files, {"programme_id": programme_id, "id": file_id}))


def delete_file(tx: Transaction, programme_id: str, file_id: str) -> None:
    """Delete a file; raises NotStored."""
    if not rows.remove(tx, tables.files, {"programme_id": programme_id, "id": file_id}):
        raise NotStored("files")


def list_files(tx: Transaction, programme_id: str, *, media_type: str, added_by: str | None = None) -> list[StoredFile]:
    """The files of a media type, of everybody or of one, without their content: the newest first."""
    files = tables.files
    named = {"programme_id": programme_id, "media_type": media_type}
    key = named | ({} if added_by is None else {"created_by": added_by})
    columns = [column for column in files.c if column.name != "content"]
    statement = select(*columns).where(rows.matches(files, key)).order_by(files.c.id.desc())
    return [StoredFile(**row, content=b"") for row in tx.execute(statement).mappings()]
