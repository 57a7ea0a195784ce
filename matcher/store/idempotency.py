"""Answers to requests that may come twice: the second one gets what the first one got, and nothing happens again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from sqlalchemy import delete

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.errors import AlreadyStored
from matcher.store.rows import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """The HTTP status and the JSON body that a request got."""

    status: int
    answer: Document = field(repr=False)


def kept_answer(
    tx: Transaction, programme_id: str, actor: str, key: str, *, request_hash: str, now: datetime.datetime
) -> KeptAnswer | None:
    """What the actor's request with this key got, None if it is new or was too long ago.

    Raises:
        AlreadyStored: the key was used for another request.
    """
    found = rows.find(tx, tables.idempotency_records, _key(programme_id, actor, key))
    if found is None or found["expires_at"] <= now:
        return None
    if found["request_hash"] != request_hash:
        raise AlreadyStored("idempotency_records")
    return KeptAnswer(status=found["status"], answer=found["answer"])


def keep_answer(
    tx: Transaction,
    programme_id: str,
    actor: str,
    key: str,
    *,
    request_hash: str,
    answer: KeptAnswer,
    now: datetime.datetime,
    lasts: datetime.timedelta,
) -> None:
    """Keep an answer, in the transaction that did what was asked: of two at once, one is undone.

    Raises:
        AlreadyStored: the same key was used in the meantime; read its answer.
        MissingReference: there is no such programme.
    """
    records = tables.idempotency_records
    old = rows.matches(records, _key(programme_id, actor, key))
    tx.execute(delete(records).where(old, records.c.expires_at <= now))
    values = {"request_hash": request_hash, "status": answer.status, "answer": answer.answer}
    row = {**_key(programme_id, actor, key), **values, "created_at": now, "expires_at": now + lasts}
    if not rows.add_if_new(tx, records, row):
        raise AlreadyStored("idempotency_records")


def drop_old_answers(tx: Transaction, *, now: datetime.datetime) -> int:
    """Delete answers, of every programme, that are kept no longer; returns how many."""
    records = tables.idempotency_records
    return tx.execute(delete(records).where(records.c.expires_at <= now)).rowcount


def _key(programme_id: str, actor: str, key: str) -> rows.Key:
    return {"programme_id": programme_id, "actor": actor, "key": key}
