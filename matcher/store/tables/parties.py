"""Who is to be matched, where that was read, and whom they want to meet."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table

from matcher.store.tables.columns import (
    document,
    flag,
    maybe_document,
    maybe_moment,
    metadata,
    moment,
    one_of,
    programme,
    refers,
    text,
    version,
)
from matcher.store.vocabulary import ImportStatus, Wish
from matcher.subjects import ImportSubject
from matcher.suggestions import Side

parties = Table(
    "parties",
    metadata,
    programme(),
    text("id", key=True),
    text("side"),
    text("name"),
    document("profile"),
    text("purpose"),
    maybe_moment("consented_at"),
    maybe_moment("withdrawn_at"),
    flag("is_earlier"),
    version(),
    moment("created_at"),
    moment("updated_at"),
    one_of("side", Side),
    Index(None, "programme_id", "side", "id"),
)

party_versions = Table(
    "party_versions",
    metadata,
    programme(),
    text("party_id", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    document("profile"),
    document("source"),
    text("saved_by"),
    moment("saved_at"),
    refers("party_id", "parties"),
)

contacts = Table(
    "contacts",
    metadata,
    programme(),
    text("party_id", key=True),
    text("id", key=True),
    text("person"),
    text("role"),
    text("email"),
    text("phone"),
    version(),
    refers("party_id", "parties"),
)

imports = Table(
    "imports",
    metadata,
    programme(),
    text("id", key=True),
    text("file_name"),
    text("file_hash"),
    text("subject"),
    text("status"),
    document("summary"),
    maybe_document("content"),
    text("created_by"),
    moment("created_at"),
    version(),
    one_of("subject", ImportSubject),
    one_of("status", ImportStatus),
)

import_problems = Table(
    "import_problems",
    metadata,
    programme(),
    text("import_id", key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    text("code"),
    text("severity"),
    text("message"),
    text("file"),
    text("sheet"),
    Column("row", Integer, nullable=True),
    text("column"),
    text("value"),
    text("accepted"),
    refers("import_id", "imports"),
)

preferences = Table(
    "preferences",
    metadata,
    programme(),
    text("party_id", key=True),
    text("other_id", key=True),
    text("wish"),
    text("reason"),
    text("stated_by"),
    moment("stated_at"),
    version(),
    one_of("wish", Wish),
    CheckConstraint("party_id <> other_id", name="another"),
    refers("party_id", "parties"),
    refers("other_id", "parties"),
    Index(None, "programme_id", "other_id"),
)

presences = Table(
    "presences",
    metadata,
    programme(),
    text("party_id", key=True),
    text("words"),
    text("column"),
    text("stated_by"),
    moment("stated_at"),
    version(),
    refers("party_id", "parties"),
)
