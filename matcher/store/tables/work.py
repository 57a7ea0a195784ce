"""What is done on behalf of people: jobs, answers kept for repeated requests, calls to others, the record of acts."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, Index, Integer, Table, UniqueConstraint

from matcher.store.tables.columns import (
    document,
    maybe_document,
    maybe_moment,
    maybe_text,
    metadata,
    moment,
    one_of,
    programme,
    text,
    version,
)
from matcher.store.vocabulary import JobStatus

jobs = Table(
    "jobs",
    metadata,
    programme(),
    text("id", key=True),
    text("kind"),
    document("payload"),
    text("status"),
    maybe_text("idempotency_key"),
    Column("attempts", Integer, nullable=False),
    Column("max_attempts", Integer, nullable=False),
    maybe_text("lease_token"),
    maybe_moment("lease_until"),
    maybe_moment("heartbeat_at"),
    text("worker"),
    Column("progress", Double, nullable=False),
    text("progress_note"),
    Column("is_cancel_requested", Boolean, nullable=False),
    maybe_document("result"),
    text("error"),
    text("created_by"),
    moment("created_at"),
    maybe_moment("started_at"),
    maybe_moment("finished_at"),
    one_of("status", JobStatus),
    UniqueConstraint("programme_id", "kind", "idempotency_key"),
    Index(None, "status", "lease_until"),
)

idempotency_records = Table(
    "idempotency_records",
    metadata,
    programme(),
    text("actor", key=True),
    text("key", key=True),
    text("request_hash"),
    Column("status", Integer, nullable=True),
    maybe_document("answer"),
    moment("created_at"),
    moment("expires_at"),
    Index(None, "expires_at"),
)

webhooks = Table(
    "webhooks",
    metadata,
    programme(),
    text("id", key=True),
    text("url"),
    text("secret"),
    document("events"),
    Column("is_active", Boolean, nullable=False),
    version(),
    text("created_by"),
    moment("created_at"),
)

audit_log = Table(
    "audit_log",
    metadata,
    text("programme_id", key=True),
    text("id", key=True),
    moment("at"),
    text("actor"),
    text("action"),
    text("subject"),
    document("detail"),
)

erasures = Table(
    "erasures",
    metadata,
    programme(),
    text("party_hash", key=True),
    moment("erased_at"),
)
