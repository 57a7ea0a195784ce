"""What is stored stays while tables come and go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matcher.store import Store, downgrade, upgrade
from matcher.store.migrate import BASE, check_models

Contents = Callable[[Store], dict[str, list[dict[str, Any]]]]


def test_rows_of_older_tables_stay_when_newer_ones_go_and_come(full: Store, contents: Contents) -> None:
    before = contents(full)
    downgrade(full, "0003")
    upgrade(full)
    after = contents(full)
    newer = {
        "events",
        "agendas",
        "agenda_versions",
        "meetings",
        "outcomes",
        "jobs",
        "idempotency_records",
        "webhooks",
        "audit_log",
        "erasures",
        "files",
        "presences",
        "past_interactions",
    }
    assert {name: rows for name, rows in after.items() if name not in newer} == {
        name: rows for name, rows in before.items() if name not in newer
    }
    assert [after[name] for name in sorted(newer)] == [[]] * len(newer)


def test_full_tables_go_down_to_nothing_and_come_up_empty(full: Store, contents: Contents) -> None:
    downgrade(full, BASE)
    upgrade(full)
    check_models(full)
    assert {name for name, rows in contents(full).items() if rows} == set()
