"""A dump holds every row, and either database is filled from it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matcher.store import AlreadyStored, DamagedBackup, Store, downgrade, open_store
from matcher.store.dump import dump_store, restore_dump

AddressMaker = Callable[[], str]
Contents = Callable[[Store], dict[str, list[dict[str, Any]]]]


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, new_sqlite: AddressMaker, new_postgresql: AddressMaker) -> Store:
    """An empty store on either database, to fill."""
    return open_store({"sqlite": new_sqlite, "postgresql": new_postgresql}[request.param]())


def test_a_dump_of_either_database_fills_either(full: Store, other: Store, contents: Contents, tmp_path: Path) -> None:
    dump_store(full, tmp_path / "dump.zip")
    restore_dump(other, tmp_path / "dump.zip")
    assert contents(other) == contents(full)
    dump_store(other, tmp_path / "again.zip")
    other.close()
    parts = [zipfile.ZipFile(tmp_path / name) for name in ("dump.zip", "again.zip")]
    first, again = ({name: archive.read(name) for name in archive.namelist()} for archive in parts)
    assert first == again


def test_a_store_with_people_in_it_is_filled_only_when_told_to(full: Store, contents: Contents, tmp_path: Path) -> None:
    dump_store(full, tmp_path / "dump.zip")
    before = contents(full)
    with pytest.raises(AlreadyStored):
        restore_dump(full, tmp_path / "dump.zip")
    restore_dump(full, tmp_path / "dump.zip", replace=True)
    assert contents(full) == before


def test_a_row_that_cannot_be_stored_leaves_everything_as_it_was(
    full: Store, contents: Contents, tmp_path: Path
) -> None:
    """A dump that was put together by hand, its hashes right: a preference of nobody."""
    dump_store(full, tmp_path / "dump.zip")
    before = contents(full)
    forge(tmp_path / "dump.zip", tmp_path / "forged.zip")
    with pytest.raises(Exception, match="refused"):
        restore_dump(full, tmp_path / "forged.zip", replace=True)
    assert contents(full) == before


def test_a_dump_of_other_tables_is_refused(full: Store, contents: Contents, tmp_path: Path) -> None:
    dump_store(full, tmp_path / "dump.zip")
    manifest_with(tmp_path / "dump.zip", tmp_path / "old.zip", revision="0003")
    with pytest.raises(DamagedBackup, match="another version"):
        restore_dump(full, tmp_path / "old.zip", replace=True)


def test_old_tables_are_not_dumped(full: Store, tmp_path: Path) -> None:
    downgrade(full, "0005")
    with pytest.raises(Exception, match="abbina db upgrade"):
        dump_store(full, tmp_path / "dump.zip")
    assert list(tmp_path.glob("*.zip")) == []


def forge(path: Path, to: Path) -> None:
    """The dump with `st-01` missing among the parties, and with a manifest that fits."""
    import hashlib

    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(to, "w") as forged:
        parts = {name: archive.read(name) for name in archive.namelist()}
        parts["parties.jsonl"] = b"".join(
            line for line in parts["parties.jsonl"].splitlines(keepends=True) if b'"st-01"' not in line
        )
        manifest = json.loads(parts.pop("manifest.json"))
        manifest["sha256"] = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
        for name, part in {**parts, "manifest.json": json.dumps(manifest).encode()}.items():
            forged.writestr(name, part)


def manifest_with(path: Path, to: Path, **facts: str) -> None:
    """The dump with other facts in its manifest."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(to, "w") as changed:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "manifest.json":
                part = json.dumps({**json.loads(part), **facts}).encode()
            changed.writestr(name, part)
