"""A backup is taken while others write, comes back as it was, and is refused when a byte of it is wrong."""

from __future__ import annotations

import datetime
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import ConfigError
from matcher.store import DamagedBackup, Store, downgrade, open_store, programmes
from matcher.store.backup import backup, restore
from matcher.store.dump import dump_store

AddressMaker = Callable[[], str]
Contents = Callable[[Store], dict[str, list[dict[str, Any]]]]


def test_a_backup_comes_back_as_it_was(full: Store, contents: Contents, tmp_path: Path, now: datetime.datetime) -> None:
    before = contents(full)
    backup(full, tmp_path / "backup.zip")
    assert (tmp_path / "backup.zip").stat().st_mode & 0o077 == 0
    with full.writing() as tx:
        programmes.delete_programme(tx, "spring", expected_version=1)
        programmes.save_programme(tx, "winter", name="Later", settings={}, expected_version=0, now=now)
    assert restore(full, tmp_path / "backup.zip") == 0
    assert contents(full) == before


def test_who_has_the_database_open_sees_what_was_restored(
    full: Store, address: str, contents: Contents, tmp_path: Path
) -> None:
    other = open_store(address)
    before = contents(other)
    backup(full, tmp_path / "backup.zip")
    with full.writing() as tx:
        programmes.delete_programme(tx, "spring", expected_version=1)
    restore(full, tmp_path / "backup.zip")
    assert contents(other) == before
    other.close()


def test_a_backup_taken_while_others_write_is_of_one_moment(
    full: Store, contents: Contents, tmp_path: Path, now: datetime.datetime
) -> None:
    """Each transaction writes two programmes: a backup that holds one of them only is torn."""
    stop = threading.Event()
    written = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with full.writing() as tx:
                for half in "ab":
                    programmes.save_programme(
                        tx, f"w{number}{half}", name=half, settings={}, expected_version=0, now=now
                    )
            number += 1
            written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(30)
        for _ in range(3):
            backup(full, tmp_path / "backup.zip")
    finally:
        stop.set()
        writer.join()
    restore(full, tmp_path / "backup.zip")
    halves = [row["id"] for row in contents(full)["programmes"] if row["id"].startswith("w")]
    assert halves
    assert {half[:-1] + "a" for half in halves} | {half[:-1] + "b" for half in halves} == set(halves)


def damaged(content: bytes, kind: str, place: int) -> bytes:
    if kind == "cut":
        return content[: len(content) // 2]
    if kind == "empty":
        return b""
    return content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :]


@pytest.mark.parametrize("kind", ["cut", "empty", "one byte"])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    full: Store, contents: Contents, tmp_path: Path, kind: str
) -> None:
    backup(full, tmp_path / "backup.zip")
    before = contents(full)
    content = (tmp_path / "backup.zip").read_bytes()
    for place in range(100, len(content) - 4000, len(content) // 10):
        (tmp_path / "damaged.zip").write_bytes(damaged(content, kind, place))
        with pytest.raises(DamagedBackup, match=r"damaged\.zip"):
            restore(full, tmp_path / "damaged.zip")
    assert contents(full) == before


def test_a_file_that_is_no_backup_is_refused(full: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("notes.txt", "hello")
    with pytest.raises(DamagedBackup):
        restore(full, tmp_path / "other.zip")


def test_a_backup_of_older_tables_is_brought_up(new_sqlite: AddressMaker, fill: Any, tmp_path: Path) -> None:
    store = open_store(new_sqlite())
    fill(store, "spring", "Zyxquor")
    downgrade(store, "0005")
    backup(store, tmp_path / "old.zip")
    restore(store, tmp_path / "old.zip")
    with store.reading() as tx:
        assert programmes.get_programme(tx, "spring").name == "Cohort"
    store.close()


def test_a_backup_of_newer_tables_is_refused(new_sqlite: AddressMaker, tmp_path: Path) -> None:
    from sqlalchemy import text

    store = open_store(new_sqlite())
    with store.writing() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    backup(store, tmp_path / "new.zip")
    with pytest.raises(ConfigError, match="newer abbina"):
        restore(store, tmp_path / "new.zip")
    store.close()


def test_the_file_of_sqlite_does_not_go_into_postgresql(
    new_sqlite: AddressMaker, new_postgresql: AddressMaker, tmp_path: Path
) -> None:
    small, large = open_store(new_sqlite()), open_store(new_postgresql())
    backup(small, tmp_path / "small.zip")
    with pytest.raises(DamagedBackup, match="dump"):
        restore(large, tmp_path / "small.zip")
    dump_store(small, tmp_path / "dump.zip")
    assert restore(large, tmp_path / "dump.zip") == 0
    small.close()
    large.close()


def test_a_backup_that_cannot_be_written_leaves_nothing(full: Store, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no-such"):
        backup(full, tmp_path / "no-such" / "backup.zip")
