"""What to change about an event before its agenda is made: who cannot get its minimum, and what one more would give.

Everything rests on relaxations (`matcher.agenda.relaxation`), so every figure is a bound: no agenda is worth more than
`Advice.value`, and none meets the minimums with fewer tables. What one more table gives is by how much the bound rises.
Agendas come near their bounds (decision record 0012), so that is about what can be won, but no promise.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from matcher.agenda.attendance import Calendar, lay_calendar, most_at_once, most_meetings
from matcher.agenda.problem import Party, Problem, Slot, Venue
from matcher.agenda.relaxation import Relaxation, Relaxed
from matcher.profiles import COMPANY_KINDS

SURE = 1e-4
"""Differences below this share of a value are rounding."""


class Cause(StrEnum):
    """Why a party cannot have its minimum of meetings."""

    PARTNERS = "partners"
    SLOTS = "slots"
    TOGETHER = "together"


class Resource(StrEnum):
    """What an organiser can give more of."""

    TABLE = "table"
    SLOT = "slot"
    COMPANY_MEETINGS = "company_meetings"
    COUNTERPART_MEETINGS = "counterpart_meetings"
    PER_DAY = "per_day"
    PRESENCE = "presence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """A party that gets `possible` meetings at most of its minimum `wanted`.

    Its `cause` is too few listed partners that are there with it, too few slots of its own, or, where it could have its
    minimum alone, that others need the same partners and tables; then `possible` is one way to share what there is.
    """

    party: str
    wanted: int
    possible: int
    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotUse:
    """How many tables there are in a slot, and how many meetings those who are there can hold in it at once."""

    slot: str
    tables: int
    at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What one more of a resource gives: how far the bound rises, and how many missing meetings of minimums are found.

    `where` is the venue of a table or the day of a slot, "" for the others, which are one more for each party.
    """

    resource: Resource
    where: str
    value: float
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What an event allows and what limits it.

    `value` is what no agenda can exceed, sessions included, and `n_meetings` how many meetings that takes. No agenda
    meets as many of the minimums as can be met with fewer than `tables_for_minimums` tables or, at the tables there
    are, `slots_for_minimums` slots (None without a table). From `tables_enough` tables on, more of them do not raise
    `value`, wherever they stand.
    `missing` is by how many meetings minimums must be missed in all. `gains` are by size, the largest first.
    """

    n_tables: int
    n_slots: int
    value: float
    n_meetings: int
    missing: int
    tables_for_minimums: int
    tables_enough: int
    slots_for_minimums: int | None
    shortages: tuple[Shortage, ...]
    slots: tuple[SlotUse, ...]
    gains: tuple[Gain, ...]

    @property
    def binding(self) -> tuple[Gain, ...]:
        """The gains that are any."""
        return tuple(gain for gain in self.gains if gain.value > SURE * max(1.0, self.value) or gain.found)


def advise(problem: Problem) -> Advice:
    """Advice on a problem; parties and slots in its order.

    Raises:
        AbbinaError: a linear program fails, which it never should.
    """
    calendar = lay_calendar(problem)
    relaxation = Relaxation(problem)
    free, wished = relaxation.best(wishes=False), relaxation.best(wishes=True)
    n_tables = sum(venue.tables for venue in problem.venues)
    at_once = most_at_once(problem, calendar)
    has_minimums = any(party.min_meetings for party in problem.parties)
    together = _at_one_place(problem)
    ceiling = max(most_at_once(together, calendar).values(), default=0)
    anywhere = Relaxation(together)
    return Advice(
        n_tables=n_tables,
        n_slots=len(problem.slots),
        value=free.value,
        n_meetings=_whole(free.n_meetings),
        missing=_missing(wished),
        tables_for_minimums=(
            _fewest_tables(ceiling, lambda n: _missing(anywhere.best(wishes=True, n_tables=n))) if has_minimums else 0
        ),
        tables_enough=_fewest_tables(ceiling, lambda n: -anywhere.best(wishes=False, n_tables=n).value),
        slots_for_minimums=_slots_for_minimums(problem, n_tables),
        shortages=tuple(_shortages(problem, calendar, wished.missing)),
        slots=tuple(SlotUse(slot=slot.id, tables=n_tables, at_once=at_once[slot.id]) for slot in problem.slots),
        gains=_gains(problem, free, wished),
    )


def _fewest_tables(ceiling: int, harm: Callable[[int], float]) -> int:
    """The fewest tables, wherever they stand, with which `harm` is no greater than with as many as can be used."""
    least_harm = harm(ceiling)
    low, high = 0, ceiling
    while low < high:
        middle = (low + high) // 2
        if harm(middle) <= least_harm + SURE * max(1.0, abs(least_harm)):
            high = middle
        else:
            low = middle + 1
    return low


def _at_one_place(problem: Problem) -> Problem:
    """The same with tables for all at one place, which allows no less than as many tables at several places."""
    place = Venue(id="\0", tables=len(problem.parties))
    groups = tuple(replace(group, venue=place.id) for group in problem.groups)
    parties = tuple(replace(party, venue=None, table=None) for party in problem.parties)
    return replace(problem, venues=(place,), travel=(), groups=groups, parties=parties)


def _slots_for_minimums(problem: Problem, n_tables: int) -> int | None:
    """By counting: a party is in one meeting a slot, and a meeting serves one party of each side at one table."""
    if not n_tables:
        return None
    companies = sum(party.min_meetings for party in problem.parties if party.kind in COMPANY_KINDS)
    others = sum(party.min_meetings for party in problem.parties if party.kind not in COMPANY_KINDS)
    longest = max((party.min_meetings for party in problem.parties), default=0)
    return max(longest, math.ceil(max(companies, others) / n_tables))


def _shortages(problem: Problem, calendar: Calendar, missing: Mapping[str, float]) -> Iterator[Shortage]:
    partners = dict.fromkeys((party.id for party in problem.parties), 0)
    reach: dict[str, frozenset[str]] = dict.fromkeys(partners, frozenset())
    for pair, common in calendar.pairs:
        for one in (pair.a, pair.b):
            partners[one] += 1
            reach[one] |= common
    for party in problem.parties:
        met = replace(calendar, there={**calendar.there, party.id: reach[party.id]}) if party.min_meetings else calendar
        n_slots = most_meetings(party, met)
        alone = min(partners[party.id], n_slots)
        short = math.ceil(missing.get(party.id, 0.0) - SURE)
        if alone < party.min_meetings:
            cause = Cause.PARTNERS if partners[party.id] < party.min_meetings else Cause.SLOTS
            yield Shortage(party=party.id, wanted=party.min_meetings, possible=alone, cause=cause)
        elif short > 0:
            possible = party.min_meetings - short
            yield Shortage(party=party.id, wanted=party.min_meetings, possible=possible, cause=Cause.TOGETHER)


def _gains(problem: Problem, free: Relaxed, wished: Relaxed) -> tuple[Gain, ...]:
    gains = []
    for resource, where, richer in _richer(problem):
        relaxation = Relaxation(richer)
        value = max(relaxation.best(wishes=False).value - free.value, 0.0)
        # More of anything never makes more minimums unmet, so where none is there is nothing to find.
        found = _missing(wished) - _missing(relaxation.best(wishes=True)) if wished.missing else 0
        gains.append(Gain(resource=resource, where=where, value=value, found=max(found, 0)))
    return tuple(sorted(gains, key=lambda gain: (-gain.found, -round(gain.value, 6), gain.resource, gain.where)))


def _richer(problem: Problem) -> Iterator[tuple[Resource, str, Problem]]:
    """The problem with one more of each resource in turn."""
    for venue in problem.venues:
        if venue.tables:
            more = tuple(replace(one, tables=one.tables + (one.id == venue.id)) for one in problem.venues)
            yield Resource.TABLE, venue.id, replace(problem, venues=more)
    for day in sorted({slot.day for slot in problem.slots}):
        yield Resource.SLOT, day.isoformat(), _with_slot(problem, day)

    def for_each(change: Callable[[Party], Party]) -> Problem:
        return replace(problem, parties=tuple(change(party) for party in problem.parties))

    yield Resource.COMPANY_MEETINGS, "", for_each(lambda party: _may_meet_more(party, is_company=True))
    yield Resource.COUNTERPART_MEETINGS, "", for_each(lambda party: _may_meet_more(party, is_company=False))
    yield (
        Resource.PER_DAY,
        "",
        for_each(lambda one: one if one.max_per_day is None else replace(one, max_per_day=one.max_per_day + 1)),
    )
    yield Resource.PRESENCE, "", for_each(lambda party: replace(party, available=None))


def _may_meet_more(party: Party, *, is_company: bool) -> Party:
    if party.max_meetings is None or (party.kind in COMPANY_KINDS) != is_company:
        return party
    return replace(party, max_meetings=party.max_meetings + 1)


def _with_slot(problem: Problem, day: datetime.date) -> Problem:
    """The same with a slot after the last one of a day, for those who are there in that one."""
    last = max((slot for slot in problem.slots if slot.day == day), key=lambda slot: (slot.start, slot.id))
    more = Slot(id="\0", start=last.start, end=last.end)

    def stay(party: Party) -> Party:
        if party.available is None or last.id not in party.available:
            return party
        return replace(party, available=(*party.available, more.id))

    return replace(problem, slots=(*problem.slots, more), parties=tuple(map(stay, problem.parties)))


def _missing(found: Relaxed) -> int:
    """Missing meetings, whole: a fraction of a meeting is a meeting."""
    return _whole(math.fsum(found.missing.values()))


def _whole(amount: float) -> int:
    return math.ceil(amount - SURE)
