"""The list that one party is shown, read with few and small statements: the page that most look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

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


def own_list(tx: Transaction, programme_id: str, party_id: str, *, top: int) -> OwnList | None:
    """The party's list, at most `top` entries; None while no lists were made for its side. Raises NotStored."""
    named = {"programme_id": programme_id, "party_id": party_id}
    newest = tx.execute(_NEWEST, named).one_or_none()
    if newest is None:
        raise NotStored("parties")
    if newest.run_id is None:
        return None
    side = Side(newest.side)
    found = tx.execute(_ENTRIES[side], {**named, "run_id": newest.run_id, "top": top})
    return OwnList(run_id=newest.run_id, side=side, lang=newest.lang, entries=tuple(_entry(row, side) for row in found))


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
_NEWEST = (
    select(_PARTIES.c.side, _RUNS.c.id.label("run_id"), _RUNS.c.lang)
    .outerjoin(_RUNS, and_(_RUNS.c.programme_id == _PARTIES.c.programme_id, _RUNS.c.side == _PARTIES.c.side))
    .where(_PARTIES.c.programme_id == bindparam("programme_id"), _PARTIES.c.id == bindparam("party_id"))
    .order_by(_RUNS.c.id.desc())
    .limit(1)
)
"""The party's side, and the newest run for it. Made once: making a statement costs more than answering it."""
