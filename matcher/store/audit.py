"""Who did what and when. Only added to; it names rows by their ids and is no place for personal data."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.rows import Document

INSTALLATION = ""
"""The programme id of acts that belong to no programme, as making one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """`actor` (a user's or key's id) did `action` to `subject` (an id)."""

    programme_id: str
    id: str
    at: datetime.datetime
    actor: str
    action: str
    subject: str
    detail: Document = field(repr=False)


def note_act(
    tx: Transaction,
    programme_id: str,
    *,
    actor: str,
    action: str,
    subject: str,
    detail: Mapping[str, Any] | None = None,
    now: datetime.datetime,
) -> None:
    """Note an act, in the transaction that does it; `programme_id` may be `INSTALLATION`."""
    row = {
        "programme_id": programme_id,
        "id": rows.new_id(now),
        "at": now,
        "actor": actor,
        "action": action,
        "subject": subject,
        "detail": dict(detail or {}),
    }
    rows.add(tx, tables.audit_log, row)


def list_acts(
    tx: Transaction, programme_id: str, *, action: str | None = None, after: str = "", limit: int = 100
) -> list[AuditEntry]:
    """Acts in the order of time, all or those of one kind, from the one after the id `after`."""
    key = {"programme_id": programme_id} | ({} if action is None else {"action": action})
    return [AuditEntry(**row) for row in rows.paged(tx, tables.audit_log, key, after=after, limit=limit)]


def recent_acts(tx: Transaction, programme_id: str, *, before: str = "", limit: int = 100) -> list[AuditEntry]:
    """Acts, the newest first, from the one before the id `before` ("": the last one)."""
    key = {"programme_id": programme_id}
    found = rows.paged(tx, tables.audit_log, key, after=before, limit=limit, is_backward=True)
    return [AuditEntry(**row) for row in found]
