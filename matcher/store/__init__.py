"""Where a programme is kept: SQLite in a file, or PostgreSQL.

Open a database with `open_store`, bring its tables up with `upgrade`, and call the functions of the modules below
inside `with store.writing() as tx:` or `with store.reading() as tx:`. Each takes the transaction, then the programme's
id:

- people: `programmes`, `users`, `memberships`, `sessions`, `invitations`, `api_keys`
- parties: `parties`, `contacts`, `imports`, `preferences`
- lists: `shortlists`, `shown`
- events: `events`, `agendas`, `outcomes`
- files: `files`
- work: `jobs`, `leases`, `idempotency`, `webhooks`, `audit`
- the whole: `migrate`, `backup`, `dump`, `privacy`

Rows that people edit have a version, and are saved only over the version that the editor saw. It needs
the extra `service`.
"""

from __future__ import annotations

from matcher.store.engine import Store, Transaction, open_store
from matcher.store.errors import (
    AlreadyStored,
    Conflict,
    DamagedBackup,
    DatabaseFailure,
    MissingReference,
    NotStored,
    StaleLease,
    StoreError,
)
from matcher.store.migrate import downgrade, require_current, upgrade
from matcher.store.vocabulary import Decision, FollowUp, ImportStatus, JobStatus, Role, Wish

__all__ = [
    "AlreadyStored",
    "Conflict",
    "DamagedBackup",
    "DatabaseFailure",
    "Decision",
    "FollowUp",
    "ImportStatus",
    "JobStatus",
    "MissingReference",
    "NotStored",
    "Role",
    "StaleLease",
    "Store",
    "StoreError",
    "Transaction",
    "Wish",
    "downgrade",
    "open_store",
    "require_current",
    "upgrade",
]
