"""Who meets whom as an integer program, where flows are not enough: groups, floors, companies that meet one another.

It leaves the times of meetings aside but for how many slots each party has, so that its bound holds for every agenda.
HiGHS solves it through `scipy.optimize.milp`; work is limited in nodes, which gives the same answer on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from matcher.agenda.problem import Group
from matcher.agenda.solver.flow import Selection, most_meetings
from matcher.agenda.solver.instance import Bools, Floats, Instance

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


class _Rows:
    """Linear constraints in the making, one at a time."""

    def __init__(self) -> None:
        self.row: list[int] = []
        self.column: list[int] = []
        self.factor: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        if not terms:
            return
        at = len(self.low)
        for column, factor in terms:
            self.row.append(at)
            self.column.append(column)
            self.factor.append(factor)
        self.low.append(low)
        self.high.append(high)

    def constraint(self, n_columns: int) -> LinearConstraint:
        matrix = coo_array((self.factor, (self.row, self.column)), shape=(len(self.low), n_columns)).tocsr()
        return LinearConstraint(matrix, self.low, self.high)


def choose(
    instance: Instance, *, floors: Floats | None, time_limit: float, worth: Floats | None = None
) -> Choice | None:
    """The best pairs and sessions with all musts, minimums and floors; None where none are found that meet these.

    Args:
        instance: as compiled without sessions.
        floors: (n_parties,) least value of each party, 0 for none.
        time_limit: seconds after which the best so far is taken.
        worth: (n_pairs,) in place of the scores.
    """
    starts = session_starts(instance)
    n = instance.n_pairs
    gain = instance.score if worth is None else worth
    columns: list[float] = []
    rows = _Rows()
    held: dict[int, list[tuple[int, float]]] = {}
    overlaps: dict[tuple[int, int], list[tuple[int, float]]] = {}
    values: dict[int, list[tuple[int, float]]] = {}
    opened: list[tuple[Session, int, list[int]]] = []
    by_group: dict[str, list[tuple[int, float]]] = {}

    def column(value: float) -> int:
        columns.append(value)
        return n + len(columns) - 1

    for one in starts:
        y = column(0.0)
        by_group.setdefault(one.group.id, []).append((y, 1.0))
        guests = [column(one.group.guests[instance.parties[p].id]) for p in one.guests]
        rows.add([(w, 1.0) for w in guests] + [(y, -float(one.group.max_guests))], -np.inf, 0)
        rows.add([(w, 1.0) for w in guests] + [(y, -float(one.group.min_guests))], 0, np.inf)
        for p, w in ((one.host, y), *zip(one.guests, guests, strict=True)):
            rows.add([(w, 1.0), (y, -1.0)] if w != y else [], -np.inf, 0)
            held.setdefault(p, []).append((w, float(one.group.length)))
            for t in one.slots:
                overlaps.setdefault((p, t), []).append((w, 1.0))
            if p != one.host:
                values.setdefault(p, []).append((w, one.group.guests[instance.parties[p].id]))
        opened.append((one, y, guests))
    for terms in (*by_group.values(), *overlaps.values()):
        rows.add(terms, -np.inf, 1)
    for p, partners in enumerate(instance.partners):
        meetings = [(e, 1.0) for e in partners]
        rows.add(meetings, float(min(instance.least[p], instance.cap[p])), float(instance.cap[p]))
        if p in held:
            rows.add(meetings + held[p], -np.inf, float(_busy_slots(instance, p)))
        if floors is not None and floors[p] > 0:
            terms = [(e, float(instance.score[e])) for e in partners] + values.get(p, [])
            if not terms:
                return None
            rows.add(terms, float(floors[p]), np.inf)
    rows.add([(e, 1.0) for e in range(n)], 0, float(most_meetings(instance)))
    size = n + len(columns)
    if not size:
        return None
    low = np.zeros(size)
    low[:n] = instance.must
    found = milp(
        -np.concatenate([gain, columns]),
        integrality=np.ones(size),
        bounds=Bounds(low, np.ones(size)),
        constraints=rows.constraint(size) if rows.low else (),
        options={"node_limit": MOST_NODES, "time_limit": max(time_limit, 0.1), "mip_rel_gap": CLOSE_ENOUGH},
    )
    if found.x is None:
        return None
    is_in = found.x > 0.5
    sessions = tuple(
        Session(
            group=one.group,
            start=one.start,
            host=one.host,
            guests=tuple(p for p, w in zip(one.guests, guests, strict=True) if is_in[w]),
        )
        for one, y, guests in opened
        if is_in[y]
    )
    dual = found.mip_dual_bound if found.mip_dual_bound is not None else found.fun
    return Choice(
        selection=Selection(chosen=is_in[:n], bound=-float(dual) + 1e-9, complete=True, source="lp"), sessions=sessions
    )


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


def chosen_value(instance: Instance, chosen: Bools, sessions: tuple[Session, ...]) -> float:
    """The scores of pairs and of guests."""
    guests = sum(one.group.guests[instance.parties[p].id] for one in sessions for p in one.guests)
    return float(instance.score[chosen].sum()) + guests


def _is_there(instance: Instance, p: int, bits: int, length: int) -> bool:
    return instance.there[p] & bits == bits and length <= instance.per_day[p]


def _busy_slots(instance: Instance, p: int) -> int:
    """The most slots in which a party can be busy over all days."""
    return sum(
        min(sum(instance.there[p] >> t & 1 for t in ts), instance.per_day[p]) for ts in instance.days
    )
