"""An event as its organiser describes it, before anybody is invited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.agenda.problem import Event, Objective, Slot, Travel, Venue
from matcher.profiles import COMPANY_KINDS, ProfileKind

COMPANY, COUNTERPART = "company", "counterpart"
"""The two sides, as limits name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many meetings a party has at least and at most, and its busy slots of a day; None where nothing is said."""

    min_meetings: int | None = None
    max_meetings: int | None = None
    max_per_day: int | None = None

    def over(self, other: Limits) -> Limits:
        """These limits, and those of `other` where these say nothing."""
        return Limits(
            min_meetings=other.min_meetings if self.min_meetings is None else self.min_meetings,
            max_meetings=other.max_meetings if self.max_meetings is None else self.max_meetings,
            max_per_day=other.max_per_day if self.max_per_day is None else self.max_per_day,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPlan:
    """What is said of one party, by id or name. `available` are times in words, None for always."""

    party: str
    available: tuple[str, ...] | None = None
    limits: Limits = field(default_factory=Limits)
    venue: str | None = None
    table: int | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A group session to be filled from scores. `when` are times in words, empty for any.

    `guests` are the ids or names of those who may come; None means everyone of the other side whose score with the host
    is at least `least_score`.
    """

    id: str
    host: str
    venue: str
    guests: tuple[str, ...] | None
    least_score: float
    min_guests: int
    max_guests: int
    length: int
    when: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How pairs are listed (`matcher.agenda.programme.listing`): none below `least_score` unless a minimum needs it."""

    least_score: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlan:
    """An event: `slots` are in time order. `limits` are by kind or side; `forbidden` are ids or names as written."""

    source: str
    event: Event
    slots: tuple[Slot, ...]
    venues: tuple[Venue, ...]
    travel: tuple[Travel, ...] = ()
    limits: Mapping[str, Limits] = field(default_factory=dict)
    parties: tuple[PartyPlan, ...] = ()
    visits: tuple[Visit, ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()
    objective: Objective = field(default_factory=Objective)
    listing: Listing = field(default_factory=Listing)

    def limits_of(self, kind: ProfileKind, own: Limits) -> Limits:
        """The limits of a party: its own, else those of its kind, else those of its side."""
        side = COMPANY if kind in COMPANY_KINDS else COUNTERPART
        nothing = Limits()
        return own.over(self.limits.get(kind.value, nothing)).over(self.limits.get(side, nothing))
