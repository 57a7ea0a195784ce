"""How Alembic reaches the database: by the transaction that `matcher.store.migrate` hands over.

Alembic runs this file for each command. Whoever merely imports it, as tools that look through packages do, finds
nothing.
"""

from __future__ import annotations

from alembic import context

from matcher.store import tables

if hasattr(context, "config"):
    context.configure(connection=context.config.attributes["transaction"], target_metadata=tables.metadata)
    context.run_migrations()
