"""An agenda as people read it: names for ids, in the order of the day. Every form of export is made from this."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from matcher.agenda.problem import Slot, Venue


class Change(StrEnum):
    """What became of an engagement since the agenda before; `GUESTS`: a session has other guests, at the same place."""

    NONE = "none"
    NEW = "new"
    MOVED = "moved"
    GUESTS = "guests"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A party by its name: its own, else its id; names that two parties share have the id added."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A meeting of two or a group session.

    `key` names it whatever its time and place. `start` (included) and `end` (excluded) are naive, local to the event.
    `parties` are the two of a meeting, companies first, or the host and then the guests of a session. `table` is None
    and `group` the id of the group for a session; `group` is "" for a meeting. `slots` are the ids of its slots.
    `sequence` counts how often it changed through the agendas before, 0 if never.
    """

    key: str
    start: datetime.datetime
    end: datetime.datetime
    slots: tuple[str, ...]
    parties: tuple[Who, ...]
    venue: str
    table: int | None
    group: str = ""
    change: Change = Change.NONE
    sequence: int = 0

    def others(self, party: str) -> tuple[Who, ...]:
        """Those whom `party`, an id, is engaged with: everybody else for a host, the host for a guest."""
        if self.group and self.parties[0].id != party:
            return self.parties[:1]
        return tuple(who for who in self.parties if who.id != party)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A time between two slots of a day in which nobody meets; naive, local to the event."""

    start: datetime.datetime
    end: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """One party's agenda in time order, and the slots in which it is available and not engaged.

    `cancelled` are the engagements that it had in an agenda before and has no more, as they last were.
    """

    who: Who
    entries: tuple[Entry, ...]
    cancelled: tuple[Entry, ...]
    free: tuple[Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """One day with its slots, its breaks and engagements, each in time order."""

    date: datetime.date
    slots: tuple[Slot, ...]
    breaks: tuple[Break, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetView:
    """A wish that is not met, as in `matcher.agenda.plan.Unmet`."""

    who: Who
    rule: str
    wanted: float
    got: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnscheduledView:
    """Two who could meet and do not, companies first."""

    first: Who
    second: Who
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one party has to be told: `before` is None for something new, `after` for something cancelled."""

    who: Who
    change: Change
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What the agenda is worth and how near it is to the best, as in `matcher.agenda.plan.Agenda`."""

    status: str
    score: float
    objective: float
    bound: float
    gap: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """Everything that an export shows, sorted: parties by name, engagements by time, venue and table.

    `cancelled` are the engagements of agendas before that nobody has any more, with their last time and place.
    `is_replan` says whether there was an agenda before; without one, `cancelled` and `notices` are empty. `seed` is
    what the agenda was drawn from, `data_hash` names the files that it was read from, "" if they are not known.
    """

    event: str
    timezone: str
    days: tuple[DayView, ...]
    venues: tuple[Venue, ...]
    parties: tuple[PartyView, ...]
    entries: tuple[Entry, ...]
    worth: Worth
    unmet: tuple[UnmetView, ...]
    unscheduled: tuple[UnscheduledView, ...]
    is_replan: bool
    cancelled: tuple[Entry, ...]
    notices: tuple[Notice, ...]
    seed: int
    data_hash: str

    @property
    def idle(self) -> tuple[Who, ...]:
        """The parties that have nothing in the agenda, by name."""
        return tuple(one.who for one in self.parties if not one.entries)
