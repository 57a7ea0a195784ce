"""Accounts of people. They belong to no programme: a membership says where, and as what, somebody may act."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.errors import AlreadyStored, NotStored
from matcher.store.tokens import hash_token


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account. `password_hash` is None until the first password is set; `disabled_at` is None for active ones.

    `is_administrator` is about the whole installation; the role in a programme is the membership's.
    """

    id: str
    email: str = field(repr=False)
    name: str = field(repr=False)
    lang: str
    password_hash: str | None = field(repr=False)
    is_administrator: bool
    disabled_at: datetime.datetime | None
    version: int
    created_at: datetime.datetime


def add_user(
    tx: Transaction,
    *,
    email: str,
    name: str,
    lang: str,
    password_hash: str | None,
    is_administrator: bool = False,
    now: datetime.datetime,
) -> User:
    """A new account; raises AlreadyStored when the address has one. Addresses are kept in lower case."""
    user: rows.Values = {
        "id": rows.new_id(now),
        "email": email.strip().lower(),
        "name": name,
        "lang": lang,
        "password_hash": password_hash,
        "is_administrator": is_administrator,
        "disabled_at": None,
        "version": 1,
        "created_at": now,
    }
    if not rows.add_if_new(tx, tables.users, user):
        raise AlreadyStored("users")
    return User(**user)


def get_user(tx: Transaction, user_id: str) -> User:
    """The account with this id; raises NotStored."""
    return User(**rows.get(tx, tables.users, {"id": user_id}))


def find_user(tx: Transaction, email: str) -> User | None:
    """The account of this address, None without one."""
    found = rows.find(tx, tables.users, {"email": email.strip().lower()})
    return None if found is None else User(**found)


def user_of_session(tx: Transaction, token: str, *, now: datetime.datetime) -> User | None:
    """Who is logged in by this token, None for one that is over, was never, or belongs to a disabled account."""
    found = tx.execute(_OF_SESSION, {"token_hash": hash_token(token), "now": now}).mappings().one_or_none()
    return None if found is None else User(**found)


_OF_SESSION = (
    select(tables.users)
    .join(tables.sessions, tables.sessions.c.user_id == tables.users.c.id)
    .where(
        tables.sessions.c.token_hash == bindparam("token_hash"),
        tables.sessions.c.expires_at > bindparam("now"),
        tables.users.c.disabled_at.is_(None),
    )
)


def save_user(tx: Transaction, user: User) -> int:
    """Store what changed in a user that was read (`user.version` is the one expected); returns the new version.

    Raises:
        Conflict: somebody saved in between.
        NotStored: there is no such account.
    """
    values = {
        "name": user.name,
        "lang": user.lang,
        "password_hash": user.password_hash,
        "is_administrator": user.is_administrator,
        "disabled_at": user.disabled_at,
    }
    return rows.put(tx, tables.users, {"id": user.id}, values, user.version, {})


def delete_user(tx: Transaction, user_id: str) -> None:
    """Delete an account with its sessions and memberships; raises NotStored."""
    if not rows.remove(tx, tables.users, {"id": user_id}):
        raise NotStored("users")


def every_user(tx: Transaction, *, after: str = "", limit: int = 100) -> list[User]:
    """Accounts in the order in which they were made, from the one after the id `after`."""
    return [User(**row) for row in rows.paged(tx, tables.users, {}, after=after, limit=limit)]


def names_of(tx: Transaction, user_ids: Sequence[str]) -> dict[str, str]:
    """The name of each of these accounts that is there, its address where it has none, by id."""
    users = tables.users
    statement = select(users.c.id, users.c.name, users.c.email).where(users.c.id.in_(list(user_ids)))
    return {row.id: row.name or row.email for row in tx.execute(statement)}
