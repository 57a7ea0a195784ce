"""What was suggested, from what, what was decided on it, and what was shown to whom."""

from __future__ import annotations

from sqlalchemy import Column, Double, Index, Integer, Table

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
from matcher.store.vocabulary import Decision
from matcher.suggestions import Side

shortlist_runs = Table(
    "shortlist_runs",
    metadata,
    programme(),
    text("id", key=True),
    text("side"),
    text("lang"),
    document("stamp"),
    document("extra"),
    text("created_by"),
    moment("created_at"),
    one_of("side", Side),
)

suggestions = Table(
    "suggestions",
    metadata,
    programme(),
    text("run_id", key=True),
    text("company_id", key=True),
    text("counterpart_id", key=True),
    Column("rank", Integer, nullable=False),
    Column("score", Double, nullable=False),
    Column("company_interest", Double, nullable=False),
    Column("counterpart_interest", Double, nullable=False),
    document("words"),
    maybe_text("decision"),
    text("decided_by"),
    version(),
    one_of("decision", Decision),
    refers("run_id", "shortlist_runs"),
    refers("company_id", "parties"),
    refers("counterpart_id", "parties"),
    Index(None, "programme_id", "company_id"),
    Index(None, "programme_id", "counterpart_id"),
)

shown = Table(
    "shown",
    metadata,
    programme(),
    text("id", key=True),
    text("run_id"),
    text("viewer_id"),
    text("other_id"),
    Column("rank", Integer, nullable=False),
    text("place"),
    moment("shown_at"),
    refers("run_id", "shortlist_runs"),
    refers("viewer_id", "parties"),
    refers("other_id", "parties"),
    Index(None, "programme_id", "run_id"),
    Index(None, "programme_id", "viewer_id"),
    Index(None, "programme_id", "other_id"),
)
