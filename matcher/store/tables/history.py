"""What companies and counterparts did together before, as files tell it."""

from __future__ import annotations

from sqlalchemy import Column, Double, Index, Table

from matcher.store.tables.columns import maybe_text, metadata, programme, text

past_interactions = Table(
    "past_interactions",
    metadata,
    programme(),
    text("id", key=True),
    text("company_id"),
    text("counterpart_id"),
    maybe_text("date"),
    text("relation"),
    text("outcome"),
    text("stage_label"),
    Column("amount", Double, nullable=True),
    maybe_text("currency"),
    Index(None, "programme_id", "company_id"),
    Index(None, "programme_id", "counterpart_id"),
)
"""`id` is a hash of the rest: the same fact is kept once, however often it is told."""
