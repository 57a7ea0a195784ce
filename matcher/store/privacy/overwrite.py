"""Taking what was deleted off the disk: a database keeps deleted bytes until something else needs their place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from matcher.store import tables
from matcher.store.engine import BUSY_SECONDS, Store, failures
from matcher.store.errors import DatabaseFailure


def overwrite_deleted(store: Store) -> None:
    """Rewrite the database's files without what was deleted; raises DatabaseFailure while others use them."""
    with failures():
        if store.path is not None:
            _rewrite_file(store.path)
            return
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in tables.metadata.sorted_tables:
                connection.execute(text(f'VACUUM FULL "{table.name}"'))


def _rewrite_file(path: Path) -> None:
    """The log is emptied too: what was deleted stands in it as it was written."""
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        connection.execute("VACUUM")
        (is_busy, *_pages) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise DatabaseFailure("SQLITE_BUSY")
