"""The commands of the service on a database of their own: serve, db, user, import, privacy."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from matcher.store import Store, open_store
from matcher.store.parties import list_parties
from matcher.store.passwords import is_password
from matcher.store.users import find_user

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery staple"  # noqa: S105 - of accounts in tests
COMPANIES = "id,name,description,email\nc1,Serra Robotics,Robots.,ada@serra.example\nc2,Tenuta Alta,Wine.,\n"

Command = Callable[..., Result]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a file that is not there yet."""
    monkeypatch.chdir(tmp_path)
    return f"sqlite:///{tmp_path / 'abbina.sqlite'}"


@pytest.fixture
def call(database: str) -> Command:
    from service.cli.commands import app

    def run(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, [*arguments, "--database", database], input=typed)

    return run


@pytest.fixture
def filled(call: Command, database: str, tmp_path: Path) -> Any:
    """A store into which two companies were imported."""
    (tmp_path / "companies.csv").write_text(COMPANIES, encoding="utf-8")
    done = call("import", str(tmp_path / "companies.csv"), "--programme", "spring")
    assert done.exit_code == 0, done.stderr
    assert "2 new, 0 changed, 0 as they were" in done.stderr
    store = open_store(database)
    yield store
    store.close()


def ids(store: Store) -> list[str]:
    with store.reading() as tx:
        return [party.id for party in list_parties(tx, "spring")]


def test_an_account_is_made_with_a_password_that_is_hashed(call: Command, database: str) -> None:
    made = call("user", "add", "Ada@example.org", "--name", "Ada", "--admin", "--password-stdin", typed=PASSWORD + "\n")
    assert made.exit_code == 0, made.stderr
    store = open_store(database)
    with store.reading() as tx:
        user = find_user(tx, "ada@example.org")
    store.close()
    assert user is not None
    assert (user.id, user.is_administrator, is_password(PASSWORD, user.password_hash)) == (
        made.stdout.strip(),
        True,
        True,
    )
    again = call("user", "add", "ada@example.org", "--password-stdin", typed=PASSWORD + "\n")
    assert (again.exit_code, PASSWORD in again.stderr) == (1, False)
    assert "there is an account of ada@example.org already" in " ".join(again.stderr.split())


@pytest.mark.parametrize(("email", "typed", "why"), [("ada", PASSWORD, "address"), ("a@b.c", "short", "12 letters")])
def test_an_account_that_cannot_be_is_refused(call: Command, email: str, typed: str, why: str) -> None:
    refused = call("user", "add", email, "--password-stdin", typed=typed + "\n")
    assert refused.exit_code == 1
    assert why in refused.stderr


def test_an_import_adds_changes_and_leaves(call: Command, filled: Store, tmp_path: Path) -> None:
    assert ids(filled) == ["c1", "c2"]
    (tmp_path / "again.csv").write_text(COMPANIES.replace("Wine.", "Wine and oil."), encoding="utf-8")
    done = call("import", str(tmp_path / "again.csv"), "--programme", "spring")
    assert "0 new, 1 changed, 1 as they were" in done.stderr


def test_a_backup_brings_back_what_was_there_but_nobody_who_was_erased(
    call: Command, filled: Store, tmp_path: Path
) -> None:
    file = str(tmp_path / "b.zip")
    assert call("db", "backup", file).exit_code == 0
    assert call("db", "backup", file).exit_code == 1
    erased = call("privacy", "erase", "c1", "--programme", "spring", "--yes")
    assert erased.exit_code == 0, erased.stderr
    assert ids(filled) == ["c2"]
    assert call("db", "restore", file, typed="n\n").exit_code == 1
    assert ids(filled) == ["c2"]
    restored = call("db", "restore", file, "--yes")
    assert "1 parties that had been erased were erased again" in restored.stderr
    assert ids(filled) == ["c2"]
    assert b"Serra" not in b"".join(path.read_bytes() for path in tmp_path.glob("abbina.sqlite*"))


def test_what_is_kept_of_a_party_is_given_out(call: Command, filled: Store, tmp_path: Path) -> None:
    printed = call("privacy", "export", "c1", "--programme", "spring")
    assert json.loads(printed.stdout)["contacts"][0]["email"] == "ada@serra.example"
    written = call("privacy", "export", "c1", "--programme", "spring", "-o", str(tmp_path / "c1.json"))
    assert (written.stdout, (tmp_path / "c1.json").exists()) == ("", True)
    assert call("privacy", "export", "c9", "--programme", "spring").exit_code == 1


def test_the_register_is_printed_or_written(call: Command, filled: Store, tmp_path: Path) -> None:
    printed = call("privacy", "records", "--programme", "spring")
    assert printed.stdout.startswith("# Records of processing activities\n")
    assert "- **Organisations and people who are matched**: Startup: 2\n" in printed.stdout
    assert "email addresses: 1" in printed.stdout
    assert "Serra" not in printed.stdout
    written = call("privacy", "records", "--programme", "spring", "--lang", "it", "-o", str(tmp_path / "r.html"))
    assert written.stdout == ""
    assert "Registro delle attività di trattamento" in (tmp_path / "r.html").read_text(encoding="utf-8")
    refused = call("privacy", "records", "--programme", "spring", "-o", str(tmp_path / "r.docx"))
    assert (refused.exit_code, ".html or .md" in refused.stderr) == (1, True)
    assert call("privacy", "records", "--programme", "autumn").exit_code == 1


def test_tables_are_brought_up_and_what_was_deleted_leaves_the_disk(call: Command) -> None:
    assert "tables of revision" in call("db", "upgrade").stderr
    assert call("db", "vacuum").exit_code == 0


def test_the_service_starts_answers_and_stops_when_it_is_told_to(database: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "service", "serve", "--port", "0", "--database", database, "--no-worker"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    child = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, encoding="utf-8")
    assert child.stderr is not None
    line = child.stderr.readline()
    assert "abbina at http://127.0.0.1:" in line, line + child.stderr.read()
    address = line.split()[2].rstrip(";")
    with urllib.request.urlopen(f"{address}/readyz", timeout=20) as answer:  # noqa: S310 - an address of ours
        assert json.load(answer)["status"] == "ok"
    child.send_signal(signal.SIGTERM)
    _, said = child.communicate(timeout=60)
    assert child.returncode == 0, said
    lines = [json.loads(each) for each in said.splitlines()]
    assert [(each["route"], each["status"]) for each in lines] == [("/readyz", 200)]


def test_a_public_address_without_https_is_refused(call: Command) -> None:
    refused = call("serve", "--host", "0.0.0.0")  # noqa: S104
    assert refused.exit_code == 1
    assert "https" in refused.stderr


def test_a_database_in_a_folder_that_is_not_there_is_refused_with_what_to_check(
    abbina: Callable[..., Result], tmp_path: Path
) -> None:
    refused = abbina("db", "upgrade", "--database", f"sqlite:///{tmp_path}/nowhere/x.sqlite")
    assert refused.exit_code == 1
    assert "check that the folder is there" in " ".join(refused.stderr.split())
