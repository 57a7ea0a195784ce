"""What became of each meeting from one agenda to the next, for whoever has to be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.agenda.plan import Agenda, Meeting


class Became(StrEnum):
    """What became of a meeting."""

    MOVED = "moved"
    """It has another slot, venue or table."""
    DROPPED = "dropped"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A meeting of `a` and `b`, in order of ids, that is not the same in both agendas; None where one has none."""

    a: str
    b: str
    became: Became
    before: Meeting | None
    after: Meeting | None


def differences(before: Agenda, after: Agenda) -> tuple[Difference, ...]:
    """Every meeting that was moved, dropped or added, by the ids of its parties; both of these have to be told."""
    old = {_ids(meeting): meeting for meeting in before.meetings}
    new = {_ids(meeting): meeting for meeting in after.meetings}
    found = []
    for a, b in sorted(old.keys() | new.keys()):
        was, is_now = old.get((a, b)), new.get((a, b))
        if was is None:
            became = Became.NEW
        elif is_now is None:
            became = Became.DROPPED
        elif _place(was) != _place(is_now):
            became = Became.MOVED
        else:
            continue
        found.append(Difference(a=a, b=b, became=became, before=was, after=is_now))
    return tuple(found)


def _ids(meeting: Meeting) -> tuple[str, str]:
    return min(meeting.a, meeting.b), max(meeting.a, meeting.b)


def _place(meeting: Meeting) -> tuple[str, str, int]:
    return meeting.slot, meeting.venue, meeting.table
