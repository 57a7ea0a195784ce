"""An agenda laid over its problem: who is engaged in which slots, where, and with whom."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from matcher.agenda.plan import Agenda, GroupSession, Meeting
from matcher.agenda.problem import Group, Pair, Party, Problem, Slot, Venue

Two = frozenset[str]
"""A pair without order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """A party is busy from slot position `first` to `last`, both included, at `venue`; `label` says with what."""

    party: str
    first: int
    last: int
    venue: str
    label: str
    is_meeting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the rules look at.

    `position` counts the slots of the event from 0 in time order, over all days. `meetings` and `sessions` are those
    of the agenda whose slot, venue and parties exist; `engagements` maps each party to what these ask of it, in time
    order. `pairs` maps a listed pair to its entry, `held` a pair that meets to its first meeting.
    """

    problem: Problem
    agenda: Agenda
    slots: tuple[Slot, ...]
    position: Mapping[str, int]
    parties: Mapping[str, Party]
    venues: Mapping[str, Venue]
    groups: Mapping[str, Group]
    pairs: Mapping[Two, Pair]
    forbidden: frozenset[Two]
    meetings: tuple[Meeting, ...]
    sessions: tuple[GroupSession, ...]
    engagements: Mapping[str, tuple[Engagement, ...]]
    held: Mapping[Two, Meeting]

    def day(self, position: int) -> datetime.date:
        """The day of a slot."""
        return self.slots[position].day

    def n_meetings(self, party: str) -> int:
        """How many meetings of two the party has."""
        return sum(one.is_meeting for one in self.engagements.get(party, ()))


def lay_board(problem: Problem, agenda: Agenda) -> Board:
    """The board of an agenda; what refers to nothing is left out of it, which `unknown_names` tells."""
    slots = tuple(sorted(problem.slots, key=lambda slot: slot.start))
    position = {slot.id: row for row, slot in enumerate(slots)}
    parties = {party.id: party for party in problem.parties}
    venues = {venue.id: venue for venue in problem.venues}
    groups = {group.id: group for group in problem.groups}
    meetings = tuple(
        one
        for one in agenda.meetings
        if one.a in parties and one.b in parties and one.slot in position and one.venue in venues
    )
    sessions = tuple(one for one in agenda.groups if one.id in groups and one.slot in position)
    held: dict[Two, Meeting] = {}
    for one in meetings:
        held.setdefault(frozenset((one.a, one.b)), one)
    return Board(
        problem=problem,
        agenda=agenda,
        slots=slots,
        position=position,
        parties=parties,
        venues=venues,
        groups=groups,
        pairs={frozenset((pair.a, pair.b)): pair for pair in problem.pairs},
        forbidden=frozenset(frozenset(pair) for pair in problem.forbidden),
        meetings=meetings,
        sessions=sessions,
        engagements=_engagements(meetings, sessions, groups, position, parties),
        held=held,
    )


def _engagements(
    meetings: tuple[Meeting, ...],
    sessions: tuple[GroupSession, ...],
    groups: Mapping[str, Group],
    position: Mapping[str, int],
    parties: Mapping[str, Party],
) -> dict[str, tuple[Engagement, ...]]:
    """What each party is engaged in; a session that runs over the last slot of the event ends with it."""
    found: defaultdict[str, list[Engagement]] = defaultdict(list)
    for meeting in meetings:
        at = position[meeting.slot]
        for party, other in ((meeting.a, meeting.b), (meeting.b, meeting.a)):
            found[party].append(
                Engagement(
                    party=party, first=at, last=at, venue=meeting.venue, label=f"meeting with {other}", is_meeting=True
                )
            )
    for session in sessions:
        group, first = groups[session.id], position[session.slot]
        last = min(first + group.length, len(position)) - 1
        for party in (group.host, *session.guests):
            if party in parties:
                found[party].append(
                    Engagement(
                        party=party,
                        first=first,
                        last=last,
                        venue=group.venue,
                        label=f"group {group.id}",
                        is_meeting=False,
                    )
                )
    return {party: tuple(sorted(ones, key=lambda one: (one.first, one.label))) for party, ones in found.items()}
