"""The rest of a day made anew as one program: pairs with their slots, where a meeting that stays is worth more.

Slots alike make such a program hard for an agenda from nothing. On the day, what stays is worth more in its own slot
than in any other, so that few meetings are in question; HiGHS mostly ends at the root.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from scipy.optimize import Bounds, milp

from matcher.agenda.solver.grid import FREE, Grid, slots_of
from matcher.agenda.solver.instance import Bools
from matcher.agenda.solver.linear import Rows
from matcher.agenda.solver.places import ANYWHERE
from matcher.agenda.solver.reasons import value_of
from matcher.agenda.solver.stakes import NEED, Stakes, standing

MOST_COLUMNS = 15_000
"""Meetings among which the program chooses, at most."""
MOST_NODES, CLOSE_ENOUGH = 50, 1e-4

Column = tuple[int, int]
"""A pair row and a slot row."""


def remake(grid: Grid, stakes: Stakes, rows: Iterable[int], time_limit: float) -> bool:
    """Make the meetings of pairs `rows`, and which of all others are given up, anew; True if the grid is better then.

    Nothing is changed otherwise: if there are more than `MOST_COLUMNS` choices, or nothing better is found.
    """
    slots, before = grid.copy_slots(), standing(grid, stakes)
    loose = {e for e in rows if not stakes.pinned[e]}
    if not loose:
        return False
    for e in grid.placed():
        if not stakes.pinned[e]:
            grid.take(e)
    others = [(e, t) for e, t in enumerate(slots) if t != FREE and not stakes.pinned[e] and e not in loose]
    columns = [*others, *((e, t) for e in sorted(loose) for t in slots_of(grid.instance.mask[e]) if grid.fits(e, t))]
    chosen = _best(grid, stakes, columns, time_limit) if len(columns) <= MOST_COLUMNS else None
    for e, t in chosen or ():
        if grid.fits(e, t):
            grid.put(e, t)
    if chosen and standing(grid, stakes) > before + 1e-9:
        return True
    grid.restore(slots)
    return False


def _best(grid: Grid, stakes: Stakes, columns: list[Column], time_limit: float) -> list[Column] | None:
    """The best of the columns; None where none are found in the time."""
    if not columns:
        return None
    program = _Program(grid, stakes, columns)
    program.add_limits()
    program.add_rules()
    program.add_wishes()
    if grid.instance.problem.objective.idle_penalty > 0:
        program.add_waiting(grid.instance.problem.objective.idle_penalty)
    chosen = program.solve(time_limit)
    return None if chosen is None else [columns[j] for j in np.flatnonzero(chosen).tolist()]


class _Program:
    """Columns: the meetings, then what wishes lack, then who is on duty; a grid that holds the rest."""

    def __init__(self, grid: Grid, stakes: Stakes, columns: list[Column]) -> None:
        self.grid, self.stakes, self.columns = grid, stakes, columns
        score = grid.score
        self.gain = [score[e] + stakes.bonus(e, t) for e, t in columns]
        self.low, self.high, self.rows = [0.0] * len(columns), [1.0] * len(columns), Rows()
        self.of_pair: defaultdict[int, list[int]] = defaultdict(list)
        self.of_party: defaultdict[int, list[int]] = defaultdict(list)
        self.busy: defaultdict[Column, list[int]] = defaultdict(list)
        for j, (e, t) in enumerate(columns):
            self.of_pair[e].append(j)
            for p in (grid.left[e], grid.right[e]):
                self.of_party[p].append(j)
                self.busy[p, t].append(j)

    def add_limits(self) -> None:
        """Each pair once, each party once in a slot, tables, limits of the event and of the day."""
        grid, instance = self.grid, self.grid.instance
        at_most_one = [*self.of_pair.values(), *self.busy.values()]
        tables: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        seats: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        in_slot: defaultdict[int, list[int]] = defaultdict(list)
        for j, (e, t) in enumerate(self.columns):
            in_slot[t].append(j)
            if instance.venue[e] != ANYWHERE:
                tables[t, instance.venue[e]].append(j)
            if instance.seat[e] != ANYWHERE:
                seats[t, instance.seat[e]].append(j)
        for terms in (*at_most_one, *seats.values()):
            self._at_most(terms, 1)
        for t, terms in in_slot.items():
            self._at_most(terms, grid.room[t])
        for (t, v), terms in tables.items():
            self._at_most(terms, grid.rest[t][v])
        for p, terms in self.of_party.items():
            self._at_most(terms, grid.cap[p] - grid.load[p])
            if grid.limited[p]:
                for d, day in enumerate(instance.days):
                    mine = [j for t in day for j in self.busy.get((p, t), ())]
                    self._at_most(mine, instance.per_day[p] - grid.busy[p][d])

    def add_rules(self) -> None:
        """Ways between venues, and pairs that meet before others; what the grid holds has left out what breaks them."""
        instance = self.grid.instance
        for before, after in instance.precedences:
            for t in range(len(instance.slots)):
                early = [j for j in self.of_pair.get(after, ()) if self.columns[j][1] <= t]
                self._at_most([*early, *(j for j in self.of_pair.get(before, ()) if self.columns[j][1] >= t)], 1)
        if not instance.has_travel:
            return
        longest = max(max(way) for way in instance.way)
        for p in self.of_party:
            at = {t: self._by_venue(p, t) for t in range(len(instance.slots))}
            for t, here in at.items():
                last = max(instance.days[instance.day[t]])
                for u in range(t + 1, min(last, t + longest) + 1):
                    for v, mine in here.items():
                        for w, then in at[u].items():
                            if v != w and u - t <= instance.way[v][w]:
                                self._at_most([*mine, *then], 1)

    def _by_venue(self, p: int, t: int) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for j in self.busy.get((p, t), ()):
            venue = self.grid.instance.venue[self.columns[j][0]]
            if venue != ANYWHERE:
                found.setdefault(venue, []).append(j)
        return found

    def add_wishes(self) -> None:
        """Minimums, musts and floors, each of which may be left open at a price."""
        grid, instance = self.grid, self.grid.instance
        need = NEED * float(instance.score.max(initial=0.0))
        for p, terms in self.of_party.items():
            least = min(int(instance.least[p]), grid.cap[p]) - grid.load[p]
            if least > 0:
                lack = self._column(-need, float(least))
                self.rows.add([*((j, 1.0) for j in terms), (lack, 1.0)], least, np.inf)
            floor = self.stakes.floors.get(instance.parties[p].id, 0.0) - value_of(grid, p, self.stakes.sessions)
            if floor > 0:
                lack = self._column(-need, 1.0)
                mine = [(j, grid.score[self.columns[j][0]]) for j in terms]
                self.rows.add([*mine, (lack, floor)], floor, np.inf)
        for e in np.flatnonzero(instance.must).tolist():
            if e in self.of_pair:
                lack = self._column(-need, 1.0)
                self.rows.add([*((j, 1.0) for j in self.of_pair[e]), (lack, 1.0)], 1, np.inf)

    def add_waiting(self, penalty: float) -> None:
        """Each party is on duty from its first meeting of a day to its last, and pays for slots that are not busy."""
        grid = self.grid
        for j in range(len(self.columns)):
            self.gain[j] += 2 * penalty
        for p in self.of_party:
            for day in grid.instance.days:
                used = [t for t in day if (p, t) in self.busy or grid.met[p] >> t & 1]
                if any((p, t) in self.busy for t in used):
                    self._add_duty(p, range(min(used), max(used) + 1), penalty)

    def _add_duty(self, p: int, day: range, penalty: float) -> None:
        grid, before, begins = self.grid, -1, []
        for t in day:
            is_met = bool(grid.met[p] >> t & 1)
            duty = self._column(0.0 if grid.kept[p] >> t & 1 else -penalty, 1.0, low=float(is_met))
            begin = self._column(0.0, 1.0)
            begins.append((begin, 1.0))
            step = [(duty, 1.0), (begin, -1.0)]
            self.rows.add(step if before < 0 else [*step, (before, -1.0)], -np.inf, 0)
            self.rows.add([*((j, 1.0) for j in self.busy.get((p, t), ())), (duty, -1.0)], -np.inf, 0)
            before = duty
        self.rows.add(begins, -np.inf, 1)

    def solve(self, time_limit: float) -> Bools | None:
        """Which of the meetings are held, (n_columns,); None where nothing is found in the time."""
        size, n = len(self.gain), len(self.columns)
        found = milp(
            -np.array(self.gain),
            integrality=np.ones(size),
            bounds=Bounds(self.low, self.high),
            constraints=self.rows.constraint(size),
            options={"node_limit": MOST_NODES, "time_limit": max(time_limit, 0.1), "mip_rel_gap": CLOSE_ENOUGH},
        )
        if found.x is None:
            return None
        is_in: Bools = found.x[:n] > 0.5
        return is_in

    def _at_most(self, terms: list[int], most: int) -> None:
        if len(terms) > most:
            self.rows.add([(j, 1.0) for j in terms], -np.inf, most)

    def _column(self, gain: float, high: float, *, low: float = 0.0) -> int:
        self.gain.append(gain)
        self.low.append(low)
        self.high.append(high)
        return len(self.gain) - 1
