"""Tables come up, go down and come up again, with what they hold, and are those that the code describes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

import matcher.store.migrate as migrate
from matcher.errors import ConfigError
from matcher.store import Store, downgrade, open_store, require_current, upgrade
from matcher.store.migrate import BASE, check_models, current_revision, head_revision


@pytest.fixture
def bare(bare_address: str) -> Iterator[Store]:
    store = open_store(bare_address)
    yield store
    store.close()


def table_names(store: Store) -> set[str]:
    with store.reading() as tx:
        return set(inspect(tx).get_table_names())


def test_migrations_and_models_agree(store: Store) -> None:
    check_models(store)


def test_a_difference_between_migrations_and_models_is_found(store: Store) -> None:
    with store.writing() as tx:
        tx.execute(text("ALTER TABLE users ADD COLUMN shoe_size INTEGER"))
    with pytest.raises(ConfigError):
        check_models(store)


def test_up_down_up_leaves_the_same_tables(bare: Store) -> None:
    upgrade(bare)
    first = table_names(bare)
    downgrade(bare, BASE)
    assert table_names(bare) == {"alembic_version"}
    upgrade(bare)
    assert table_names(bare) == first
    check_models(bare)


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    upgrade(store)
    with store.reading() as tx:
        assert current_revision(tx) == head_revision()


def test_a_step_that_fails_leaves_the_tables_as_they_were(bare: Store) -> None:
    upgrade(bare, "0004")
    with bare.writing() as tx:
        tx.execute(text("CREATE TABLE webhooks (id INTEGER)"))
    before = table_names(bare)
    with pytest.raises(Exception, match="refused"):
        upgrade(bare)
    assert table_names(bare) == before
    with bare.reading() as tx:
        assert current_revision(tx) == "0004"


@pytest.mark.parametrize(
    ("revision", "advice"),
    [(None, "abbina db upgrade"), ("0003", "back it up, then run `abbina db upgrade`"), ("9999", "newer abbina")],
)
def test_tables_of_another_version_are_refused_with_what_to_do(bare: Store, revision: str | None, advice: str) -> None:
    if revision is not None:
        upgrade(bare)
        with bare.writing() as tx:
            tx.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    with pytest.raises(ConfigError, match=re.escape(advice)):
        require_current(bare)


def test_an_unknown_revision_is_refused(store: Store) -> None:
    with pytest.raises(ConfigError):
        upgrade(store, "tomorrow")


def test_every_migration_goes_back_as_far_as_it_came(bare: Store) -> None:
    for number in range(1, len(list(Path(migrate.__file__).with_name("migrations").glob("versions/v*.py"))) + 1):
        upgrade(bare, f"{number:04d}")
        before = table_names(bare)
        upgrade(bare)
        downgrade(bare, f"{number:04d}")
        assert table_names(bare) == before
