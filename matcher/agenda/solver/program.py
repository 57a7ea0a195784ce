"""Who meets whom as an integer program, where flows are not enough: groups, floors, companies that meet one another.

It leaves the times of meetings aside but for how many slots each party has, so that its bound holds for every agenda.
HiGHS solves it through `scipy.optimize.milp`; work is limited in nodes, which gives the same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, milp

from matcher.agenda.problem import Group
from matcher.agenda.solver.flow import Selection, most_meetings
from matcher.agenda.solver.instance import Floats, Instance
from matcher.agenda.solver.linear import Rows

MOST_NODES = 200
"""Nodes of the search tree."""
CLOSE_ENOUGH = 1e-4
"""The relative gap at which the search ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A group that is held from slot row `start` on, with the rows of its host and its guests."""

    group: Group
    start: int
    host: int
    guests: tuple[int, ...]

    @property
    def slots(self) -> range:
        """The slot rows that it takes."""
        return range(self.start, self.start + self.group.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Pairs and group sessions chosen together; `selection.bound` counts the guests of sessions too."""

    selection: Selection
    sessions: tuple[Session, ...]


class _Program:
    """The columns and rows of an instance: its pairs first, then the starts and guests of sessions."""

    def __init__(self, instance: Instance, worth: Floats) -> None:
        self.instance = instance
        self.gain: list[float] = worth.tolist()
        self.rows = Rows()
        self.opened: list[tuple[Session, int, list[int]]] = []
        self._busy: dict[int, list[tuple[int, float]]] = {}
        self._values: dict[int, list[tuple[int, float]]] = {}

    def add_sessions(self) -> None:
        """A session is held once, with guests within its limits; nobody is in two without time for the way between."""
        ids = [party.id for party in self.instance.parties]
        overlaps: dict[tuple[int, int], list[tuple[int, float]]] = {}
        by_group: dict[str, list[tuple[int, float]]] = {}
        attended: dict[int, list[tuple[int, Session]]] = {}
        for one in session_starts(self.instance):
            start = self._column(0.0)
            guests = [self._column(one.group.guests[ids[p]]) for p in one.guests]
            self.opened.append((one, start, guests))
            by_group.setdefault(one.group.id, []).append((start, 1.0))
            came = [(guest, 1.0) for guest in guests]
            self.rows.add([*came, (start, -float(one.group.max_guests))], -np.inf, 0)
            self.rows.add([*came, (start, -float(one.group.min_guests))], 0, np.inf)
            for p, guest in zip(one.guests, guests, strict=True):
                self.rows.add([(guest, 1.0), (start, -1.0)], -np.inf, 0)
                self._values.setdefault(p, []).append((guest, one.group.guests[ids[p]]))
            for p, column in ((one.host, start), *zip(one.guests, guests, strict=True)):
                self._busy.setdefault(p, []).append((column, float(one.group.length)))
                attended.setdefault(p, []).append((column, one))
                for t in one.slots:
                    overlaps.setdefault((p, t), []).append((column, 1.0))
        for terms in (*by_group.values(), *overlaps.values(), *self._too_far_apart(attended)):
            self.rows.add(terms, -np.inf, 1)

    def _too_far_apart(self, attended: dict[int, list[tuple[int, Session]]]) -> Iterator[list[tuple[int, float]]]:
        """Two sessions of a party between which the way from venue to venue does not fit."""
        for of_party in attended.values():
            for (column, one), (other_column, other) in combinations(of_party, 2):
                if one.group.id != other.group.id and not _fits_between(self.instance, one, other):
                    yield [(column, 1.0), (other_column, 1.0)]

    def add_limits(self, floors: Floats | None) -> None:
        """Caps, minimums, slots of each party, tables over all, floors."""
        instance = self.instance
        for p, partners in enumerate(instance.partners):
            meetings = [(e, 1.0) for e in partners]
            least = min(int(instance.least[p]), int(instance.cap[p]))
            self.rows.add(meetings, float(least), float(instance.cap[p]))
            if p in self._busy:
                self.rows.add(meetings + self._busy[p], -np.inf, float(_busy_slots(instance, p)))
            if floors is not None and floors[p] > 0:
                value = [(e, float(instance.score[e])) for e in partners]
                self.rows.add(value + self._values.get(p, []), float(floors[p]), np.inf)
        self.rows.add([(e, 1.0) for e in range(instance.n_pairs)], 0, float(most_meetings(instance)))

    def _column(self, gain: float) -> int:
        self.gain.append(gain)
        return len(self.gain) - 1


def choose(
    instance: Instance,
    *,
    floors: Floats | None,
    time_limit: float,
    worth: Floats | None = None,
    gap: float = CLOSE_ENOUGH,
) -> Choice | None:
    """The best pairs and sessions with all musts, minimums and floors; None where none are found that meet these.

    Args:
        instance: as compiled without sessions.
        floors: (n_parties,) least value of each party, 0 for none.
        time_limit: seconds after which the best so far is taken.
        worth: (n_pairs,) in place of the scores.
        gap: the relative gap at which the search ends.
    """
    program = _Program(instance, instance.score if worth is None else worth)
    program.add_sessions()
    program.add_limits(floors)
    size, n = len(program.gain), instance.n_pairs
    if not size:
        return None
    low = np.zeros(size)
    low[:n] = instance.must
    found = milp(
        -np.array(program.gain),
        integrality=np.ones(size),
        bounds=Bounds(low, np.ones(size)),
        constraints=program.rows.constraint(size) if program.rows.low else (),
        options={"node_limit": MOST_NODES, "time_limit": max(time_limit, 0.1), "mip_rel_gap": gap},
    )
    if found.x is None:
        return None
    is_in = found.x > 0.5
    sessions = tuple(
        Session(
            group=one.group,
            start=one.start,
            host=one.host,
            guests=tuple(p for p, guest in zip(one.guests, guests, strict=True) if is_in[guest]),
        )
        for one, start, guests in program.opened
        if is_in[start]
    )
    dual = found.fun if found.mip_dual_bound is None else found.mip_dual_bound
    selection = Selection(chosen=is_in[:n], bound=1e-9 - float(dual), complete=True, source="lp")
    return Choice(selection=selection, sessions=sessions)


def session_starts(instance: Instance) -> list[Session]:
    """Every way to begin each group: its host is there throughout, and enough guests are; all of them are given."""
    rows = {party.id: p for p, party in enumerate(instance.parties)}
    position = {slot: t for t, slot in enumerate(instance.slots)}
    found = []
    for group in sorted(instance.problem.groups, key=lambda group: group.id):
        host = rows[group.host]
        for start in sorted(position[slot] for slot in group.slots):
            last = start + group.length - 1
            if last >= len(instance.slots) or instance.day[last] != instance.day[start]:
                continue
            bits = ((1 << group.length) - 1) << start
            guests = tuple(
                sorted(rows[name] for name in group.guests if _is_there(instance, rows[name], bits, group.length))
            )
            if _is_there(instance, host, bits, group.length) and len(guests) >= group.min_guests:
                found.append(Session(group=group, start=start, host=host, guests=guests))
    return found


def _fits_between(instance: Instance, one: Session, other: Session) -> bool:
    """Whether the empty slots between two sessions of a day, if there are any, are enough for the way."""
    first, second = sorted((one, other), key=lambda session: session.start)
    v, w = (instance.venues.index(session.group.venue) for session in (first, second))
    n_between = second.start - first.start - first.group.length
    same_day = instance.day[first.start] == instance.day[second.start]
    return not same_day or n_between < 0 or n_between >= instance.way[v][w]


def _is_there(instance: Instance, p: int, bits: int, length: int) -> bool:
    return instance.there[p] & bits == bits and length <= instance.per_day[p]


def _busy_slots(instance: Instance, p: int) -> int:
    """The most slots in which a party can be busy over all days."""
    return sum(min(sum(instance.there[p] >> t & 1 for t in ts), instance.per_day[p]) for ts in instance.days)
