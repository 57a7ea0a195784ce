"""Passwords, kept as argon2id with the parameters that its library recommends."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
_NOBODYS = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The hash with its salt and parameters, as text."""
    return _HASHER.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether it is the password. Without a hash it is not, and finding out takes as long."""
    try:
        _HASHER.verify(_NOBODYS if password_hash is None else password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether a hash was made with weaker parameters than today's: make it anew at the next login."""
    return _HASHER.check_needs_rehash(password_hash)
