"""An instance of the B2B scheduling problem: who meets whom, what keeps them from a slot, how many tables there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Session(IntEnum):
    """The part of the day that a meeting is held in, numbered as in the files."""

    MORNING = 1
    AFTERNOON = 2
    ANY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that must be held once: two different participants, by position in `Instance.forbidden`.

    `slot` is the slot that it is fixed to, None if it may be moved. `after` are the positions in `Instance.meetings` of
    the meetings that must lie in earlier slots.
    """

    first: int
    second: int
    session: Session = Session.ANY
    slot: int | None = None
    after: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """Meetings to be timed in `n_slots` slots, of which the first `n_morning_slots` are the morning.

    Slots, participants and meetings count from 0 here and from 1 in the files. `forbidden` has, for each participant,
    the slots that he or she cannot meet in. At most `n_tables` meetings share a slot; a participant has at most one in
    each. A break is an unbroken run of slots without a meeting between two meetings of one participant, whatever its
    length and whatever keeps the participant from meeting in it; the step from morning to afternoon is none by itself.
    No two participants may differ by more than `most_unlike` in their numbers of breaks, those without meetings having
    0. The aim is the least sum of breaks.
    """

    name: str
    n_slots: int
    n_morning_slots: int
    n_tables: int
    meetings: tuple[Meeting, ...]
    forbidden: tuple[frozenset[int], ...]
    most_unlike: int = 2

    @property
    def n_participants(self) -> int:
        """How many participants there are, with or without meetings."""
        return len(self.forbidden)

    def meetings_of(self) -> tuple[tuple[int, ...], ...]:
        """The positions of each participant's meetings, ascending."""
        found: list[list[int]] = [[] for _ in self.forbidden]
        for row, meeting in enumerate(self.meetings):
            found[meeting.first].append(row)
            found[meeting.second].append(row)
        return tuple(tuple(rows) for rows in found)
