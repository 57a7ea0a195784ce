"""Secrets that are handed out once: random, and kept only as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import Table

from matcher.store import rows
from matcher.store.engine import Transaction

_BYTES = 32


def new_token() -> str:
    """32 random bytes as text that fits into a link: 43 characters."""
    return secrets.token_urlsafe(_BYTES)


def hash_token(token: str) -> str:
    """The SHA-256 of a token, 64 hexadecimal digits: enough for a secret that nobody can guess, unlike a password."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def is_token_of(token: str, token_hash: str) -> bool:
    """Whether the hash is that of the token, found in a time that says nothing of where they differ."""
    return hmac.compare_digest(hash_token(token), token_hash)


def find_by_token(tx: Transaction, table: Table, token: str) -> rows.Values | None:
    """The row of this token, of whatever programme, None without one."""
    found = rows.find(tx, table, {"token_hash": hash_token(token)})
    return found if found is not None and is_token_of(token, found["token_hash"]) else None
