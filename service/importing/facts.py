"""Taking what a preview says beside profiles: wishes, when parties are there, and what happened before."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from matcher.profiles import Interaction, Money
from matcher.store import Transaction, Wish
from matcher.store.history import add_interactions
from matcher.store.preferences import find_preference, save_preference
from matcher.store.presences import find_presence, save_presence

Row = Mapping[str, Any]


def take_preferences(
    tx: Transaction, programme_id: str, told: Iterable[Row], *, taken_by: str, now: datetime.datetime
) -> dict[str, int]:
    """Store each wish, in place of what the party said before of the same other; returns counts by what changed."""
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for row in told:
        before = find_preference(tx, programme_id, row["party"], row["about"])
        wish, reason = Wish(row["wish"]), row["note"]
        same = before is not None and (before.wish, before.reason) == (wish, reason)
        counts["unchanged" if same else "added" if before is None else "changed"] += 1
        if not same:
            save_preference(
                tx,
                programme_id,
                row["party"],
                row["about"],
                wish=wish,
                reason=reason,
                stated_by=taken_by,
                expected_version=0 if before is None else before.version,
                now=now,
            )
    return counts


def take_presences(
    tx: Transaction, programme_id: str, told: Iterable[Row], *, taken_by: str, now: datetime.datetime
) -> None:
    """Store when parties are there. What a table of profiles says does not replace what was said otherwise."""
    for row in told:
        before = find_presence(tx, programme_id, row["party"])
        is_newer = before is None or not row["column"] or before.column
        if is_newer and (before is None or (before.words, before.column) != (row["words"], row["column"])):
            save_presence(
                tx,
                programme_id,
                row["party"],
                words=row["words"],
                column=row["column"],
                stated_by=taken_by,
                expected_version=0 if before is None else before.version,
                now=now,
            )


def take_interactions(tx: Transaction, programme_id: str, told: Iterable[Row]) -> dict[str, int]:
    """Keep each fact once; returns counts by whether it was known."""
    facts = [read_interaction(row) for row in told]
    added = add_interactions(tx, programme_id, facts)
    return {"added": added, "changed": 0, "unchanged": len(facts) - added}


def read_interaction(row: Row) -> Interaction:
    """The fact that a row of a preview tells."""
    date, amount = row["date"], row["amount"]
    return Interaction(
        startup_id=row["startup_id"],
        counterpart_id=row["counterpart_id"],
        date=None if date is None else datetime.date.fromisoformat(date),
        relation=row["relation"],
        outcome=row["outcome"],
        stage_label=row["stage_label"],
        amount=None if amount is None else Money(**amount),
    )
