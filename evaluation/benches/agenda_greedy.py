"""What an organiser does by hand: musts first, then the best pairs, each into the emptiest slot that is free for both.

It knows availability, caps, tables over all and limits of the day; idle slots, ways and groups it does not.
"""

from __future__ import annotations

from collections import defaultdict

from matcher.agenda.problem import Party, Problem


def greedy_score(problem: Problem) -> float:
    """The score of the greedy agenda of a problem; minimums are not looked after."""
    slots = sorted(problem.slots, key=lambda slot: slot.start)
    days = {slot.id: slot.day for slot in slots}
    there = {party.id: set(party.available or days) for party in problem.parties}
    parties = {party.id: party for party in problem.parties}
    forbidden = {frozenset(pair) for pair in problem.forbidden}
    n_tables = sum(venue.tables for venue in problem.venues)
    used: defaultdict[str, int] = defaultdict(int)
    load: defaultdict[str, int] = defaultdict(int)
    of_day: defaultdict[tuple[str, object], int] = defaultdict(int)
    total = 0.0
    for pair in sorted(problem.pairs, key=lambda pair: (not pair.must, -pair.score, pair.a, pair.b)):
        both = (parties[pair.a], parties[pair.b])
        if frozenset((pair.a, pair.b)) in forbidden or any(_is_full(party, load[party.id]) for party in both):
            continue
        free = [
            slot.id
            for slot in slots
            if slot.id in there[pair.a]
            and slot.id in there[pair.b]
            and used[slot.id] < n_tables
            and pair.slot in (None, slot.id)
            and all(party.max_per_day is None or of_day[party.id, slot.day] < party.max_per_day for party in both)
        ]
        if not free:
            continue
        slot_id = min(free, key=lambda one: used[one])
        used[slot_id] += 1
        total += pair.score
        for party in both:
            there[party.id].remove(slot_id)
            load[party.id] += 1
            of_day[party.id, days[slot_id]] += 1
    return total


def _is_full(party: Party, n_meetings: int) -> bool:
    return party.max_meetings is not None and n_meetings >= party.max_meetings
