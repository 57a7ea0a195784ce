"""Everything that is kept about one party, as it asked for it."""

from __future__ import annotations

import datetime
from typing import Any

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.privacy.traces import users_of
from matcher.store.rows import Document

_OWN = {
    "party_versions": ("party_id",),
    "contacts": ("party_id",),
    "preferences": ("party_id",),
    "presences": ("party_id",),
    "past_interactions": ("company_id", "counterpart_id"),
    "suggestions": ("company_id", "counterpart_id"),
    "shown": ("viewer_id",),
    "meetings": ("a", "b"),
    "outcomes": ("party_id",),
    "memberships": ("party_id",),
    "invitations": ("party_id",),
    "audit_log": ("subject",),
}
"""Where the party's rows are, by the columns that name it."""

_SECRETS = frozenset({"password_hash", "token_hash"})


def export_party(tx: Transaction, programme_id: str, party_id: str) -> Document:
    """A JSON object: `party`, `users` who speak for it, and under each table's name its rows; moments as ISO text.

    What others said of the party is theirs, and is not in it. Raises NotStored.
    """
    party = rows.get(tx, tables.parties, {"programme_id": programme_id, "id": party_id})
    found: Document = {"party": _plain(party), "users": [_plain(user) for user in users_of(tx, programme_id, party_id)]}
    for name, columns in _OWN.items():
        table = tables.metadata.tables[name]
        by = [column.name for column in table.primary_key.columns]
        own = [rows.listed(tx, table, {"programme_id": programme_id, column: party_id}, by=by) for column in columns]
        found[name] = [_plain(row) for each in own for row in each]
    return found


def _plain(row: rows.Values) -> Document:
    return {name: _value(value) for name, value in row.items() if name not in _SECRETS}


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.datetime) else value
