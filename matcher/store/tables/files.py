"""Files that a programme keeps: what was exported from it, reports, and uploads that wait for a job."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table

from matcher.store.tables.columns import metadata, moment, programme, text

files = Table(
    "files",
    metadata,
    programme(),
    text("id", key=True),
    text("name"),
    text("media_type"),
    text("sha256"),
    Column("size", Integer, nullable=False),
    Column("names_parties", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),
    text("created_by"),
    moment("created_at"),
    Index(None, "programme_id", "created_at"),
)
