"""What an agenda is made from: an event's slots and venues, its parties, and who may meet whom at what worth."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The event that the agenda is for; `timezone` is an IANA name such as `America/Los_Angeles`."""

    name: str
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of time in which a meeting fits: `start` (included) to `end` (excluded), naive, local to the event.

    A start or end that the clock shows twice (the end of daylight saving) means the first time.
    """

    id: str
    start: datetime.datetime
    end: datetime.datetime

    @property
    def day(self) -> datetime.date:
        """The day that the slot belongs to: the date of its start."""
        return self.start.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A place with `tables` ≥ 0 tables, numbered from 1; each holds one meeting a slot. A group session takes none."""

    id: str
    tables: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """The way between two venues, in either direction, takes `slots` ≥ 0 whole slots of a day without engagement."""

    between: tuple[str, str]
    slots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One who meets others.

    `available` are the ids of the slots in which the party can be engaged, in time order; None means all. The meetings
    of the party number at least `min_meetings` and at most `max_meetings`; `max_per_day` limits its busy slots of a
    day, those of group sessions included. None means no limit. `venue` is the only venue of its meetings, `table` its
    table there (given only where the venue is certain); group sessions are held where they are held.
    `weight` > 0 says how much the party counts where a choice is made among parties whose wishes cannot all be met;
    it is no factor of any score. `kind` is one of `matcher.profiles.ProfileKind`; `name` is for people, "" if unknown.
    """

    id: str
    kind: str
    available: tuple[str, ...] | None = None
    min_meetings: int = 0
    max_meetings: int | None = None
    max_per_day: int | None = None
    venue: str | None = None
    weight: float = 1.0
    name: str = ""
    table: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two parties that may meet, once; `score` ≥ 0 is what their meeting is worth.

    `must` asks for the meeting; `slot` is the only slot in which it may be held, None for any.
    """

    a: str
    b: str
    score: float
    must: bool = False
    slot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A session of one host with several guests at once: a visit, a pitch, a training.

    It is held at most once, at `venue`, from one of the start slots `slots` (in time order) over `length` ≥ 1
    consecutive slots of that day, with `min_guests` to `max_guests` of `guests` (party id → score ≥ 0). The host and
    the guests who come are busy in all these slots.
    """

    id: str
    host: str
    venue: str
    guests: Mapping[str, float]
    min_guests: int
    max_guests: int
    slots: tuple[str, ...]
    length: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What is weighed beside the score.

    Each idle slot between a party's first and last meeting of a day costs `idle_penalty` ≥ 0. Each company gets at
    least `fairness_floor`, in [0, 1], of its own ideal; 0 asks for nothing.
    """

    idle_penalty: float = 0.0
    fairness_floor: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """Where both pairs meet, `before` meets in an earlier slot than `after`. An extension of the file format."""

    before: tuple[str, str]
    after: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything that an agenda is made from.

    `slots` are in time order, do not overlap and all lie on the local calendar; the other tuples keep the order of
    their source, which means nothing. Ids are unique in each tuple and every id that is referred to exists. `forbidden`
    pairs never meet; among `pairs` no two parties are listed twice, in either order.
    """

    event: Event
    slots: tuple[Slot, ...]
    venues: tuple[Venue, ...]
    parties: tuple[Party, ...]
    pairs: tuple[Pair, ...]
    travel: tuple[Travel, ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()
    groups: tuple[Group, ...] = ()
    objective: Objective = field(default_factory=Objective)
    precedences: tuple[Precedence, ...] = ()
