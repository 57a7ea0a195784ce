"""When parties are there, in their own words: an event reads them against its days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from matcher.store import rows, tables
from matcher.store.engine import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPresence:
    """When `party_id` is there: "day 1; day 2 morning".

    `column` is the header in a table of profiles that said so, "" when the party or the organiser did.
    """

    programme_id: str
    party_id: str
    words: str
    column: str
    stated_by: str
    stated_at: datetime.datetime
    version: int


def save_presence(
    tx: Transaction,
    programme_id: str,
    party_id: str,
    *,
    words: str,
    column: str = "",
    stated_by: str,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Store when a party is there (`expected_version` 0), or change it; returns the version.

    Raises:
        Conflict: another version is stored.
        NotStored: a version was expected and there is none.
        MissingReference: the party is not in the programme.
    """
    values = {"words": words, "column": column, "stated_by": stated_by, "stated_at": now}
    return rows.put(tx, tables.presences, _key(programme_id, party_id), values, expected_version, {})


def find_presence(tx: Transaction, programme_id: str, party_id: str) -> StoredPresence | None:
    """When a party is there; None if nobody said, which stands for always."""
    found = rows.find(tx, tables.presences, _key(programme_id, party_id))
    return None if found is None else StoredPresence(**found)


def list_presences(tx: Transaction, programme_id: str) -> list[StoredPresence]:
    """When parties are there, of those of whom it is said; by party."""
    found = rows.listed(tx, tables.presences, {"programme_id": programme_id}, by=["party_id"])
    return [StoredPresence(**row) for row in found]


def delete_presence(tx: Transaction, programme_id: str, party_id: str, *, expected_version: int) -> None:
    """Take back when a party is there; raises Conflict, NotStored."""
    rows.remove_version(tx, tables.presences, _key(programme_id, party_id), expected_version)


def _key(programme_id: str, party_id: str) -> rows.Key:
    return {"programme_id": programme_id, "party_id": party_id}
