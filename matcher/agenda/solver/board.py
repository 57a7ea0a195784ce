"""The timetable while it is being made: which pair meets when, and what room is left."""

from __future__ import annotations

import math

from matcher.agenda.solver.instance import Instance


class Board:
    """Meetings in slots; it always keeps availability, tables and the limits of parties if `free_slots` is asked.

    `slot_of[k]` is the slot of pair k, −1 where it does not meet; `at[p][t]` the pair that party p meets in slot t, −1
    for none. `n_meetings[p]` counts the meetings of a party, `room[p]` are the slots that could take one more: it is
    there, has no meeting, and the day is not full. `full[r]` are the slots where resource r is used up.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.slot_of = [-1] * instance.n_pairs
        self.at = [[-1] * instance.n_slots for _ in instance.parties]
        self.n_meetings = [0] * len(instance.parties)
        self.busy = [0] * len(instance.parties)
        self.room = list(instance.there)
        self.used = [[0] * instance.n_slots for _ in instance.capacities]
        every_slot = (1 << instance.n_slots) - 1
        self.full = [0 if capacity else every_slot for capacity in instance.capacities]
        for party in range(len(instance.parties)):
            self._measure(party)

    def put(self, pair: int, slot: int) -> None:
        """Let a pair meet in a slot that is free for it."""
        instance = self.instance
        self.slot_of[pair] = slot
        for party in (instance.firsts[pair], instance.seconds[pair]):
            self.at[party][slot] = pair
            self.busy[party] |= 1 << slot
            self.n_meetings[party] += 1
            self._measure(party)
        for resource in instance.uses[pair]:
            self.used[resource][slot] += 1
            if self.used[resource][slot] == instance.capacities[resource]:
                self.full[resource] |= 1 << slot

    def take(self, pair: int) -> int:
        """End the meeting of a pair; says in which slot it was."""
        instance, slot = self.instance, self.slot_of[pair]
        self.slot_of[pair] = -1
        for party in (instance.firsts[pair], instance.seconds[pair]):
            self.at[party][slot] = -1
            self.busy[party] &= ~(1 << slot)
            self.n_meetings[party] -= 1
            self._measure(party)
        for resource in instance.uses[pair]:
            self.used[resource][slot] -= 1
            self.full[resource] &= ~(1 << slot)
        return slot

    def free_slots(self, pair: int) -> int:
        """The slots in which a pair that does not meet could, all else as it is; total limits aside."""
        instance = self.instance
        free = instance.open_slots[pair] & self.room[instance.firsts[pair]] & self.room[instance.seconds[pair]]
        for resource in instance.uses[pair]:
            free &= ~self.full[resource]
        return free

    def has_spare(self, party: int) -> bool:
        """Whether the party may have one meeting more."""
        return self.n_meetings[party] < self.instance.most[party]

    def may_meet(self, pair: int) -> bool:
        """Whether both parties may have one meeting more and do not meet yet."""
        return (
            self.slot_of[pair] < 0
            and self.has_spare(self.instance.firsts[pair])
            and self.has_spare(self.instance.seconds[pair])
        )

    def is_guarded(self, pair: int) -> bool:
        """Whether a wish would suffer if the pair did not meet: it is a must, or a party has but its minimum."""
        instance = self.instance
        return pair in instance.musts or any(
            self.n_meetings[party] <= instance.least[party] for party in (instance.firsts[pair], instance.seconds[pair])
        )

    def other(self, pair: int, party: int) -> int:
        """The one whom the party meets in this pair."""
        first = self.instance.firsts[pair]
        return self.instance.seconds[pair] if first == party else first

    def held(self) -> list[int]:
        """The pairs that meet, in their order."""
        return [pair for pair, slot in enumerate(self.slot_of) if slot >= 0]

    def standing(self) -> tuple[int, float]:
        """What makes one board better than another: fewer wishes unmet, then more score."""
        instance = self.instance
        short = sum(max(least - n, 0) for least, n in zip(instance.least, self.n_meetings, strict=True))
        lost = sum(self.slot_of[pair] < 0 for pair in instance.musts)
        return -short - lost, math.fsum(instance.scores[pair] for pair in self.held())

    def slot_has_room(self, party: int, slot: int, leaving: int) -> bool:
        """Whether the party, there and without a meeting in `slot`, may be busy in it if it is not in `leaving`."""
        limit, day_of = self.instance.day_limit[party], self.instance.day_of
        if limit is None or day_of[slot] == day_of[leaving]:
            return True
        return (self.busy[party] & self.instance.days[day_of[slot]]).bit_count() < limit

    def _measure(self, party: int) -> None:
        room = self.instance.there[party] & ~self.busy[party]
        limit = self.instance.day_limit[party]
        if limit is not None:
            for day in self.instance.days:
                if (self.busy[party] & day).bit_count() >= limit:
                    room &= ~day
        self.room[party] = room


def slots_in(slots: int) -> list[int]:
    """The slots of a set, in time order."""
    found = []
    while slots:
        lowest = slots & -slots
        found.append(lowest.bit_length() - 1)
        slots ^= lowest
    return found
