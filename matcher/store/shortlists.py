"""Shortlist runs: every suggestion with its reasons, what made the run repeatable, and what organisers decided."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from sqlalchemy import literal, select, tuple_

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.errors import NotStored
from matcher.store.rows import Document
from matcher.store.vocabulary import Decision
from matcher.suggestions import Contribution, RunStamp, Side, Suggestion

_WORDS = (
    "company_name",
    "counterpart_name",
    "counterpart_kind",
    "reasons",
    "evidence",
    "against",
    "unknown",
    "improvement",
    "contributions",
    "fit",
)
_RUN = [column for column in tables.shortlist_runs.c if column.name != "extra"]
_FIGURES = ("company_id", "counterpart_id", "rank", "score", "company_interest", "counterpart_interest")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """A run without its suggestions and its `run_extra`."""

    programme_id: str
    id: str
    side: Side
    lang: str
    stamp: RunStamp
    created_by: str
    created_at: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSuggestion:
    """A suggestion of a run with what was decided on it (None: nothing yet) and by whom."""

    run_id: str
    suggestion: Suggestion = field(repr=False)
    decision: Decision | None
    decided_by: str
    version: int


def add_run(
    tx: Transaction,
    programme_id: str,
    *,
    side: Side,
    lang: str,
    stamp: RunStamp,
    suggestions: Sequence[Suggestion],
    extra: Document,
    added_by: str,
    now: datetime.datetime,
) -> str:
    """Store a run with its suggestions, a pair at most once; returns its id. `extra` is a JSON object of the service's.

    Raises:
        AlreadyStored: a pair is suggested twice.
        MissingReference: a suggested party is not in the programme.
    """
    run_id = rows.new_id(now)
    row = {
        "programme_id": programme_id,
        "id": run_id,
        "side": side.value,
        "lang": lang,
        "stamp": asdict(stamp),
        "extra": extra,
        "created_by": added_by,
        "created_at": now,
    }
    rows.add(tx, tables.shortlist_runs, row)
    key = {"programme_id": programme_id, "run_id": run_id}
    state = {"decision": None, "decided_by": "", "version": 1}
    rows.add(tx, tables.suggestions, *({**key, **_columns(each), **state} for each in suggestions))
    return run_id


def get_run(tx: Transaction, programme_id: str, run_id: str) -> StoredRun:
    """The run; raises NotStored."""
    one = rows.matches(tables.shortlist_runs, {"programme_id": programme_id, "id": run_id})
    found = tx.execute(select(*_RUN).where(one)).mappings().one_or_none()
    if found is None:
        raise NotStored("shortlist_runs")
    return read_run(dict(found))


def run_extra(tx: Transaction, programme_id: str, run_id: str) -> Document:
    """What the service keeps with a run (exclusions, matrix, completeness), large as it is; raises NotStored."""
    found: Document = rows.get(tx, tables.shortlist_runs, {"programme_id": programme_id, "id": run_id})["extra"]
    return found


def list_runs(tx: Transaction, programme_id: str, *, after: str = "", limit: int = 100) -> list[StoredRun]:
    """Runs in the order in which they were made, from the one after the id `after`."""
    runs = tables.shortlist_runs
    statement = (
        select(*_RUN)
        .where(runs.c.programme_id == programme_id, runs.c.id > after)
        .order_by(runs.c.id)
        .limit(max(1, min(limit, rows.MOST_ROWS)))
    )
    return [read_run(dict(row)) for row in tx.execute(statement).mappings()]


def latest_run(tx: Transaction, programme_id: str, side: Side) -> StoredRun | None:
    """The newest run of lists for a side, None if there is none."""
    runs = tables.shortlist_runs
    one = rows.matches(runs, {"programme_id": programme_id, "side": side.value})
    found = tx.execute(select(*_RUN).where(one).order_by(runs.c.id.desc()).limit(1)).mappings().one_or_none()
    return None if found is None else read_run(dict(found))


def page_suggestions(
    tx: Transaction,
    programme_id: str,
    run_id: str,
    *,
    after: tuple[str, str] = ("", ""),
    limit: int = 100,
    company_id: str | None = None,
    counterpart_id: str | None = None,
) -> list[StoredSuggestion]:
    """Suggestions of a run by company and counterpart, from the pair beyond `after`, at most `limit` of them."""
    table = tables.suggestions
    named = {"company_id": company_id, "counterpart_id": counterpart_id}
    key = {"programme_id": programme_id, "run_id": run_id} | {name: value for name, value in named.items() if value}
    pair = (table.c.company_id, table.c.counterpart_id)
    statement = (
        select(table)
        .where(rows.matches(table, key), tuple_(*pair) > tuple_(*(literal(one) for one in after)))
        .order_by(*pair)
        .limit(max(1, min(limit, rows.MOST_ROWS)))
    )
    return [_read(dict(row)) for row in tx.execute(statement).mappings()]


def list_suggestions(
    tx: Transaction, programme_id: str, run_id: str, *, company_id: str | None = None, counterpart_id: str | None = None
) -> list[StoredSuggestion]:
    """The suggestions of a run, of one company or counterpart if named, by the ids of the pair for equal ranks."""
    named = {"company_id": company_id, "counterpart_id": counterpart_id}
    key = {"programme_id": programme_id, "run_id": run_id} | {name: value for name, value in named.items() if value}
    found = rows.listed(tx, tables.suggestions, key, by=["rank", "company_id", "counterpart_id"])
    return [_read(row) for row in found]


def get_suggestion(
    tx: Transaction, programme_id: str, run_id: str, company_id: str, counterpart_id: str
) -> StoredSuggestion:
    """One pair of a run; raises NotStored."""
    key = _key(programme_id, run_id, company_id, counterpart_id)
    return _read(rows.get(tx, tables.suggestions, key))


def latest_decisions(tx: Transaction, programme_id: str) -> dict[tuple[str, str], Decision]:
    """What holds for each (company, counterpart): what was decided in the newest run that suggests the pair."""
    columns = tables.suggestions.c
    statement = (
        select(columns.company_id, columns.counterpart_id, columns.decision)
        .where(columns.programme_id == programme_id)
        .order_by(columns.run_id)
    )
    latest = {(company, counterpart): decision for company, counterpart, decision in tx.execute(statement)}
    return {pair: Decision(decision) for pair, decision in sorted(latest.items()) if decision is not None}


def decide_suggestion(
    tx: Transaction,
    programme_id: str,
    run_id: str,
    company_id: str,
    counterpart_id: str,
    decision: Decision | None,
    *,
    decided_by: str,
    expected_version: int,
) -> int:
    """Lock or veto a suggestion, or undo that (None); returns the version. Raises Conflict, NotStored."""
    key = _key(programme_id, run_id, company_id, counterpart_id)
    values = {"decision": None if decision is None else decision.value, "decided_by": decided_by}
    return rows.put(tx, tables.suggestions, key, values, expected_version, {})


def delete_run(tx: Transaction, programme_id: str, run_id: str) -> None:
    """Delete a run with its suggestions and what was shown of it; raises NotStored."""
    if not rows.remove(tx, tables.shortlist_runs, {"programme_id": programme_id, "id": run_id}):
        raise NotStored("shortlist_runs")


def _key(programme_id: str, run_id: str, company_id: str, counterpart_id: str) -> rows.Key:
    return {
        "programme_id": programme_id,
        "run_id": run_id,
        "company_id": company_id,
        "counterpart_id": counterpart_id,
    }


def _columns(suggestion: Suggestion) -> rows.Values:
    values = asdict(suggestion)
    return {**{name: values[name] for name in _FIGURES}, "words": {name: values[name] for name in _WORDS}}


def _read(row: rows.Values) -> StoredSuggestion:
    words: rows.Values = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row["words"].items()
    }
    words["contributions"] = tuple(Contribution(**each) for each in words["contributions"])
    return StoredSuggestion(
        run_id=row["run_id"],
        suggestion=Suggestion(**{name: row[name] for name in _FIGURES}, **words),
        decision=None if row["decision"] is None else Decision(row["decision"]),
        decided_by=row["decided_by"],
        version=row["version"],
    )


def read_run(row: rows.Values) -> StoredRun:
    """The run of a row."""
    stamp = RunStamp(**{**row["stamp"], "options": tuple((name, value) for name, value in row["stamp"]["options"])})
    return StoredRun(**{**row, "side": Side(row["side"]), "stamp": stamp})
