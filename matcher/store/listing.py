"""Lists as people look for things: by name, the newest first, and without what is large."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, func, literal, or_, select, tuple_

from matcher.profiles import ProfileKind
from matcher.store import imports, jobs, parties, rows, shortlists, tables
from matcher.store.engine import Transaction
from matcher.store.rows import Document
from matcher.store.vocabulary import Decision
from matcher.suggestions import Side

ESCAPE = "\\"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyQuery:
    """Which parties are looked for. `words` stand in the name or are the id; None means any.

    `is_withdrawn` and `is_earlier` choose those who left and those of earlier programmes; by default neither is shown.
    """

    words: str = ""
    side: Side | None = None
    kind: ProfileKind | None = None
    is_withdrawn: bool = False
    is_earlier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownParty:
    """A party as far as a list or a comparison needs it; `document` is its profile as JSON."""

    id: str
    side: Side
    is_earlier: bool
    version: int
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPair:
    """A pair of a run without its words."""

    company_id: str
    counterpart_id: str
    rank: int
    score: float
    decision: Decision | None


def find_parties(
    tx: Transaction, programme_id: str, query: PartyQuery, *, after: str = "", limit: int = 100
) -> list[parties.Party]:
    """Parties by name, then id, from the one after the party `after`, at most `limit` (up to 1000) of them.

    The list starts anew where the party `after` is no longer there.
    """
    table = tables.parties
    here = table.c.programme_id == programme_id
    place = (func.lower(table.c.name), table.c.id)
    conditions = [here, *_conditions(table, query)]
    last = tx.execute(select(*place).where(here, table.c.id == after)).one_or_none() if after else None
    if last is not None:
        conditions.append(tuple_(*place) > tuple_(*(literal(part) for part in last)))
    statement = select(table).where(*conditions).order_by(*place).limit(max(1, min(limit, rows.MOST_ROWS)))
    return [parties.read_party(dict(row)) for row in tx.execute(statement).mappings()]


def known_parties(tx: Transaction, programme_id: str, *, ids: Collection[str] | None = None) -> dict[str, KnownParty]:
    """Every party of a programme by id, withdrawn and earlier ones too; with `ids`, those of them that are there."""
    table = tables.parties
    here = [table.c.programme_id == programme_id, *([] if ids is None else [table.c.id.in_(sorted(ids))])]
    columns = (table.c.id, table.c.side, table.c.is_earlier, table.c.version, table.c.profile)
    found = tx.execute(select(*columns).where(*here))
    return {
        party_id: KnownParty(id=party_id, side=Side(side), is_earlier=is_earlier, version=version, document=document)
        for party_id, side, is_earlier, version, document in found
    }


def party_names(
    tx: Transaction, programme_id: str, *, side: Side | None = None, with_withdrawn: bool = False
) -> dict[str, str]:
    """The name of each party that takes part, or of those of one side, by id; also of those who left, if asked."""
    table = tables.parties
    key = {"programme_id": programme_id, "is_earlier": False} | ({} if side is None else {"side": side.value})
    here = [rows.matches(table, key)] + ([] if with_withdrawn else [table.c.withdrawn_at.is_(None)])
    found = tx.execute(select(table.c.id, table.c.name).where(*here).order_by(table.c.id))
    return {str(party_id): str(name) for party_id, name in found}


def recent_imports(tx: Transaction, programme_id: str, *, limit: int = 50) -> list[imports.StoredImport]:
    """The newest uploads first, without what was read from them: `content` is None."""
    columns = [column for column in tables.imports.c if column.name != "content"]
    found = tx.execute(_newest(tables.imports, columns, programme_id, limit)).mappings()
    return [imports.read_import({**row, "content": None}) for row in found]


def recent_runs(
    tx: Transaction, programme_id: str, *, side: Side | None = None, limit: int = 50
) -> list[shortlists.StoredRun]:
    """The newest runs first, without what is large: their `extra` is empty."""
    table = tables.shortlist_runs
    statement = _newest(table, [column for column in table.c if column.name != "extra"], programme_id, limit)
    if side is not None:
        statement = statement.where(table.c.side == side.value)
    return [shortlists.read_run(dict(row)) for row in tx.execute(statement).mappings()]


def recent_jobs(tx: Transaction, programme_id: str, *, limit: int = 10) -> list[jobs.Job]:
    """The jobs that were asked for last, the newest first."""
    found = tx.execute(_newest(tables.jobs, list(tables.jobs.c), programme_id, limit)).mappings()
    return [jobs.read_job(dict(row)) for row in found]


def run_pairs(tx: Transaction, programme_id: str, run_id: str) -> list[RankedPair]:
    """The pairs of a run by rank and ids, without their reasons."""
    table = tables.suggestions
    columns = (table.c.company_id, table.c.counterpart_id, table.c.rank, table.c.score, table.c.decision)
    here = rows.matches(table, {"programme_id": programme_id, "run_id": run_id})
    order = (table.c.rank, table.c.company_id, table.c.counterpart_id)
    return [
        RankedPair(
            company_id=row["company_id"],
            counterpart_id=row["counterpart_id"],
            rank=row["rank"],
            score=row["score"],
            decision=None if row["decision"] is None else Decision(row["decision"]),
        )
        for row in tx.execute(select(*columns).where(here).order_by(*order)).mappings()
    ]


def acts_since(
    tx: Transaction, programme_id: str, moment: datetime.datetime, actions: Collection[str]
) -> Mapping[str, int]:
    """How often each of these actions was done after a moment; those that were not done are left out."""
    log = tables.audit_log
    since = (log.c.programme_id == programme_id, log.c.at > moment, log.c.action.in_(sorted(actions)))
    return Counter(tx.execute(select(log.c.action).where(*since).order_by(log.c.id)).scalars())


def _newest(table: Table, columns: Sequence[Column[Any]], programme_id: str, limit: int) -> Select[Any]:
    statement = select(*columns).where(table.c.programme_id == programme_id)
    return statement.order_by(table.c.id.desc()).limit(max(1, min(limit, rows.MOST_ROWS)))


def _conditions(table: Table, query: PartyQuery) -> list[ColumnElement[bool]]:
    left = table.c.withdrawn_at
    found: list[ColumnElement[bool]] = [
        table.c.is_earlier.is_(query.is_earlier),
        left.is_not(None) if query.is_withdrawn else left.is_(None),
    ]
    if query.side is not None:
        found.append(table.c.side == query.side.value)
    if query.kind is not None:
        found.append(table.c.profile["kind"].as_string() == query.kind.value)
    if query.words:
        safe = query.words.lower().translate({ord(letter): f"{ESCAPE}{letter}" for letter in f"{ESCAPE}%_"})
        found.append(or_(func.lower(table.c.name).like(f"%{safe}%", escape=ESCAPE), table.c.id == query.words))
    return found
