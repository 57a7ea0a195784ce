"""Whether a database is whole by its own judgement."""

from __future__ import annotations

from matcher.store import Store

_INDEXES = """
SELECT bt_index_check(i.indexrelid, true) FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
WHERE a.amname = 'btree' AND c.relnamespace = 'public'::regnamespace
"""
_TABLES = """
SELECT count(*) FROM pg_class c, verify_heapam(c.oid) WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
"""


def is_whole(store: Store) -> bool:
    """SQLite: `integrity_check` and every reference. PostgreSQL: every table and index by `amcheck`.

    Raises:
        DatabaseFailure: an index is not whole, or the account may not look.
    """
    with store.writing() as tx:
        if store.path is not None:
            found = tx.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            return list(found) == ["ok"] and not tx.exec_driver_sql("PRAGMA foreign_key_check").all()
        tx.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS amcheck")
        tx.exec_driver_sql(_INDEXES).all()
        return tx.exec_driver_sql(_TABLES).scalar() == 0
