"""The tables. Every table of a programme has `programme_id` in its key; `audit_log` outlives its programme."""

from __future__ import annotations

from matcher.store.tables.agendas import agenda_versions, agendas, events, meetings, outcomes
from matcher.store.tables.columns import metadata
from matcher.store.tables.files import files
from matcher.store.tables.history import past_interactions
from matcher.store.tables.matching import shortlist_runs, shown, suggestions
from matcher.store.tables.parties import (
    contacts,
    import_problems,
    imports,
    parties,
    party_versions,
    preferences,
    presences,
)
from matcher.store.tables.people import api_keys, invitations, memberships, programmes, sessions, users
from matcher.store.tables.work import audit_log, erasures, idempotency_records, jobs, webhooks

__all__ = [
    "agenda_versions",
    "agendas",
    "api_keys",
    "audit_log",
    "contacts",
    "erasures",
    "events",
    "files",
    "idempotency_records",
    "import_problems",
    "imports",
    "invitations",
    "jobs",
    "meetings",
    "memberships",
    "metadata",
    "outcomes",
    "parties",
    "party_versions",
    "past_interactions",
    "preferences",
    "presences",
    "programmes",
    "sessions",
    "shortlist_runs",
    "shown",
    "suggestions",
    "users",
    "webhooks",
]
