"""Whom a party must meet, wants to meet, or will not meet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.vocabulary import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What `party_id` says of `other_id`; `stated_by` is who typed it in."""

    programme_id: str
    party_id: str
    other_id: str
    wish: Wish
    reason: str
    stated_by: str
    stated_at: datetime.datetime
    version: int


def save_preference(
    tx: Transaction,
    programme_id: str,
    party_id: str,
    other_id: str,
    *,
    wish: Wish,
    reason: str = "",
    stated_by: str,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Store what a party says of another (`expected_version` 0), or change it; returns the version.

    Raises:
        Conflict: another version is stored.
        NotStored: a version was expected and there is none.
        MissingReference: one of the two is not in the programme.
    """
    values = {"wish": wish.value, "reason": reason, "stated_by": stated_by, "stated_at": now}
    return rows.put(tx, tables.preferences, _key(programme_id, party_id, other_id), values, expected_version, {})


def find_preference(tx: Transaction, programme_id: str, party_id: str, other_id: str) -> Preference | None:
    """What a party says of another, None if nothing."""
    found = rows.find(tx, tables.preferences, _key(programme_id, party_id, other_id))
    return None if found is None else _read(found)


def list_preferences(tx: Transaction, programme_id: str, *, party_id: str | None = None) -> list[Preference]:
    """What one party, or every party, says of others; by party, then by the other."""
    key = {"programme_id": programme_id} | ({} if party_id is None else {"party_id": party_id})
    return [_read(row) for row in rows.listed(tx, tables.preferences, key, by=["party_id", "other_id"])]


def delete_preference(
    tx: Transaction, programme_id: str, party_id: str, other_id: str, *, expected_version: int
) -> None:
    """Take back what a party said; raises Conflict, NotStored."""
    rows.remove_version(tx, tables.preferences, _key(programme_id, party_id, other_id), expected_version)


def _key(programme_id: str, party_id: str, other_id: str) -> rows.Key:
    return {"programme_id": programme_id, "party_id": party_id, "other_id": other_id}


def _read(row: rows.Values) -> Preference:
    return Preference(**{**row, "wish": Wish(row["wish"])})
