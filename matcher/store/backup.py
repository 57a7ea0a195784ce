"""Backups while others work, and bringing one back: nothing half done, nothing damaged, nobody who was erased."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import inspect

from matcher.errors import ConfigError
from matcher.store.archive import chunks_of, reading_archive, writing_archive
from matcher.store.dump import FORMAT as DUMP_FORMAT
from matcher.store.dump import dump_store, restore_dump
from matcher.store.engine import Store, failures
from matcher.store.errors import DamagedBackup
from matcher.store.migrate import current_revision, known_revisions, upgrade
from matcher.store.privacy import erase_again, erased_hashes

FORMAT = "abbina-sqlite-1"

_DATABASE = "abbina.sqlite"


def backup(store: Store, path: Path) -> None:
    """Write the whole database as it is at one moment; others may go on writing meanwhile.

    Of SQLite the file itself, of PostgreSQL a dump (`matcher.store.dump`), which either database can be filled from.

    Raises:
        ConfigError: PostgreSQL's tables are not those of this version of abbina.
        DatabaseFailure: the database refused.
        OSError: the file cannot be written; nothing is left at `path`.
    """
    if store.path is None:
        dump_store(store, path)
        return
    with store.reading() as tx:
        facts = {"format": FORMAT, "revision": current_revision(tx)}
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder) / _DATABASE
        with failures():
            _copy(store.path, copy)
        with writing_archive(path, facts) as archive, copy.open("rb") as file:
            archive.add(_DATABASE, chunks_of(file))


def restore(store: Store, path: Path) -> int:
    """Put a backup or dump in the place of all that is in the store, and erase again who was erased.

    Tables of an older version are brought up. On SQLite others may have the database open: they wait, and then see what
    was restored.

    Returns:
        How many parties of the backup had been erased in this store since, and were erased again.

    Raises:
        DamagedBackup: the file is not whole, or not for this database; nothing is changed.
        ConfigError: its tables are of a newer abbina; nothing is changed.
    """
    with store.reading() as tx:
        erased = erased_hashes(tx) if inspect(tx).has_table("erasures") else []
    with reading_archive(path) as (_archive, manifest):
        kind = manifest.get("format")
    if kind == DUMP_FORMAT:
        upgrade(store)
        restore_dump(store, path, replace=True)
    elif kind == FORMAT and store.path is not None:
        _restore_file(store.path, path)
        upgrade(store)
    else:
        raise DamagedBackup(f"{path.name} is no backup of this kind of database: a dump goes into either")
    return erase_again(store, erased)


def _restore_file(target: Path, path: Path) -> None:
    with reading_archive(path) as (archive, manifest), tempfile.TemporaryDirectory(dir=target.parent) as folder:
        if manifest.get("revision") not in known_revisions():
            raise ConfigError(f"{path.name} has tables of a newer abbina: install that one")
        copy = Path(folder) / _DATABASE
        with archive.open(_DATABASE) as part, copy.open("wb") as file:
            shutil.copyfileobj(part, file)
        _check(copy, path)
        with failures():
            _copy(copy, target)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def _check(copy: Path, path: Path) -> None:
    """Raise DamagedBackup unless SQLite finds the file and its references whole."""
    try:
        with closing(sqlite3.connect(copy)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchall()
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as err:
        raise DamagedBackup(f"{path.name}: the database in it is damaged: take another backup") from err
    if found != [("ok",)] or broken:
        raise DamagedBackup(f"{path.name}: the database in it is damaged: take another backup")
