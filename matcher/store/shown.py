"""What was shown to whom, and where in a list: without it, feedback cannot be told from what nobody ever saw."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.store import rows, tables
from matcher.store.engine import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`other_id` was shown to `viewer_id` at `rank` of a run, on the page or in the file that `place` names."""

    programme_id: str
    id: str
    run_id: str
    viewer_id: str
    other_id: str
    rank: int
    place: str
    shown_at: datetime.datetime


def note_shown(
    tx: Transaction,
    programme_id: str,
    run_id: str,
    viewer_id: str,
    others: Sequence[tuple[str, int]],
    *,
    place: str,
    now: datetime.datetime,
) -> None:
    """Note that these parties, each with its rank, were shown to one. Raises MissingReference."""
    fixed = {"programme_id": programme_id, "run_id": run_id, "viewer_id": viewer_id, "place": place, "shown_at": now}
    noted = [{**fixed, "id": rows.new_id(now), "other_id": other_id, "rank": rank} for other_id, rank in others]
    rows.add(tx, tables.shown, *noted)


def list_shown(
    tx: Transaction, programme_id: str, *, viewer_id: str | None = None, after: str = "", limit: int = 1000
) -> list[Shown]:
    """What was shown, to one party or to all, in the order of time, from the one after the id `after`."""
    key = {"programme_id": programme_id} | ({} if viewer_id is None else {"viewer_id": viewer_id})
    return [Shown(**row) for row in rows.paged(tx, tables.shown, key, after=after, limit=limit)]
