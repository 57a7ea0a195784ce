"""Who meets whom, times left aside: a matching with degree limits of largest worth, as a flow of least cost.

Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter 9. As every agenda is such a matching, no agenda that meets
the same musts and minimums is worth more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from matcher.agenda.solver.instance import Bools, Floats, Instance, Ints, bit_table
from matcher.agenda.solver.places import ANYWHERE
from matcher.errors import AbbinaError

WISH, WISH_ABOVE_ALL = 2, 1000
"""What a meeting below a minimum is worth more, in best pairs: usually enough, in less time; and whatever it costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Pairs that are to meet.

    `chosen` (n_pairs,) bool. `complete` says whether every must and minimum is met here, a minimum above what the
    party's own limits allow counting as those; where it is not, no agenda meets them all, and where it is, `bound` is
    no less than the score of every agenda that does. `source` names the proof.
    """

    chosen: Bools
    bound: float
    complete: bool
    source: str


def select_pairs(
    instance: Instance,
    *,
    value: Ints | None = None,
    closed: Bools | None = None,
    held: Bools | None = None,
    wishes: bool = True,
) -> Selection:
    """The best pairs of a two-sided instance under caps, tables, and as many musts and minimums as can be met.

    Args:
        instance: must be two-sided.
        value: (n_pairs,) whole worth of each pair in place of `instance.value`.
        closed: (n_pairs,) pairs that may not be chosen.
        held: (n_pairs,) pairs that are chosen whatever they are worth; the bound then holds for choices with these.
        wishes: whether musts and minimums count.

    Raises:
        AbbinaError: the flow solver fails, which it never should.
    """
    worth = instance.value if value is None else value
    if not wishes:
        return _choose(instance, worth, 0, closed, held)
    found = _choose(instance, worth, WISH, closed, held)
    return found if found.complete else _choose(instance, worth, WISH_ABOVE_ALL, closed, held)


def _choose(instance: Instance, worth: Ints, bonus: int, closed: Bools | None, held: Bools | None) -> Selection:
    """The best pairs where a meeting below a minimum is worth `bonus` best pairs more, and a must twelve times that."""
    from ortools.graph.python import min_cost_flow

    n = len(instance.parties)
    nothing = np.zeros(instance.n_pairs, dtype=bool)
    chosen = nothing if held is None else held.copy()
    rows = np.flatnonzero(~(chosen | (nothing if closed is None else closed)))
    n_held = _degrees(instance, chosen)
    cap = np.maximum(instance.cap - n_held, 0)
    lefts, rights = (np.flatnonzero(has_pair) for has_pair in _sides(instance))
    source, sink = n, n + 1
    big = int(worth.max(initial=1)) * bonus
    least = np.clip(instance.least - n_held, 0, cap) if bonus else np.zeros(n, dtype=np.int64)
    weight = np.maximum(np.rint(big * np.clip([party.weight for party in instance.parties], 0.1, 10.0)), 1)
    arcs = _Arcs()
    must_bonus = 12 * big * instance.must[rows]
    arcs.add(instance.left[rows], instance.right[rows], np.ones(len(rows)), -worth[rows] - must_bonus)
    arcs.add(np.full(len(lefts), source), lefts, least[lefts], -weight[lefts])
    arcs.add(np.full(len(lefts), source), lefts, (cap - least)[lefts], np.zeros(len(lefts)))
    goal = _venue_nodes(instance, rights, arcs, sink)
    arcs.add(rights, goal, least[rights], -weight[rights])
    arcs.add(rights, goal, (cap - least)[rights], np.zeros(len(rights)))
    n_more = max(0, most_meetings(instance) - int(chosen.sum()))
    supply = int(min(n_more, cap[lefts].sum(), cap[rights].sum()))
    arcs.add(np.array([source]), np.array([sink]), np.array([supply]), np.zeros(1))
    network = min_cost_flow.SimpleMinCostFlow()
    ids = network.add_arcs_with_capacity_and_unit_cost(*arcs.columns())
    network.set_node_supply(source, supply)
    network.set_node_supply(sink, -supply)
    status = network.solve()
    if status != network.OPTIMAL:
        raise AbbinaError(f"the flow of the agenda ended with status {status}; please report this problem")
    chosen[rows] = network.flows(ids[: len(rows)]) > 0
    is_enough = _degrees(instance, chosen) >= np.minimum(instance.least, instance.cap)
    complete = bool(is_enough.all() and chosen[instance.must].all())
    return Selection(chosen=chosen, bound=proven_sum(instance, chosen, worth), complete=complete, source="flow")


def _degrees(instance: Instance, chosen: Bools) -> Ints:
    """How many of the chosen pairs each party has, (n_parties,)."""
    n = len(instance.parties)
    found: Ints = np.bincount(instance.left[chosen], minlength=n) + np.bincount(instance.right[chosen], minlength=n)
    return found


def proven_sum(instance: Instance, chosen: Bools, worth: Ints) -> float:
    """What the chosen pairs are worth, no less than their scores summed: values were rounded up."""
    if worth is instance.value and np.all(np.abs(worth / instance.scale - instance.score) < 1e-9):
        return math.fsum(instance.score[chosen].tolist())
    return int(worth[chosen].sum()) / instance.scale


def most_meetings(instance: Instance) -> int:
    """How many meetings the tables and the parties that are there can hold over all slots."""
    if not len(instance.parties):
        return 0
    there = bit_table(instance.there, len(instance.slots)).astype(np.int64)
    if not instance.two_sided:
        return int(np.minimum(sum(instance.tables), there.sum(axis=0) // 2).sum())
    sides = [there[has_pair].sum(axis=0) for has_pair in _sides(instance)]
    return int(np.minimum(sum(instance.tables), np.minimum(*sides)).sum())


def _sides(instance: Instance) -> tuple[Bools, Bools]:
    """The parties that are left, and those that are right, in some pair: (n_parties,) bool each."""
    found = np.zeros((2, len(instance.parties)), dtype=bool)
    found[0, instance.left] = True
    found[1, instance.right] = True
    return found[0], found[1]


def match_slot(instance: Instance, rows: Ints, weight: Floats, room: tuple[int, ...], total: int) -> Ints:
    """The rows of a matching of largest total weight among pairs that could meet in one slot.

    Args:
        instance: the instance; where it is not two-sided, the matching is the greedy one.
        rows: (n,) pair rows.
        weight: (n,) positive weights, compared to one ten-thousandth of their mean.
        room: free tables of each venue; `total` free tables over all.
        total: the most meetings.
    """
    if not len(rows):
        return rows
    if not instance.two_sided:
        return _match_greedily(instance, rows, weight, room, total)
    from ortools.graph.python import min_cost_flow

    lefts, left_at = np.unique(instance.left[rows], return_inverse=True)
    rights, right_at = np.unique(instance.right[rows], return_inverse=True)
    n, m, v = len(lefts), len(rights), len(room)
    source, sink = n + m + v, n + m + v + 1
    venue = np.array([instance.venue[e] for e in rows])
    cost = np.maximum(np.rint(weight * (1e4 / weight.mean())), 1).astype(np.int64)
    arcs = _Arcs()
    bound_right = np.full(m, ANYWHERE)
    bound_right[right_at] = venue
    by_right = bool((bound_right[right_at] == venue).all())
    arcs.add(left_at, n + right_at, np.ones(len(rows)), -cost)
    arcs.add(np.full(n, source), np.arange(n), np.ones(n), np.zeros(n))
    goal = np.where(by_right & (bound_right >= 0), n + m + bound_right, sink)
    arcs.add(n + np.arange(m), goal, np.ones(m), np.zeros(m))
    arcs.add(n + m + np.arange(v), np.full(v, sink), np.array(room), np.zeros(v))
    supply = min(total, n, m)
    arcs.add(np.array([source]), np.array([sink]), np.array([supply]), np.zeros(1))
    network = min_cost_flow.SimpleMinCostFlow()
    ids = network.add_arcs_with_capacity_and_unit_cost(*arcs.columns())
    network.set_node_supply(source, supply)
    network.set_node_supply(sink, -supply)
    if network.solve() != network.OPTIMAL:
        return _match_greedily(instance, rows, weight, room, total)
    found: Ints = rows[network.flows(ids[: len(rows)]) > 0]
    return found


def _match_greedily(instance: Instance, rows: Ints, weight: Floats, room: tuple[int, ...], total: int) -> Ints:
    taken: set[int] = set()
    left_over = list(room)
    found: list[int] = []
    for e in rows[np.argsort(-weight, kind="stable")].tolist():
        a, b, v = int(instance.left[e]), int(instance.right[e]), instance.venue[e]
        if a in taken or b in taken or len(found) >= total or (v >= 0 and not left_over[v]):
            continue
        taken |= {a, b}
        if v >= 0:
            left_over[v] -= 1
        found.append(e)
    return np.array(found, dtype=np.int64)


def _venue_nodes(instance: Instance, rights: Ints, arcs: _Arcs, sink: int) -> Ints:
    """Where the meetings of each right party flow: through the node of its venue where it has one, to limit tables."""
    venues = np.array(instance.venue, dtype=np.int64)
    of_party = np.full(len(instance.parties), ANYWHERE, dtype=np.int64)
    of_party[instance.right] = venues
    if instance.any_place or not len(venues) or (of_party[instance.right] != venues).any():
        return np.full(len(rights), sink)
    n_slots, v = len(instance.slots), len(instance.tables)
    arcs.add(sink + 1 + np.arange(v), np.full(v, sink), np.array(instance.tables) * n_slots, np.zeros(v))
    mine = of_party[rights]
    return np.where(mine >= 0, sink + 1 + mine, sink)


class _Arcs:
    """Arcs as four columns: tail, head, capacity, cost."""

    def __init__(self) -> None:
        self._parts: list[tuple[Ints, Ints, Ints, Ints]] = []

    def add(self, tail: Ints, head: Ints, capacity: Ints | Floats, cost: Ints | Floats) -> None:
        self._parts.append(
            (tail.astype(np.int64), head.astype(np.int64), capacity.astype(np.int64), cost.astype(np.int64))
        )

    def columns(self) -> tuple[Ints, Ints, Ints, Ints]:
        tail, head, capacity, cost = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        return tail, head, capacity, cost
