"""What comes out: an agenda with its proof and its open wishes; and what may change it on the day."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.agenda.problem import Pair, Party

BY_HAND = "changed by hand"
"""Why a wish is open that was met before somebody changed the agenda, or two do not meet whom somebody took apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Two parties at table `table` (from 1) of a venue in one slot."""

    a: str
    b: str
    slot: str
    venue: str
    table: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSession:
    """A group that is held: `slot` is the first of its slots, `guests` are those who come."""

    id: str
    slot: str
    guests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """A wish of `party` that the agenda does not meet: of `wanted` it got `got`, for the reason `why`.

    `rule` is one of

    - `min_meetings`: meetings of the party, against its minimum;
    - `must`: must meetings of the party that are held, against all of them; the missing ones are in `unscheduled`;
    - `fairness_floor`: the value that the company got, against its floor;
    - `min_guests`: a group of this host is not held: 0 guests, against its minimum.
    """

    party: str
    rule: str
    wanted: float
    got: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unscheduled:
    """A listed pair that does not meet, and why. Where that is `BY_HAND`, no re-plan brings the meeting back."""

    a: str
    b: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Who meets whom when and where.

    `status` is `optimal`, `feasible` or `infeasible`. `score` is the sum of the scores of the pairs that meet and of
    the guests of groups; `objective` = `score` − idle penalty × idle slots. No agenda that meets each wish at least as
    far as this one can have an objective above `bound`, as `bound_source` (`flow`, `lp` or `cp-sat`) proves; `gap` =
    (`bound` − `objective`) / |`bound`|, 0 where the two are equal, None where only `bound` is 0. After a re-plan, only
    agendas that keep what is past and locked are meant. `seconds` is the time it took. `gone` are the parties that had
    left when it was made, by id: nothing is wanted for them any more, so that `unmet` does not name them.
    """

    status: str
    score: float
    objective: float
    bound: float
    gap: float | None
    bound_source: str
    seed: int
    seconds: float
    meetings: tuple[Meeting, ...] = ()
    groups: tuple[GroupSession, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    unscheduled: tuple[Unscheduled, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A party that is not there before slot `until`."""

    party: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What happened since the agenda was made.

    Slots before `now` are past and stay as they are, with sessions that began in them; None means that the event has
    not begun. From `now` on, parties in `gone` meet nobody and those in `late` nobody before their slot. Pairs in
    `locked` keep their meeting, slot and place.
    """

    now: str | None = None
    gone: tuple[str, ...] = ()
    late: tuple[Late, ...] = ()
    added_parties: tuple[Party, ...] = ()
    added_pairs: tuple[Pair, ...] = ()
    locked: tuple[tuple[str, str], ...] = ()
