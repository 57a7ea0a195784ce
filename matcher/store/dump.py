"""All rows as text that either database reads: one JSON Lines file per table in an archive."""

from __future__ import annotations

import datetime
import json
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, func, insert, select

from matcher.store import tables
from matcher.store.archive import reading_archive, writing_archive
from matcher.store.engine import Store, Transaction
from matcher.store.errors import AlreadyStored, DamagedBackup
from matcher.store.migrate import current_revision, require_current
from matcher.store.tables.columns import UtcDateTime

FORMAT = "abbina-dump-1"

_BATCH = 500


def dump_store(store: Store, path: Path) -> None:
    """Write every row as it is at one moment; others may go on writing meanwhile.

    The same rows give the same parts to the byte, from either database.

    Raises:
        ConfigError: the tables are not those of this version of abbina.
        OSError: the file cannot be written; nothing is left at `path`.
    """
    require_current(store)
    with store.reading() as tx:
        facts = {"format": FORMAT, "revision": current_revision(tx)}
        with writing_archive(path, facts) as archive:
            for table in tables.metadata.sorted_tables:
                archive.add(_part(table), _lines(tx, table))


def restore_dump(store: Store, path: Path, *, replace: bool = False) -> None:
    """Fill a store with the rows of a dump: all of them or none.

    Args:
        store: its tables must be there.
        path: what `dump_store` wrote, from whichever database.
        replace: delete what is in the store; without it, only an empty one is filled.

    Raises:
        DamagedBackup: the dump is not whole, or of other tables than the store's.
        AlreadyStored: there are programmes or users in the store.
        ConfigError: the tables are not those of this version of abbina.
    """
    require_current(store)
    with reading_archive(path) as (archive, manifest), store.writing() as tx:
        if manifest.get("format") != FORMAT:
            raise DamagedBackup(f"{path.name} is no dump of abbina: give one that it wrote")
        if manifest.get("revision") != current_revision(tx):
            raise DamagedBackup(f"{path.name} has tables of another version: restore it with the abbina that wrote it")
        if not replace:
            _require_empty(tx)
        for table in reversed(tables.metadata.sorted_tables):
            tx.execute(delete(table))
        for table in tables.metadata.sorted_tables:
            _fill(tx, table, archive)


def _part(table: Table) -> str:
    return f"{table.name}.jsonl"


def _lines(tx: Transaction, table: Table) -> Iterator[bytes]:
    statement = select(table).order_by(*table.primary_key.columns)
    for row in tx.execute(statement.execution_options(yield_per=_BATCH)).mappings():
        values = {name: _plain(value) for name, value in row.items()}
        yield (json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def _require_empty(tx: Transaction) -> None:
    for table in (tables.programmes, tables.users):
        if tx.execute(select(func.count()).select_from(table)).scalar_one():
            raise AlreadyStored(table.name)


def _fill(tx: Transaction, table: Table, archive: zipfile.ZipFile) -> None:
    moments = [column.name for column in table.c if isinstance(column.type, UtcDateTime)]
    with archive.open(_part(table)) as part:
        rows = (_read(line, moments) for line in part)
        while batch := list(islice(rows, _BATCH)):
            tx.execute(insert(table), batch)


def _read(line: bytes, moments: list[str]) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line)
    for name in moments:
        if row[name] is not None:
            row[name] = datetime.datetime.fromisoformat(row[name])
    return row
