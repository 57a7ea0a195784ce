"""Who uses abbina, in which programmes, and how they prove it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from matcher.store.tables.columns import (
    document,
    maybe_moment,
    maybe_text,
    metadata,
    moment,
    one_of,
    programme,
    text,
    version,
)
from matcher.store.vocabulary import Role

programmes = Table(
    "programmes",
    metadata,
    text("id", key=True),
    text("name"),
    document("settings"),
    version(),
    moment("created_at"),
)

users = Table(
    "users",
    metadata,
    text("id", key=True),
    Column("email", Text, nullable=False, unique=True),
    text("name"),
    text("lang"),
    maybe_text("password_hash"),
    Column("is_administrator", Boolean, nullable=False),
    maybe_moment("disabled_at"),
    version(),
    moment("created_at"),
)

memberships = Table(
    "memberships",
    metadata,
    programme(),
    Column("user_id", Text, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    text("role"),
    maybe_text("party_id"),
    version(),
    moment("created_at"),
    one_of("role", Role),
    Index(None, "user_id"),
)

sessions = Table(
    "sessions",
    metadata,
    text("token_hash", key=True),
    Column("user_id", Text, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    moment("created_at"),
    moment("seen_at"),
    moment("expires_at"),
)

invitations = Table(
    "invitations",
    metadata,
    programme(),
    text("id", key=True),
    Column("token_hash", Text, nullable=False),
    text("email"),
    text("role"),
    maybe_text("party_id"),
    text("created_by"),
    moment("created_at"),
    moment("expires_at"),
    maybe_moment("used_at"),
    UniqueConstraint("token_hash"),
    one_of("role", Role),
)

api_keys = Table(
    "api_keys",
    metadata,
    programme(),
    text("id", key=True),
    Column("token_hash", Text, nullable=False),
    text("start"),
    text("name"),
    text("role"),
    text("created_by"),
    moment("created_at"),
    maybe_moment("expires_at"),
    maybe_moment("revoked_at"),
    maybe_moment("used_at"),
    UniqueConstraint("token_hash"),
    one_of("role", Role),
)
