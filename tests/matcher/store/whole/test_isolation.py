"""Nothing of one programme is read or changed by the name of another."""

from __future__ import annotations

import datetime
import importlib
import inspect
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event

from matcher.store import NotStored, Store, tables
from matcher.store.privacy import export_party

Contents = Callable[[Store], dict[str, list[dict[str, Any]]]]

MODULES = [
    "agendas",
    "api_keys",
    "audit",
    "contacts",
    "events",
    "idempotency",
    "imports",
    "invitations",
    "history",
    "jobs",
    "leases",
    "memberships",
    "outcomes",
    "parties",
    "preferences",
    "presences",
    "programmes",
    "sessions",
    "shortlists",
    "shown",
    "users",
    "webhooks",
]
OUTSIDE = {
    # Accounts belong to no programme, and a secret token or a lease says which one it is for.
    "find_api_key",
    "find_invitation",
    "use_invitation",
    "claim_job",
    "heartbeat",
    "complete_job",
    "fail_job",
    "stop_job",
    "return_job",
    "add_user",
    "get_user",
    "find_user",
    "save_user",
    "delete_user",
    "every_user",
    "names_of",
    "queue_of_jobs",
    "start_session",
    "user_of_session",
    "touch_session",
    "end_session",
    "end_sessions_of",
    # For who administers the installation, and for a user's own list.
    "every_programme",
    "programmes_of",
    "drop_expired_sessions",
    "drop_old_answers",
}
READERS = [
    ("agendas", "list_agendas", {}),
    ("agendas", "published_meetings", {}),
    ("agendas", "list_agenda_versions", {"agenda_id": "main"}),
    ("api_keys", "list_api_keys", {}),
    ("audit", "list_acts", {}),
    ("audit", "recent_acts", {}),
    ("contacts", "list_contacts", {"party_id": "st-01"}),
    ("events", "list_events", {}),
    ("history", "list_interactions", {}),
    ("imports", "list_imports", {}),
    ("invitations", "list_invitations", {}),
    ("jobs", "list_jobs", {}),
    ("memberships", "list_memberships", {}),
    ("outcomes", "list_outcomes", {}),
    ("parties", "list_parties", {}),
    ("parties", "list_party_versions", {"party_id": "st-01"}),
    ("preferences", "list_preferences", {}),
    ("presences", "list_presences", {}),
    ("shortlists", "list_runs", {}),
    ("shown", "list_shown", {}),
    ("webhooks", "list_webhooks", {}),
]


def functions() -> list[tuple[str, Callable[..., Any]]]:
    found = []
    for name in MODULES:
        module = importlib.import_module(f"matcher.store.{name}")
        for function_name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not function_name.startswith("_"):
                found.append((function_name, function))
    return [(name, function) for name, function in found if "tx" in inspect.signature(function).parameters]


def test_every_function_takes_the_programme_right_after_the_transaction() -> None:
    first_two = {name: list(inspect.signature(function).parameters)[:2] for name, function in functions()}
    odd = {name for name, names in first_two.items() if names != ["tx", "programme_id"]}
    assert odd == OUTSIDE


def test_every_table_of_a_programme_has_it_in_its_key() -> None:
    without = {table.name for table in tables.metadata.sorted_tables if "programme_id" not in table.primary_key.columns}
    assert without == {"programmes", "users", "sessions"}


def test_a_list_holds_one_programme_only(full: Store) -> None:
    with full.reading() as tx:
        for module, name, arguments in READERS:
            function = getattr(importlib.import_module(f"matcher.store.{module}"), name)
            mine, others, nobodys = (str(function(tx, each, **arguments)) for each in ("spring", "autumn", "winter"))
            assert nobodys == "[]", name
            assert "spring" in mine, name
            assert "autumn" not in mine, name
            assert "spring" not in others, name


def test_every_statement_names_the_programme(full: Store) -> None:
    """Also those that happen to find the right rows: each statement on a programme's table says which programme."""
    statements: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(full.engine, "before_cursor_execute", note)
    with full.reading() as tx:
        for module, name, arguments in READERS:
            getattr(importlib.import_module(f"matcher.store.{module}"), name)(tx, "spring", **arguments)
        export_party(tx, "spring", "st-01")
    read = [statement for statement in statements if " WHERE " in statement.replace("\n", " ")]
    assert len(read) >= len(READERS)
    without = [text for text in read if "programme_id = " not in text.split("WHERE")[1] and "FROM users" not in text]
    assert without == []


def test_an_export_holds_what_is_kept_of_one_party(full: Store, now: datetime.datetime) -> None:
    with full.reading() as tx:
        found = export_party(tx, "spring", "st-01")
    assert found["party"]["profile"]["name"] == "Zyxquor Srl"
    assert found["party"]["updated_at"] == now.isoformat()
    assert [contact["email"] for contact in found["contacts"]] == ["Zyxquor@mail.example"]
    assert [user["name"] for user in found["users"]] == ["Zyxquor Rossi"]
    assert "password_hash" not in str(found)
    assert "token_hash" not in str(found)
    assert "Wvutpon" not in str(found)
    lengths = {name: len(value) for name, value in found.items() if isinstance(value, list)}
    assert lengths == {
        "users": 1,
        "party_versions": 1,
        "contacts": 1,
        "preferences": 1,
        "presences": 1,
        "past_interactions": 1,
        "suggestions": 1,
        "shown": 1,
        "meetings": 1,
        "outcomes": 1,
        "memberships": 1,
        "invitations": 1,
        "audit_log": 1,
    }


def test_nobody_unknown_is_exported(full: Store) -> None:
    with full.reading() as tx, pytest.raises(NotStored):
        export_party(tx, "winter", "st-01")
