"""The list that one party is shown, read with few and small statements: the page that most look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.errors import NotStored
from matcher.store.vocabulary import Decision
from matcher.suggestions import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntry:
    """One suggestion as the party may see it: no figure of anybody's interest. `kind` is the other's kind by now."""

    other_id: str
    name: str = field(repr=False)
    kind: str
    rank: int
    words: rows.Document = field(repr=False)
    is_locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnList:
    """The newest run for the party's side, and what it suggests to the party, best first, without what was vetoed.

    `words` of an entry has `reasons`, `evidence`, `against`, `unknown` and `improvement`.
    """

    run_id: str
    side: Side
    lang: str
    entries: tuple[OwnEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnListState:
    """What a party's list follows from: two equal states have equal lists. `run_id` is None without lists."""

    side: Side
    run_id: str | None
    lang: str | None
    suggestions: int
    decisions: int
    others: int
    erasures: int


def own_list_state(tx: Transaction, programme_id: str, party_id: str) -> OwnListState:
    """The state of the party's list, which costs far less than the list. Raises NotStored."""
    found = tx.execute(_STATE, {"programme_id": programme_id, "party_id": party_id}).mappings().one_or_none()
    if found is None:
        raise NotStored("parties")
    return OwnListState(**{**found, "side": Side(found["side"])})


def own_list(tx: Transaction, programme_id: str, party_id: str, *, top: int) -> OwnList | None:
    """The party's list, at most `top` entries; None while no lists were made for its side. Raises NotStored."""
    state = own_list_state(tx, programme_id, party_id)
    if state.run_id is None or state.lang is None:
        return None
    named = {"programme_id": programme_id, "party_id": party_id, "run_id": state.run_id, "top": top}
    entries = tuple(_entry(row, state.side) for row in tx.execute(_ENTRIES[state.side], named))
    return OwnList(run_id=state.run_id, side=state.side, lang=state.lang, entries=entries)


def _entry(row: Any, side: Side) -> OwnEntry:
    return OwnEntry(
        other_id=row.other_id,
        name=row.words["counterpart_name" if side is Side.STARTUPS else "company_name"],
        kind=row.kind,
        rank=row.rank,
        words=row.words,
        is_locked=row.decision == Decision.LOCKED,
    )


def _entries(own: str, other: str) -> Select[Any]:
    """The suggestions of the party in the column `own`, with the kinds of those in the column `other`."""
    suggestions, parties = tables.suggestions, tables.parties
    same = and_(parties.c.programme_id == suggestions.c.programme_id, parties.c.id == suggestions.c[other])
    return (
        select(
            suggestions.c[other].label("other_id"),
            suggestions.c.rank,
            suggestions.c.decision,
            suggestions.c.words,
            parties.c.profile["kind"].as_string().label("kind"),
        )
        .join(parties, same)
        .where(
            suggestions.c.programme_id == bindparam("programme_id"),
            suggestions.c.run_id == bindparam("run_id"),
            suggestions.c[own] == bindparam("party_id"),
            suggestions.c.decision.is_distinct_from(Decision.VETOED.value),
        )
        .order_by(suggestions.c.rank, suggestions.c.company_id, suggestions.c.counterpart_id)
        .limit(bindparam("top"))
    )


_ENTRIES = {
    Side.STARTUPS: _entries("company_id", "counterpart_id"),
    Side.COUNTERPARTS: _entries("counterpart_id", "company_id"),
}
_PARTIES, _RUNS = tables.parties, tables.shortlist_runs
_OTHERS, _EVERY_RUN = tables.parties.alias(), tables.shortlist_runs.alias()
_AS_COMPANY, _AS_COUNTERPART = tables.suggestions.alias(), tables.suggestions.alias()
_NEWEST = (
    select(_EVERY_RUN.c.id)
    .where(_EVERY_RUN.c.programme_id == _PARTIES.c.programme_id, _EVERY_RUN.c.side == _PARTIES.c.side)
    .order_by(_EVERY_RUN.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_ERASED = select(func.count()).where(tables.erasures.c.programme_id == bindparam("programme_id")).scalar_subquery()


def _pairs_of(pairs: Any, own: str) -> ColumnElement[bool]:
    """The pairs of the run in which the party stands in the column `own`: none but on its own side."""
    return and_(
        pairs.c.programme_id == _RUNS.c.programme_id, pairs.c.run_id == _RUNS.c.id, pairs.c[own] == _PARTIES.c.id
    )


_STATE = (
    select(
        _PARTIES.c.side,
        _RUNS.c.id.label("run_id"),
        _RUNS.c.lang,
        func.count(_OTHERS.c.id).label("suggestions"),
        func.sum(func.coalesce(_AS_COMPANY.c.version, _AS_COUNTERPART.c.version, 0)).label("decisions"),
        func.sum(func.coalesce(_OTHERS.c.version, 0)).label("others"),
        _ERASED.label("erasures"),
    )
    .select_from(_PARTIES)
    .outerjoin(_RUNS, and_(_RUNS.c.programme_id == _PARTIES.c.programme_id, _RUNS.c.id == _NEWEST))
    .outerjoin(_AS_COMPANY, _pairs_of(_AS_COMPANY, "company_id"))
    .outerjoin(_AS_COUNTERPART, _pairs_of(_AS_COUNTERPART, "counterpart_id"))
    .outerjoin(
        _OTHERS,
        and_(
            _OTHERS.c.programme_id == _PARTIES.c.programme_id,
            _OTHERS.c.id == func.coalesce(_AS_COMPANY.c.counterpart_id, _AS_COUNTERPART.c.company_id),
        ),
    )
    .where(_PARTIES.c.programme_id == bindparam("programme_id"), _PARTIES.c.id == bindparam("party_id"))
    .group_by(_PARTIES.c.side, _RUNS.c.id, _RUNS.c.lang)
)
"""Versions only grow, and what is deleted lowers the number. Made once: making one takes longer than its answer."""
