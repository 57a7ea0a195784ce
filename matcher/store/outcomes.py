"""What came of meetings, as each side tells it: held or not, how good, why not, and what followed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.vocabulary import FollowUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What one side says. None is "not said". `rating` is 1 to 5, `value_eur` what an agreement is worth, in euro."""

    is_kept: bool | None = None
    rating: int | None = None
    reason: str = ""
    follow_up: FollowUp | None = None
    value_eur: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The feedback of `party_id` on its meeting with `other_id` at an event."""

    programme_id: str
    event_id: str
    party_id: str
    other_id: str
    feedback: Feedback
    said_by: str
    said_at: datetime.datetime
    version: int


def save_outcome(
    tx: Transaction,
    programme_id: str,
    event_id: str,
    party_id: str,
    other_id: str,
    feedback: Feedback,
    *,
    said_by: str,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Store what a party says of a meeting (`expected_version` 0), or change it; returns the version.

    Raises:
        Conflict: another version is stored.
        NotStored: a version was expected and there is none.
        MissingReference: the event or one of the two is not in the programme.
    """
    key = {"programme_id": programme_id, "event_id": event_id, "party_id": party_id, "other_id": other_id}
    values = {
        "is_kept": feedback.is_kept,
        "rating": feedback.rating,
        "reason": feedback.reason,
        "follow_up": None if feedback.follow_up is None else feedback.follow_up.value,
        "value_eur": feedback.value_eur,
        "said_by": said_by,
        "said_at": now,
    }
    return rows.put(tx, tables.outcomes, key, values, expected_version, {})


def list_outcomes(
    tx: Transaction, programme_id: str, *, event_id: str | None = None, party_id: str | None = None
) -> list[Outcome]:
    """What was said, of one event or all, by one party or all; by event, party and the other."""
    named = {"event_id": event_id, "party_id": party_id}
    key = {"programme_id": programme_id} | {name: value for name, value in named.items() if value is not None}
    return [_read(row) for row in rows.listed(tx, tables.outcomes, key, by=["event_id", "party_id", "other_id"])]


def _read(row: rows.Values) -> Outcome:
    feedback = Feedback(
        is_kept=row["is_kept"],
        rating=row["rating"],
        reason=row["reason"],
        follow_up=None if row["follow_up"] is None else FollowUp(row["follow_up"]),
        value_eur=row["value_eur"],
    )
    return Outcome(
        programme_id=row["programme_id"],
        event_id=row["event_id"],
        party_id=row["party_id"],
        other_id=row["other_id"],
        feedback=feedback,
        said_by=row["said_by"],
        said_at=row["said_at"],
        version=row["version"],
    )
