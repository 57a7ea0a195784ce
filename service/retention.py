"""When the time is over for which a programme said that it keeps its parties, and letting them go then."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.store import Store, rows, tables
from matcher.store.audit import note_act
from matcher.store.events import list_events
from matcher.store.privacy import erase_again, party_hash
from matcher.store.programmes import get_programme
from matcher.store.rows import Document

DEFAULT_DAYS = 365
"""For how long after its end a programme that says nothing keeps its parties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The last day of a programme's events (None without any), the last on which parties are kept, and their ids."""

    ended_on: datetime.date | None
    kept_until: datetime.date | None
    party_ids: tuple[str, ...]

    def is_over(self, today: datetime.date) -> bool:
        """Whether parties are there that should not be any more."""
        return self.kept_until is not None and today > self.kept_until and bool(self.party_ids)


def retention_of(store: Store, programme_id: str) -> Retention:
    """What a programme keeps and until when; raises NotStored."""
    with store.reading() as tx:
        settings = get_programme(tx, programme_id).settings
        ended_on = last_day(event.plan for event in list_events(tx, programme_id))
        found = rows.listed(tx, tables.parties, {"programme_id": programme_id}, by=["id"])
    days = datetime.timedelta(days=int(settings.get("retention_days", DEFAULT_DAYS)))
    return Retention(
        ended_on=ended_on,
        kept_until=None if ended_on is None else ended_on + days,
        party_ids=tuple(row["id"] for row in found),
    )


def last_day(plans: Iterable[Document]) -> datetime.date | None:
    """The latest day of events, None without any."""
    days = [str(day["date"]) for plan in plans for day in plan.get("days", ())]
    return max(map(datetime.date.fromisoformat, days), default=None)


def let_go(store: Store, programme_id: str, *, erased_by: str, now: datetime.datetime) -> int:
    """Erase every party of a programme whose time is over; returns how many, 0 while it is not.

    Raises:
        NotStored: there is no such programme.
        DatabaseFailure: the rows are erased, but their bytes are not, as others use the database.
    """
    found = retention_of(store, programme_id)
    if not found.is_over(now.date()):
        return 0
    with store.writing() as tx:
        detail = {"parties": len(found.party_ids)}
        note_act(tx, programme_id, actor=erased_by, action="privacy.expire", subject="", detail=detail, now=now)
    hashes = [(programme_id, party_hash(programme_id, party_id), now) for party_id in found.party_ids]
    return erase_again(store, hashes)
