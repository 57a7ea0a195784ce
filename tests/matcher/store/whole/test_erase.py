"""An erased party is nowhere: not in a row, not in a file, not in what is taken from the database later."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matcher.store import NotStored, Store, audit, open_store, parties
from matcher.store.backup import backup, restore
from matcher.store.privacy import erase_party

Contents = Callable[[Store], dict[str, list[dict[str, Any]]]]
AddressMaker = Callable[[], str]

WORD = "Zyxquor"


def mentions(rows: dict[str, list[dict[str, Any]]], word: str) -> dict[str, int]:
    """Table → how many of its rows hold the word, in whatever case."""
    found = {name: sum(word.lower() in str(row).lower() for row in each) for name, each in rows.items()}
    return {name: count for name, count in found.items() if count}


def files_with(path: Path, word: str) -> list[str]:
    """Names of the database's files, or of the parts of a backup, in whose bytes the word stands."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return [name for name in archive.namelist() if word.lower().encode() in archive.read(name).lower()]
    files = path.parent.glob(f"{path.name}*")
    return sorted(file.name for file in files if word.lower().encode() in file.read_bytes().lower())


def test_the_word_stands_in_every_table_that_has_a_place_for_it(full: Store, contents: Contents) -> None:
    without = {"sessions", "shown", "meetings", "erasures", "memberships"}
    assert set(contents(full)) - set(mentions(contents(full), WORD)) == without


def test_an_erased_party_stands_in_no_row(full: Store, contents: Contents, now: datetime.datetime) -> None:
    erasure = erase_party(full, "spring", "st-01", erased_by="admin", now=now)
    after = contents(full)
    assert mentions(after, WORD) == {}
    own = {name: [row for row in rows if row.get("programme_id") == "spring"] for name, rows in after.items()}
    assert mentions(own, "st-01") == {}
    assert erasure.deleted_users == 1
    assert {"agendas", "agenda_versions", "jobs", "audit_log"} <= set(erasure.scrubbed)


def test_what_others_have_stays(full: Store, contents: Contents, now: datetime.datetime) -> None:
    before = contents(full)
    erase_party(full, "spring", "st-01", erased_by="admin", now=now)
    after = contents(full)
    for name, rows in before.items():
        others = [row for row in rows if row.get("programme_id") == "autumn"]
        assert [row for row in after[name] if row.get("programme_id") == "autumn"] == others
    (agenda,) = [row for row in after["agenda_versions"] if row["programme_id"] == "spring"]
    assert [(each["a"], each["b"]) for each in agenda["agenda"]["meetings"]] == [("st-02", "inv-01")]
    assert agenda["agenda"]["groups"] == [{"id": "visit", "slot": "s3", "guests": ["st-02"]}]
    assert agenda["problem"]["forbidden"] == []
    assert {row["id"] for row in after["parties"] if row["programme_id"] == "spring"} == {"st-02", "inv-01"}
    emails = {row["email"] for row in after["users"]}
    assert emails == {"o@spring.example", "o@autumn.example", "wvutpon@autumn.example"}


def test_an_erased_party_stands_in_no_file(
    new_sqlite: AddressMaker, fill: Callable[[Store, str, str], None], tmp_path: Path, now: datetime.datetime
) -> None:
    store = open_store(new_sqlite())
    assert store.path is not None
    fill(store, "spring", WORD)
    assert files_with(store.path, WORD) != []
    erase_party(store, "spring", "st-01", erased_by="admin", now=now)
    assert files_with(store.path, WORD) == []
    backup(store, tmp_path / "after.zip")
    assert files_with(tmp_path / "after.zip", WORD) == []
    store.close()
    assert files_with(store.path, WORD) == []


def test_a_backup_from_before_does_not_bring_an_erased_party_back(
    full: Store, contents: Contents, tmp_path: Path, now: datetime.datetime
) -> None:
    backup(full, tmp_path / "before.zip")
    assert files_with(tmp_path / "before.zip", WORD) != []
    erase_party(full, "spring", "st-01", erased_by="admin", now=now)
    assert restore(full, tmp_path / "before.zip") == 1
    assert mentions(contents(full), WORD) == {}


def test_the_act_is_noted_without_the_id(full: Store, now: datetime.datetime) -> None:
    erase_party(full, "spring", "st-01", erased_by="admin", now=now)
    with full.reading() as tx:
        (entry,) = [entry for entry in audit.list_acts(tx, "spring") if entry.action == "party.erase"]
    assert entry.actor == "admin"
    assert "st-01" not in entry.subject


def test_nobody_unknown_is_erased(full: Store, contents: Contents, now: datetime.datetime) -> None:
    before = contents(full)
    with pytest.raises(NotStored):
        erase_party(full, "spring", "st-77", erased_by="admin", now=now)
    assert contents(full) == before


def test_the_same_id_in_another_programme_is_another_party(full: Store, now: datetime.datetime) -> None:
    erase_party(full, "spring", "st-01", erased_by="admin", now=now)
    with full.reading() as tx:
        assert parties.get_party(tx, "autumn", "st-01").profile.name == "Wvutpon Srl"
