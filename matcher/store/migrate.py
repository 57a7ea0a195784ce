"""Bringing a database to the tables of this version of abbina, or back to those of an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text

from matcher.errors import ConfigError
from matcher.store.engine import Store, Transaction

HEAD = "head"
BASE = "base"

_LOCK = 0x61626269
"""Which advisory lock of PostgreSQL keeps two from migrating at once: any number that is always the same."""


def upgrade(store: Store, revision: str = HEAD) -> None:
    """Bring the tables to a revision newer than theirs; nothing happens if they are there. All of it or none of it.

    Take a backup first.

    Raises:
        ConfigError: the revision is unknown, or not after that of the tables.
    """
    with _migrating(store) as config:
        command.upgrade(config, revision)


def downgrade(store: Store, revision: str) -> None:
    """Bring the tables back to an older revision (`BASE`: none at all). All of it or none of it.

    What only the newer tables keep is lost.

    Raises:
        ConfigError: the revision is unknown, or not before that of the tables.
    """
    with _migrating(store) as config:
        command.downgrade(config, revision)


def head_revision() -> str:
    """The revision of this version of abbina."""
    return str(_scripts().get_current_head())


def known_revisions() -> set[str]:
    """Every revision that this version of abbina can start from."""
    return {script.revision for script in _scripts().walk_revisions()}


def current_revision(tx: Transaction) -> str | None:
    """The revision of the tables that are there, None for a database without tables."""
    return MigrationContext.configure(tx).get_current_revision()


def require_current(store: Store) -> None:
    """Raise ConfigError, with what to do, unless the tables are those of this version of abbina."""
    with store.reading() as tx:
        current = current_revision(tx)
    if current == head_revision():
        return
    if current is None:
        raise ConfigError("the database has no tables yet: run `abbina db upgrade`")
    if current in known_revisions():
        raise ConfigError(f"the database is of revision {current}: back it up, then run `abbina db upgrade`")
    raise ConfigError(f"the database is of revision {current}, which a newer abbina made: install that one")


def check_models(store: Store) -> None:
    """Raise ConfigError unless the tables that are there are those that the code describes."""
    with _migrating(store) as config:
        command.check(config)


@contextmanager
def _migrating(store: Store) -> Iterator[Config]:
    with store.writing() as tx:
        if tx.dialect.name == "postgresql":
            tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config = _config()
        config.attributes["transaction"] = tx
        try:
            yield config
        except CommandError as err:
            raise ConfigError(f"the tables cannot be brought there: {err}") from err


def _config() -> Config:
    config = Config()
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
