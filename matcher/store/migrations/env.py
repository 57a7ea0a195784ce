"""How Alembic reaches the database: by the transaction that `matcher.store.migrate` hands over."""

from __future__ import annotations

from alembic import context

from matcher.store import tables

context.configure(connection=context.config.attributes["transaction"], target_metadata=tables.metadata)
context.run_migrations()
