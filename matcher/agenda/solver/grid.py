"""A timetable in the making: which pair meets in which slot, and which moves keep every rule."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from matcher.agenda.solver.instance import Instance
from matcher.agenda.solver.places import ANYWHERE

FREE = -1
"""No meeting in this slot."""


@lru_cache(maxsize=2**15)
def slots_of(bits: int) -> tuple[int, ...]:
    """The slot rows of a number of bits, in order.

    >>> slots_of(0b1010)
    (1, 3)
    """
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return tuple(found)


class Grid:
    """Meetings placed in slots. Every change goes through `put` and `take`; `fits` says whether a pair can be put.

    Attributes:
        at: for each party row and slot row the pair row that meets there, or FREE.
        slot: for each pair row its slot row, or FREE.
        load: meetings of each party; `met` their slots as bits.
        room: free tables of each slot, over all venues.
        rest: free tables of each slot and venue.
    """

    def __init__(self, instance: Instance, sessions: dict[int, dict[int, int]] | None = None) -> None:
        """An empty grid; `sessions` maps a party row to the slots in which a group keeps it, with the venue row."""
        n_slots = len(instance.slots)
        self.instance = instance
        self.sessions = sessions or {}
        self.left: list[int] = instance.left.tolist()
        self.right: list[int] = instance.right.tolist()
        self.score: list[float] = instance.score.tolist()
        self.cap: list[int] = instance.cap.tolist()
        self.at = [[FREE] * n_slots for _ in instance.parties]
        self.slot = [FREE] * instance.n_pairs
        self.load = [0] * len(instance.parties)
        self.met = [0] * len(instance.parties)
        self.kept = [0] * len(instance.parties)
        self.day_bits = [sum(1 << t for t in ts) for ts in instance.days]
        self.room = [sum(instance.tables)] * n_slots
        self.rest = [list(instance.tables) for _ in range(n_slots)]
        self.taken = [[False] * n_slots for _ in instance.seats]
        busy = [[0] * len(instance.days) for _ in instance.parties]
        for p, slots in self.sessions.items():
            self.kept[p] = sum(1 << t for t in slots)
            for t in slots:
                busy[p][instance.day[t]] += 1
        self.busy = busy
        longest = max(map(len, instance.days), default=0)
        self.limited = [limit < longest for limit in instance.per_day]
        self.travels = instance.has_travel
        self.order: dict[int, list[tuple[int, bool]]] = {}
        for before, after in instance.precedences:
            self.order.setdefault(before, []).append((after, True))
            self.order.setdefault(after, []).append((before, False))
        self.ruled = self.travels or bool(instance.seats) or bool(self.order) or any(self.limited)

    def put(self, e: int, t: int) -> None:
        """Place pair `e` in slot `t`."""
        a, b, venue, seat = self.left[e], self.right[e], self.instance.venue[e], self.instance.seat[e]
        self.at[a][t] = self.at[b][t] = e
        self.slot[e] = t
        day = self.instance.day[t]
        for p in (a, b):
            self.load[p] += 1
            self.met[p] |= 1 << t
            self.busy[p][day] += 1
        self.room[t] -= 1
        if venue >= 0:
            self.rest[t][venue] -= 1
        if seat >= 0:
            self.taken[seat][t] = True

    def take(self, e: int) -> int:
        """Take pair `e` from its slot, which is returned."""
        t, a, b = self.slot[e], self.left[e], self.right[e]
        venue, seat, day = self.instance.venue[e], self.instance.seat[e], self.instance.day[t]
        self.at[a][t] = self.at[b][t] = FREE
        self.slot[e] = FREE
        for p in (a, b):
            self.load[p] -= 1
            self.met[p] ^= 1 << t
            self.busy[p][day] -= 1
        self.room[t] += 1
        if venue >= 0:
            self.rest[t][venue] += 1
        if seat >= 0:
            self.taken[seat][t] = False
        return t

    def has_table(self, e: int, t: int) -> bool:
        """Whether the slot has a table for the pair; its fixed one where it has one."""
        venue, seat = self.instance.venue[e], self.instance.seat[e]
        if self.room[t] <= 0 or (venue >= 0 and self.rest[t][venue] <= 0):
            return False
        return seat == ANYWHERE or not self.taken[seat][t]

    def fits(self, e: int, t: int) -> bool:
        """Whether pair `e`, not placed, can be put in slot `t` with every rule kept but the cap on meetings."""
        if not self.instance.mask[e] >> t & 1:
            return False
        a, b = self.left[e], self.right[e]
        if self.at[a][t] != FREE or self.at[b][t] != FREE or not self.has_table(e, t):
            return False
        return not self.ruled or self._keeps_rules(e, a, b, t)

    def open_slots(self, e: int) -> list[int]:
        """Slots in which the pair fits, in order of time."""
        open_bits = self.instance.mask[e] & ~self.met[self.left[e]] & ~self.met[self.right[e]]
        return [t for t in slots_of(open_bits) if self.fits(e, t)]

    def _keeps_rules(self, e: int, a: int, b: int, t: int) -> bool:
        day = self.instance.day[t]
        for p in (a, b):
            if self.limited[p] and self.busy[p][day] >= self.instance.per_day[p]:
                return False
            if self.travels and not self._can_arrive(p, t, self.instance.venue[e]):
                return False
        for other, is_before in self.order.get(e, ()):
            there = self.slot[other]
            if there != FREE and (t >= there if is_before else t <= there):
                return False
        return True

    def _can_arrive(self, p: int, t: int, venue: int) -> bool:
        """Whether a party has time for the way from every engagement of the day to `venue` in slot `t`, and back."""
        if venue < 0:
            return True
        way, row, sessions = self.instance.way[venue], self.at[p], self.sessions.get(p)
        longest = max(way)
        day = self.instance.days[self.instance.day[t]]
        for u in range(max(day[0], t - longest), min(day[-1], t + longest) + 1):
            e = row[u]
            where = self.instance.venue[e] if e != FREE else sessions.get(u, ANYWHERE) if sessions else ANYWHERE
            if where >= 0 and where != venue and abs(t - u) <= way[where]:
                return False
        return True

    def n_idle(self, p: int, d: int) -> int:
        """Slots of day `d` between the first and last meeting of party `p` with neither meeting nor session."""
        return self._idle(p, self.met[p] & self.day_bits[d])

    def holes(self, p: int) -> int:
        """The idle slots of party `p` in which it is there, as bits."""
        found = 0
        for day in self.day_bits:
            met = self.met[p] & day
            if met:
                found |= ((1 << met.bit_length()) - (met & -met)) & ~met
        return found & self.instance.there[p]

    def idle_with(self, p: int, t: int) -> int:
        """How many idle slots party `p` has more, or below 0 fewer, once it meets in slot `t`, where it is free."""
        met = self.met[p] & self.day_bits[self.instance.day[t]]
        if not met:
            return 0
        if self.kept[p]:
            return self._idle(p, met | 1 << t) - self._idle(p, met)
        first, last = (met & -met).bit_length() - 1, met.bit_length() - 1
        return max(first - t, t - last, 0) - 1

    def idle_after(self, p: int, turned: int) -> int:
        """How many idle slots party `p` has more, or below 0 fewer, once the slots given as bits are turned.

        A slot with a meeting becomes free and the other way round.
        """
        met = self.met[p]
        change = 0
        for bits in self.day_bits:
            if turned & bits:
                change += self._idle(p, (met ^ turned) & bits) - self._idle(p, met & bits)
        return change

    def _idle(self, p: int, met: int) -> int:
        if not met & (met - 1):
            return 0
        empty = met.bit_length() - (met & -met).bit_length() + 1 - met.bit_count()
        if empty and self.kept[p]:
            between = (1 << met.bit_length()) - (met & -met)
            empty -= (self.kept[p] & between & ~met).bit_count()
        return empty

    def placed(self) -> list[int]:
        """Rows of the pairs that meet, in order."""
        return [e for e, t in enumerate(self.slot) if t != FREE]

    def total(self) -> float:
        """The scores of the pairs that meet."""
        return float(self.instance.score[np.array(self.slot, dtype=np.int64) >= 0].sum())

    def copy_slots(self) -> list[int]:
        """The slots of all pairs, to come back to."""
        return list(self.slot)

    def restore(self, slots: list[int]) -> None:
        """Go back to the slots that `copy_slots` gave."""
        changed = [e for e, (now, then) in enumerate(zip(self.slot, slots, strict=True)) if now != then]
        for e in changed:
            if self.slot[e] != FREE:
                self.take(e)
        for e in changed:
            if slots[e] != FREE:
                self.put(e, slots[e])
