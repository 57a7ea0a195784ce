"""Opening a database: SQLite in a file, or PostgreSQL by its address, and transactions that mean the same on both."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from matcher.errors import ConfigError, MissingExtra
from matcher.store.errors import DatabaseFailure

Transaction = Connection
"""What every function of the store works in: nothing of it is kept unless all of it is."""

BUSY_SECONDS = 15.0
"""How long a writer waits for another before it gives up (SQLite has one writer at a time)."""

_WRITES = {"abbina_writes": True}
_ALIKE: dict[str, Any] = {
    "hide_parameters": True,
    "json_serializer": partial(json.dumps, ensure_ascii=False, allow_nan=False, separators=(",", ":")),
}
"""What both databases have: errors without values, and documents that are JSON to every reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An open database. `path` is its file for SQLite, None for PostgreSQL."""

    engine: Engine
    path: Path | None
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that sees one state of the database, that of its first statement, and keeps nothing.

        Raises:
            DatabaseFailure: the database refused.
        """
        with failures(), self.engine.connect().execution_options(**self._one_state()) as connection:
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that is kept, on disk, when the block ends, and undone when it raises.

        Raises:
            DatabaseFailure: the database refused; the message holds nothing of what was written.
        """
        with (
            self._one_writer(),
            failures(),
            self.engine.connect().execution_options(**_WRITES) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Close every connection that is not in use."""
        self.engine.dispose()

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        """SQLite has one writer: threads of this process wait here for their turn, not by asking again and again."""
        if self.path is None:
            yield
            return
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise DatabaseFailure("SQLITE_BUSY")
        try:
            yield
        finally:
            self._turn.release()

    def _one_state(self) -> dict[str, Any]:
        """SQLite has it anyway."""
        return {} if self.path else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def open_store(address: str) -> Store:
    """The database at `address`: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.

    A file that is not there is made, without tables (`upgrade` makes them), for its owner's eyes only. On SQLite every
    acknowledged write is on the disk (WAL with full sync), references are enforced, and what is deleted is overwritten.

    Raises:
        ConfigError: the address is not one of these two.
        MissingExtra: the driver of PostgreSQL is not installed.
    """
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}:
            return _open_sqlite(url)
        if url.get_backend_name() == "postgresql":
            return _open_postgresql(url)
    except (ArgumentError, NoSuchModuleError, ValueError):
        pass
    raise ConfigError("the database address is not understood. Accepted: sqlite:///FILE, postgresql://USER@HOST/NAME")


def _open_sqlite(url: URL) -> Store:
    path = Path(str(url.database))
    if not path.exists() and path.parent.is_dir():
        path.touch(mode=0o600)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, **_ALIKE)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Store(engine=engine, path=path)


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: one that read first could not get it after another wrote."""
    writes = connection.get_execution_options().get("abbina_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _open_postgresql(url: URL) -> Store:
    try:
        import psycopg
    except ImportError as err:
        raise MissingExtra("PostgreSQL", "psycopg", "service") from err
    driver = url.set(drivername="postgresql+psycopg")
    return Store(engine=create_engine(driver, module=psycopg, pool_pre_ping=True, **_ALIKE), path=None)


@contextmanager
def failures() -> Iterator[None]:
    """Errors of a driver without their text, which quotes what was written."""
    try:
        yield
    except DBAPIError as err:
        raise DatabaseFailure(_code(err.orig)) from None
    except sqlite3.Error as err:
        raise DatabaseFailure(_code(err)) from None


def _code(error: Any) -> str:
    known = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    return str(known or type(error).__name__)
