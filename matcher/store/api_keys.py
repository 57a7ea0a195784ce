"""Keys for other software: shown once, kept as a hash, good for one programme and one role."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.tokens import find_by_token, hash_token, new_token
from matcher.store.vocabulary import Role

PREFIX = "abbina_"
"""What every key begins with, so that a search for leaked ones finds it."""

_SHOWN = len(PREFIX) + 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key without its secret; `start` is its beginning, by which its owner knows it."""

    programme_id: str
    id: str
    start: str
    name: str
    role: Role
    created_by: str
    created_at: datetime.datetime
    expires_at: datetime.datetime | None
    revoked_at: datetime.datetime | None
    used_at: datetime.datetime | None


def issue_api_key(
    tx: Transaction,
    programme_id: str,
    *,
    name: str,
    role: Role,
    issued_by: str,
    now: datetime.datetime,
    lasts: datetime.timedelta | None = None,
) -> tuple[ApiKey, str]:
    """A new key and its secret, which is not kept. Raises MissingReference without such a programme."""
    secret = PREFIX + new_token()
    key = {
        "programme_id": programme_id,
        "id": rows.new_id(now),
        "start": secret[:_SHOWN],
        "name": name,
        "role": role.value,
        "created_by": issued_by,
        "created_at": now,
        "expires_at": None if lasts is None else now + lasts,
        "revoked_at": None,
        "used_at": None,
    }
    rows.add(tx, tables.api_keys, {**key, "token_hash": hash_token(secret)})
    return _read(key), secret


def find_api_key(tx: Transaction, secret: str, *, now: datetime.datetime) -> ApiKey | None:
    """The key with this secret; None for one that is revoked, over, or was never issued."""
    found = find_by_token(tx, tables.api_keys, secret)
    if found is None or found["revoked_at"] is not None:
        return None
    return None if found["expires_at"] is not None and found["expires_at"] <= now else _read(found)


def note_api_key_use(tx: Transaction, programme_id: str, key_id: str, *, now: datetime.datetime) -> None:
    """Note when a key was last used; raises NotStored."""
    rows.change(tx, tables.api_keys, {"programme_id": programme_id, "id": key_id}, {"used_at": now})


def list_api_keys(tx: Transaction, programme_id: str) -> list[ApiKey]:
    """Every key of the programme, in the order in which they were issued."""
    return [_read(row) for row in rows.listed(tx, tables.api_keys, {"programme_id": programme_id}, by=["id"])]


def revoke_api_key(tx: Transaction, programme_id: str, key_id: str, *, now: datetime.datetime) -> None:
    """End a key; it stays in the list. Raises NotStored."""
    rows.change(tx, tables.api_keys, {"programme_id": programme_id, "id": key_id}, {"revoked_at": now})


def _read(row: rows.Values) -> ApiKey:
    values = {name: value for name, value in row.items() if name != "token_hash"}
    return ApiKey(**{**values, "role": Role(row["role"])})
