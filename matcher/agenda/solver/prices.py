"""Prices of the parties' time, and the bound that they prove on every agenda, whichever pairs it is made of.

Linear duality: with any price for a meeting of each party and for a table, no agenda is worth more than all capacity at
these prices and what pairs are worth above them. The prices of a best matching make this bound its own value (Ahuja,
Magnanti and Orlin, *Network Flows*, 1993, chapter 9), so that a matching of a few pairs can prove a bound for all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.agenda.solver.flow import most_meetings
from matcher.agenda.solver.instance import Bools, Floats, Instance, Ints

MOST_PASSES = 200
"""Passes over all arcs; prices that have not settled by then prove a little less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """`party` (n_parties,) float64: the price of a meeting of each, below 0 where a minimum forces meetings on it.

    `table` ≥ 0 is the price of a table.
    """

    party: Floats
    table: float


def best_prices(instance: Instance, chosen: Bools, *, wishes: bool) -> Prices:
    """The prices that go with a best choice of pairs; any other choice gives prices that prove less.

    Args:
        instance: must be two-sided.
        chosen: (n_pairs,) the pairs of a best matching.
        wishes: whether musts and minimums, as far as limits allow them, bound the matching.
    """
    n = len(instance.parties)
    source, sink = n, n + 1
    worth = instance.value / instance.scale
    n_met = np.bincount(instance.left[chosen], minlength=n) + np.bincount(instance.right[chosen], minlength=n)
    least = np.minimum(instance.least, instance.cap) if wishes else np.zeros(n, dtype=np.int64)
    is_right = np.zeros(n, dtype=bool)
    is_right[instance.right] = True
    has_room, may_lose = n_met < instance.cap, n_met > least
    free = ~chosen
    back = chosen & ~instance.must if wishes else chosen
    lefts, rights = np.flatnonzero(~is_right), np.flatnonzero(is_right)
    arcs: list[tuple[Ints, Ints, Floats]] = [
        (instance.left[free], instance.right[free], -worth[free]),
        (instance.right[back], instance.left[back], worth[back]),
    ]

    def add(tail: Ints | int, head: Ints | int, size: int) -> None:
        arcs.append((np.full(size, tail), np.full(size, head), np.zeros(size)))

    for side, of_side in ((lefts, True), (rights, False)):
        for mask, outward in ((has_room[side], True), (may_lose[side], False)):
            rows = side[mask]
            hub = source if of_side else sink
            add(hub, rows, len(rows)) if of_side == outward else add(rows, hub, len(rows))
    n_chosen = int(chosen.sum())
    if n_chosen < most_meetings(instance):
        add(sink, source, 1)
    if n_chosen:
        add(source, sink, 1)
    tail, head, cost = (np.concatenate(column) for column in zip(*arcs, strict=True))
    height = np.zeros(n + 2)
    order = np.argsort(head, kind="stable")
    tail, head, cost = tail[order], head[order], cost[order]
    first = np.flatnonzero(np.r_[True, head[1:] != head[:-1]])
    target = head[first]
    for _ in range(MOST_PASSES):
        lower = np.minimum.reduceat(height[tail] + cost, first)
        is_lower = lower < height[target] - 1e-12
        if not is_lower.any():
            break
        height[target[is_lower]] = lower[is_lower]
    party = np.where(is_right, height[sink] - height[:n], height[:n] - height[source])
    return Prices(party=party, table=max(0.0, float(height[source] - height[sink])))
