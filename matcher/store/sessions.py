"""Who is logged in. The cookie holds the token, the database only its hash."""

from __future__ import annotations

import datetime

from sqlalchemy import delete, update

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.tokens import hash_token, new_token


def start_session(tx: Transaction, user_id: str, *, now: datetime.datetime, lasts: datetime.timedelta) -> str:
    """Log a user in; returns the token, which is not kept. Raises MissingReference without such a user."""
    token = new_token()
    session = {
        "token_hash": hash_token(token),
        "user_id": user_id,
        "created_at": now,
        "seen_at": now,
        "expires_at": now + lasts,
    }
    rows.add(tx, tables.sessions, session)
    return token


def touch_session(tx: Transaction, token: str, *, now: datetime.datetime, lasts: datetime.timedelta) -> None:
    """Let a session last from now on; nothing happens to one that is over."""
    sessions = tables.sessions
    tx.execute(
        update(sessions)
        .where(sessions.c.token_hash == hash_token(token), sessions.c.expires_at > now)
        .values(seen_at=now, expires_at=now + lasts)
    )


def end_session(tx: Transaction, token: str) -> None:
    """Log out; nothing happens to a session that is over."""
    rows.remove(tx, tables.sessions, {"token_hash": hash_token(token)})


def end_sessions_of(tx: Transaction, user_id: str) -> int:
    """Log a user out everywhere, as after a new password; returns how many sessions ended."""
    return rows.remove(tx, tables.sessions, {"user_id": user_id})


def drop_expired_sessions(tx: Transaction, *, now: datetime.datetime) -> int:
    """Delete sessions that are over; returns how many."""
    return tx.execute(delete(tables.sessions).where(tables.sessions.c.expires_at <= now)).rowcount
