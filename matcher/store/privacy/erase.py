"""Erasing a party from the whole of a programme, and its bytes from the disk."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Column, Table, Text, select, update
from sqlalchemy.types import JSON

from matcher.store import rows, tables
from matcher.store.audit import INSTALLATION, note_act
from matcher.store.engine import Store, Transaction
from matcher.store.privacy.overwrite import overwrite_deleted
from matcher.store.privacy.scrub import scrubbed
from matcher.store.privacy.traces import Traces, find_traces, users_of

_PROFILES = (tables.parties, tables.party_versions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What an erasure did: `scrubbed` names each table in which rows of others mentioned the party, with how many."""

    programme_id: str
    scrubbed: dict[str, int]
    deleted_users: int


def erase_party(store: Store, programme_id: str, party_id: str, *, erased_by: str, now: datetime.datetime) -> Erasure:
    """Erase a party: its rows, its name and words in everybody else's, and their bytes in the database's files.

    Rows that hang on the party go with it: versions, contacts, preferences, presence, past interactions, suggestions,
    meetings, outcomes, what was shown, invitations, the memberships of those who speak for it, and their accounts if
    they have no other. What mentions it is changed: agendas, events, runs, imports, jobs, kept answers, audit entries.
    The act itself is noted with a hash in place of the id. Files that name parties, as exports do, are deleted: they
    can be made again. Let no job of the programme run meanwhile: it could write the party again.

    On SQLite the file is rewritten, which waits for whoever reads it, and needs its size again on the disk. PostgreSQL
    rewrites the tables; its own archives of the log, if any, are its operator's to delete. Earlier backups keep the
    party, but `restore` over this database erases it again.

    Raises:
        NotStored: there is no such party in the programme.
        DatabaseFailure: the rows are erased, but their bytes are not, as others use the database: call
            `overwrite_deleted` when they do not.
    """
    with store.writing() as tx:
        erasure = _erase(tx, programme_id, party_id, now)
        detail = {"scrubbed": erasure.scrubbed}
        subject = party_hash(programme_id, party_id)
        note_act(tx, programme_id, actor=erased_by, action="party.erase", subject=subject, detail=detail, now=now)
    overwrite_deleted(store)
    return erasure


def erased_hashes(tx: Transaction) -> list[tuple[str, str, datetime.datetime]]:
    """Programme, hash and moment of every erasure."""
    found = rows.listed(tx, tables.erasures, {}, by=["programme_id", "party_hash"])
    return [(row["programme_id"], row["party_hash"], row["erased_at"]) for row in found]


def erase_again(store: Store, erased: Iterable[tuple[str, str, datetime.datetime]]) -> int:
    """Erase parties that are back, as after a restore, and remember the others; returns how many were there."""
    known = list(erased)
    moments = {party: moment for _programme, party, moment in known}
    parties = tables.parties
    with store.writing() as tx:
        there = set(tx.execute(select(tables.programmes.c.id)).scalars())
        for programme_id, party, moment in known:
            if programme_id in there:
                _remember(tx, programme_id, party, moment)
        stored = tx.execute(select(parties.c.programme_id, parties.c.id)).all()
        hashed = {(programme_id, party_id): party_hash(programme_id, party_id) for programme_id, party_id in stored}
        back = {party: moments[digest] for party, digest in hashed.items() if digest in moments}
        for (programme_id, party_id), moment in sorted(back.items()):
            _erase(tx, programme_id, party_id, moment)
    if back:
        overwrite_deleted(store)
    return len(back)


def party_hash(programme_id: str, party_id: str) -> str:
    """What is kept of an erased party: it tells whether a given id is the erased one, and nothing else."""
    return hashlib.sha256(f"{programme_id}\n{party_id}".encode()).hexdigest()


def _erase(tx: Transaction, programme_id: str, party_id: str, now: datetime.datetime) -> Erasure:
    rows.get(tx, tables.parties, {"programme_id": programme_id, "id": party_id})
    traces = find_traces(tx, programme_id, party_id)
    deleted_users = _delete_rows(tx, programme_id, party_id)
    found = {table.name: _sweep(tx, table, programme_id, traces) for table in _tables_of_programmes()}
    _remember(tx, programme_id, party_hash(programme_id, party_id), now)
    mentioned = {name: count for name, count in found.items() if count}
    return Erasure(programme_id=programme_id, scrubbed=mentioned, deleted_users=deleted_users)


def _remember(tx: Transaction, programme_id: str, digest: str, now: datetime.datetime) -> None:
    erasure = {"programme_id": programme_id, "party_hash": digest, "erased_at": now}
    rows.add_if_new(tx, tables.erasures, erasure)


def _delete_rows(tx: Transaction, programme_id: str, party_id: str) -> int:
    """Delete the party, what hangs on it, and the accounts that only spoke for it; returns how many of these."""
    users = users_of(tx, programme_id, party_id)
    speaks = {"programme_id": programme_id, "party_id": party_id}
    rows.remove(tx, tables.memberships, speaks)
    rows.remove(tx, tables.invitations, speaks)
    for column in ("company_id", "counterpart_id"):
        rows.remove(tx, tables.past_interactions, {"programme_id": programme_id, column: party_id})
    rows.remove(tx, tables.parties, {"programme_id": programme_id, "id": party_id})
    rows.remove(tx, tables.files, {"programme_id": programme_id, "names_parties": True})
    alone = [user for user in users if not _has_more(tx, user)]
    for user in alone:
        rows.remove(tx, tables.users, {"id": user["id"]})
    return len(alone)


def _has_more(tx: Transaction, user: rows.Values) -> bool:
    return bool(
        user["is_administrator"] or rows.listed(tx, tables.memberships, {"user_id": user["id"]}, by=["user_id"])
    )


def _tables_of_programmes() -> list[Table]:
    return [table for table in tables.metadata.sorted_tables if "programme_id" in table.c] + [tables.programmes]


def _sweep(tx: Transaction, table: Table, programme_id: str, traces: Traces) -> int:
    """Take the party out of every text and document of a table's rows; returns how many rows mentioned it."""
    keys = list(table.primary_key.columns)
    texts = [column for column in table.c if column not in keys and isinstance(column.type, Text | JSON)]
    if not texts:
        return 0
    owner = table.c.id if table is tables.programmes else table.c.programme_id
    owners = [programme_id, INSTALLATION] if table is tables.audit_log else [programme_id]
    sought = traces.of_names() if table in _PROFILES else traces
    changed = 0
    for row in tx.execute(select(*keys, *texts).where(owner.in_(owners))).mappings().fetchall():
        clean = _clean(texts, dict(row), sought)
        if clean:
            key = {column.name: row[column.name] for column in keys}
            tx.execute(update(table).where(rows.matches(table, key)).values(**clean))
            changed += 1
    return changed


def _clean(columns: list[Column[object]], row: rows.Values, traces: Traces) -> rows.Values:
    """The columns that mention the party, without it."""
    clean = {column.name: scrubbed(row[column.name], traces, column.name) for column in columns}
    return {name: value for name, value in clean.items() if value != row[name]}
