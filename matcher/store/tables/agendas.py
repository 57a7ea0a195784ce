"""Events, their agendas in all versions, and what came of the meetings."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Double, Index, Integer, Table

from matcher.store.tables.columns import (
    document,
    maybe_text,
    metadata,
    moment,
    one_of,
    programme,
    refers,
    text,
    version,
)
from matcher.store.vocabulary import FollowUp

events = Table(
    "events",
    metadata,
    programme(),
    text("id", key=True),
    text("name"),
    text("timezone"),
    document("plan"),
    version(),
    moment("created_at"),
    moment("updated_at"),
)

agendas = Table(
    "agendas",
    metadata,
    programme(),
    text("id", key=True),
    text("event_id"),
    text("name"),
    Column("current_version", Integer, nullable=False),
    Column("published_version", Integer, nullable=True),
    version(),
    moment("created_at"),
    refers("event_id", "events"),
    Index(None, "programme_id", "event_id"),
)

agenda_versions = Table(
    "agenda_versions",
    metadata,
    programme(),
    text("agenda_id", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    document("problem"),
    document("agenda"),
    text("note"),
    Column("copy_of", Integer, nullable=True),
    text("saved_by"),
    moment("saved_at"),
    refers("agenda_id", "agendas"),
)

meetings = Table(
    "meetings",
    metadata,
    programme(),
    text("agenda_id", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    text("a", key=True),
    text("b", key=True),
    text("slot"),
    text("venue"),
    Column("table_number", Integer, nullable=False),
    refers("agenda_id", "agendas"),
    refers("a", "parties"),
    refers("b", "parties"),
    Index(None, "programme_id", "a"),
    Index(None, "programme_id", "b"),
)

outcomes = Table(
    "outcomes",
    metadata,
    programme(),
    text("event_id", key=True),
    text("party_id", key=True),
    text("other_id", key=True),
    Column("is_kept", Boolean, nullable=True),
    Column("rating", Integer, nullable=True),
    text("reason"),
    maybe_text("follow_up"),
    Column("value_eur", Double, nullable=True),
    text("said_by"),
    moment("said_at"),
    version(),
    one_of("follow_up", FollowUp),
    CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    refers("event_id", "events"),
    refers("party_id", "parties"),
    refers("other_id", "parties"),
    Index(None, "programme_id", "party_id"),
    Index(None, "programme_id", "other_id"),
)
