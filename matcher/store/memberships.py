"""Who may act in a programme, in which role, and for which party."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.errors import MissingReference
from matcher.store.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One user in one programme; `party_id` is the party spoken for, None for who speaks for none."""

    programme_id: str
    user_id: str
    role: Role
    party_id: str | None
    version: int
    created_at: datetime.datetime


def save_membership(
    tx: Transaction,
    programme_id: str,
    user_id: str,
    *,
    role: Role,
    party_id: str | None = None,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Let a user in (`expected_version` 0) or change the role; returns the version.

    Raises:
        Conflict: somebody saved in between.
        NotStored: there is no such membership.
        MissingReference: there is no such programme, user or party.
    """
    if party_id is not None and rows.find(tx, tables.parties, _party(programme_id, party_id)) is None:
        raise MissingReference("memberships")
    values = {"role": role.value, "party_id": party_id}
    return rows.put(tx, tables.memberships, _key(programme_id, user_id), values, expected_version, {"created_at": now})


def find_membership(tx: Transaction, programme_id: str, user_id: str) -> Membership | None:
    """The user's membership in this programme, None without one."""
    found = rows.find(tx, tables.memberships, _key(programme_id, user_id))
    return None if found is None else _read(found)


def list_memberships(tx: Transaction, programme_id: str) -> list[Membership]:
    """Every member of the programme, by user id."""
    found = rows.listed(tx, tables.memberships, {"programme_id": programme_id}, by=["user_id"])
    return [_read(row) for row in found]


def delete_membership(tx: Transaction, programme_id: str, user_id: str, *, expected_version: int) -> None:
    """Let a user out; raises Conflict, NotStored."""
    rows.remove_version(tx, tables.memberships, _key(programme_id, user_id), expected_version)


def _key(programme_id: str, user_id: str) -> rows.Key:
    return {"programme_id": programme_id, "user_id": user_id}


def _party(programme_id: str, party_id: str) -> rows.Key:
    return {"programme_id": programme_id, "id": party_id}


def _read(row: rows.Values) -> Membership:
    return Membership(**{**row, "role": Role(row["role"])})
