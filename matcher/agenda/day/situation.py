"""An agenda as it stands on the day: who is busy when and where, which tables are free, who may still meet whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matcher.agenda.plan import BY_HAND, Agenda, Meeting
from matcher.agenda.problem import Pair, Party, Problem

Place = tuple[str, int]
"""Venue and table."""
Two = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """An agenda with what is asked of it on the day; slots are counted in time order from 0.

    Attributes:
        slots: their ids; `day` the day row of each, `position` the row of each id.
        parties: by id.
        busy: for each party its slots with the venue where it is then, group sessions included.
        n_meetings: meetings of two of each party.
        by_slot: the meetings of each slot, by the ids of their parties.
        open_pairs: for each party the listed pairs that may meet and do not, by partner; none with parties that have
            gone, and none whose meeting was taken out by hand.
        ways: empty slots between two venues; none where they are next to each other.
        orders: for each pair others with whether it meets before them, where both meet.
        held: the slot of each pair that meets.
    """

    problem: Problem
    slots: tuple[str, ...]
    day: tuple[int, ...]
    position: Mapping[str, int]
    parties: Mapping[str, Party]
    busy: Mapping[str, Mapping[int, str]]
    n_meetings: Mapping[str, int]
    by_slot: tuple[tuple[Meeting, ...], ...]
    open_pairs: Mapping[str, Mapping[str, Pair]]
    ways: Mapping[Two, int]
    orders: Mapping[Two, tuple[tuple[Two, bool], ...]]
    held: Mapping[Two, int]

    def is_idle(self, name: str, t: int) -> bool:
        """Whether a party is there in a slot and has nothing to do."""
        available = self.parties[name].available
        return t not in self.busy[name] and (available is None or self.slots[t] in available)

    def has_room(self, name: str, t: int) -> bool:
        """Whether its limits allow a party one more meeting in a slot."""
        party = self.parties[name]
        if party.max_meetings is not None and self.n_meetings[name] >= party.max_meetings:
            return False
        if party.max_per_day is None:
            return True
        return sum(self.day[u] == self.day[t] for u in self.busy[name]) < party.max_per_day

    def place_for(self, pair: Pair, t: int, freed: Meeting) -> Place | None:
        """A free venue and table for a pair in a slot where the meeting `freed` is not held; None where there is none.

        The place of that meeting comes first; fixed slots, own venues and tables, ways and orders are kept.
        """
        if (pair.slot is not None and pair.slot != self.slots[t]) or not self._keeps_order(pair, t):
            return None
        taken = {(one.venue, one.table) for one in self.by_slot[t] if one != freed}
        two = (self.parties[pair.a], self.parties[pair.b])
        for venue, table in self._places(freed):
            fits = all(
                one.venue in (None, venue) and one.table in (None, table) and self._can_be_at(one.id, venue, t)
                for one in two
            )
            if fits and (venue, table) not in taken:
                return venue, table
        return None

    def _places(self, freed: Meeting) -> Iterator[Place]:
        yield freed.venue, freed.table
        for venue in sorted(self.problem.venues, key=lambda venue: (venue.id != freed.venue, venue.id)):
            for table in range(1, venue.tables + 1):
                yield venue.id, table

    def _can_be_at(self, name: str, venue: str, t: int) -> bool:
        """Whether the party has time for the way from and to its other engagements of the day."""
        return all(
            self.day[u] != self.day[t] or u == t or abs(u - t) > self.ways.get(frozenset((venue, where)), 0)
            for u, where in self.busy[name].items()
        )

    def _keeps_order(self, pair: Pair, t: int) -> bool:
        for other, is_before in self.orders.get(frozenset((pair.a, pair.b)), ()):
            there = self.held.get(other)
            if there is not None and (t >= there if is_before else t <= there):
                return False
        return True


def lay_situation(problem: Problem, agenda: Agenda) -> Situation:
    """The situation of an agenda that keeps the rules of its problem."""
    slots = tuple(sorted(problem.slots, key=lambda slot: slot.start))
    days = sorted({slot.day for slot in slots})
    position = {slot.id: t for t, slot in enumerate(slots)}
    busy: dict[str, dict[int, str]] = {party.id: {} for party in problem.parties}
    n_meetings = dict.fromkeys(busy, 0)
    by_slot: list[list[Meeting]] = [[] for _ in slots]
    held: dict[Two, int] = {}
    for meeting in agenda.meetings:
        t = position[meeting.slot]
        by_slot[t].append(meeting)
        held[frozenset((meeting.a, meeting.b))] = t
        for name in (meeting.a, meeting.b):
            busy[name][t] = meeting.venue
            n_meetings[name] += 1
    groups = {group.id: group for group in problem.groups}
    for session in agenda.groups:
        group, first = groups[session.id], position[session.slot]
        for name in (group.host, *session.guests):
            busy[name].update(dict.fromkeys(range(first, first + group.length), group.venue))
    closed = held.keys() | {frozenset(two) for two in problem.forbidden}
    closed |= {frozenset((one.a, one.b)) for one in agenda.unscheduled if one.why == BY_HAND}
    gone = set(agenda.gone)
    open_pairs: dict[str, dict[str, Pair]] = {name: {} for name in busy}
    for pair in problem.pairs:
        if frozenset((pair.a, pair.b)) not in closed and pair.a not in gone and pair.b not in gone:
            open_pairs[pair.a][pair.b] = open_pairs[pair.b][pair.a] = pair
    return Situation(
        problem=problem,
        slots=tuple(slot.id for slot in slots),
        day=tuple(days.index(slot.day) for slot in slots),
        position=position,
        parties={party.id: party for party in problem.parties},
        busy=busy,
        n_meetings=n_meetings,
        by_slot=tuple(tuple(sorted(ones, key=lambda one: (one.a, one.b))) for ones in by_slot),
        open_pairs=open_pairs,
        ways={frozenset(one.between): one.slots for one in problem.travel},
        orders=_orders(problem),
        held=held,
    )


def _orders(problem: Problem) -> dict[Two, tuple[tuple[Two, bool], ...]]:
    found: defaultdict[Two, list[tuple[Two, bool]]] = defaultdict(list)
    for rule in problem.precedences:
        before, after = frozenset(rule.before), frozenset(rule.after)
        found[before].append((after, True))
        found[after].append((before, False))
    return {two: tuple(others) for two, others in found.items()}
