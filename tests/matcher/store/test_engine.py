"""How a database is opened, and what it promises."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from matcher.errors import ConfigError
from matcher.store import DatabaseFailure, Store, audit, open_store, programmes, rows, upgrade


@pytest.mark.parametrize("address", ["", "sqlite://", "sqlite:///:memory:", "mysql://x/y", "nonsense", "oracle:///x"])
def test_an_address_that_is_not_understood_is_refused_with_those_that_are(address: str) -> None:
    with pytest.raises(ConfigError, match="sqlite:///FILE"):
        open_store(address)


def test_a_password_in_an_address_is_not_in_the_error() -> None:
    with pytest.raises(ConfigError) as refused:
        open_store("mysql://anna:hunter2@host/name")
    assert "hunter2" not in str(refused.value)


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new.sqlite'}")
    upgrade(store)
    assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("new.sqlite*")} == {0}
    store.close()


def test_sqlite_is_opened_so_that_acknowledged_writes_stay(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new.sqlite'}")
    with store.writing() as tx:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        found = {name: tx.execute(text(f"PRAGMA {name}")).scalar_one() for name in asked}
    store.close()
    full = 2
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 15000,
    }


def test_a_database_without_tables_says_so_without_a_trace_of_the_statement(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new.sqlite'}")
    with pytest.raises(DatabaseFailure, match="SQLITE_ERROR"), store.reading() as tx:
        programmes.get_programme(tx, "p")
    store.close()


def test_a_file_where_none_can_be_is_refused(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'no' / 'folder' / 'x.sqlite'}")
    with pytest.raises(DatabaseFailure, match="SQLITE_CANTOPEN"):
        upgrade(store)


def test_moments_come_back_in_utc_to_the_microsecond(store: Store) -> None:
    rome = datetime.timezone(datetime.timedelta(hours=2))
    moment = datetime.datetime(2026, 10, 5, 11, 30, 0, 123456, tzinfo=rome)
    with store.writing() as tx:
        programmes.save_programme(tx, "p", name="", settings={}, expected_version=0, now=moment)
        found = programmes.get_programme(tx, "p").created_at
    assert found == moment
    assert found.tzinfo is datetime.UTC


def test_a_moment_without_a_time_zone_is_refused(store: Store) -> None:
    naive = datetime.datetime(2026, 1, 1)
    with pytest.raises(Exception, match="without a time zone"), store.writing() as tx:
        programmes.save_programme(tx, "p", name="", settings={}, expected_version=0, now=naive)


def test_ids_sort_by_time_and_are_never_the_same(now: datetime.datetime) -> None:
    made = [rows.new_id(now + datetime.timedelta(microseconds=n // 10)) for n in range(100)]
    assert [each[:14] for each in made] == sorted(each[:14] for each in made)
    assert len(set(made)) == len(made)
    assert {len(each) for each in made} == {32}


def test_pages_follow_one_another(store: Store, now: datetime.datetime) -> None:
    with store.writing() as tx:
        for number in range(7):
            audit.note_act(
                tx, "p", actor="u", action=f"a{number}", subject="", now=now + datetime.timedelta(seconds=number)
            )
        found: list[str] = []
        after = ""
        while page := audit.list_acts(tx, "p", after=after, limit=3):
            found += [entry.action for entry in page]
            after = page[-1].id
        back: list[str] = []
        before = ""
        while page := audit.recent_acts(tx, "p", before=before, limit=3):
            back += [entry.action for entry in page]
            before = page[-1].id
    assert found == [f"a{number}" for number in range(7)]
    assert back == found[::-1]


def test_a_document_that_is_no_json_is_refused(store: Store, now: datetime.datetime) -> None:
    with pytest.raises(Exception, match="not JSON compliant"), store.writing() as tx:
        programmes.save_programme(tx, "p", name="", settings={"score": float("nan")}, expected_version=0, now=now)
