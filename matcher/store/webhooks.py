"""Addresses that are called when something happens in a programme."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from matcher.store import rows, tables
from matcher.store.engine import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A subscription to `events`. `secret` signs what is sent: it must be readable, so it is no hash."""

    programme_id: str
    id: str
    url: str
    secret: str = field(repr=False)
    events: tuple[str, ...]
    is_active: bool
    version: int
    created_by: str
    created_at: datetime.datetime


def save_webhook(
    tx: Transaction,
    programme_id: str,
    webhook_id: str,
    *,
    url: str,
    secret: str,
    events: Sequence[str],
    is_active: bool = True,
    saved_by: str,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Store a new webhook (`expected_version` 0) or change one; returns the version.

    Raises:
        Conflict: another version is stored.
        NotStored: a version was expected and there is none.
        MissingReference: there is no such programme.
    """
    values = {"url": url, "secret": secret, "events": list(events), "is_active": is_active}
    new = {"created_by": saved_by, "created_at": now}
    return rows.put(tx, tables.webhooks, _key(programme_id, webhook_id), values, expected_version, new)


def list_webhooks(tx: Transaction, programme_id: str, *, event: str | None = None) -> list[Webhook]:
    """The webhooks of the programme, by id; with `event`, the active ones that want it."""
    found = rows.listed(tx, tables.webhooks, {"programme_id": programme_id}, by=["id"])
    hooks = [Webhook(**{**row, "events": tuple(row["events"])}) for row in found]
    return [hook for hook in hooks if event is None or (hook.is_active and event in hook.events)]


def delete_webhook(tx: Transaction, programme_id: str, webhook_id: str, *, expected_version: int) -> None:
    """Delete a webhook; raises Conflict, NotStored."""
    rows.remove_version(tx, tables.webhooks, _key(programme_id, webhook_id), expected_version)


def _key(programme_id: str, webhook_id: str) -> rows.Key:
    return {"programme_id": programme_id, "id": webhook_id}
