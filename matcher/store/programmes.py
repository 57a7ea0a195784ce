"""Programmes: each is a world of its own, and nothing of one is read from another."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import select

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.rows import Document
from matcher.store.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProgramme:
    """A programme; `settings` is a JSON object whose meaning is the service's (languages, retention, texts)."""

    id: str
    name: str
    settings: Document
    version: int
    created_at: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberOf:
    """A programme, the role that a user has in it, and the party that the user speaks for there, if any."""

    programme: StoredProgramme
    role: Role
    party_id: str | None


def save_programme(
    tx: Transaction,
    programme_id: str,
    *,
    name: str,
    settings: Document,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Make (`expected_version` 0) or change a programme; returns its version. Raises Conflict, NotStored."""
    values = {"name": name, "settings": settings}
    return rows.put(tx, tables.programmes, {"id": programme_id}, values, expected_version, {"created_at": now})


def get_programme(tx: Transaction, programme_id: str) -> StoredProgramme:
    """The programme; raises NotStored."""
    return StoredProgramme(**rows.get(tx, tables.programmes, {"id": programme_id}))


def delete_programme(tx: Transaction, programme_id: str, *, expected_version: int) -> None:
    """Delete a programme and all that belongs to it; the audit log stays. Raises Conflict, NotStored."""
    rows.remove_version(tx, tables.programmes, {"id": programme_id}, expected_version)


def every_programme(tx: Transaction, *, after: str = "", limit: int = 100) -> list[StoredProgramme]:
    """Programmes by id, for who administers the installation."""
    return [StoredProgramme(**row) for row in rows.paged(tx, tables.programmes, {}, after=after, limit=limit)]


def programmes_of(tx: Transaction, user_id: str) -> list[MemberOf]:
    """Where the user is a member, by the programme's id."""
    members = tables.memberships
    statement = (
        select(tables.programmes, members.c.role, members.c.party_id)
        .join(members, members.c.programme_id == tables.programmes.c.id)
        .where(members.c.user_id == user_id)
        .order_by(tables.programmes.c.id)
    )
    memberships = []
    for row in tx.execute(statement).mappings():
        values = dict(row)
        role, party_id = Role(values.pop("role")), values.pop("party_id")
        memberships.append(MemberOf(programme=StoredProgramme(**values), role=role, party_id=party_id))
    return memberships
