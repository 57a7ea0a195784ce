"""The best meetings conceivable among candidates, times left aside: a flow of least cost between the two sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.errors import AbbinaError

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What parties can do and want, by party row: at most `most` and at least `least` meetings, `(n_parties,)` int64.

    `n_meetings` is how many meetings all tables hold over all slots. No `least` is above its `most`.
    """

    most: Ints
    least: Ints
    n_meetings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """The best meetings: what they are `worth`, and how many are `missing` of minimums, summed over parties."""

    worth: int
    missing: int


def fill(demand: Demand, companies: Ints, counterparts: Ints, worth: Ints, *, wishes: bool) -> Filling:
    """The meetings of largest worth; with `wishes`, of those that leave least missing of the minimums.

    A matching with degree limits as a flow of least cost (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, chapter 9).

    Args:
        demand: what parties can do and want.
        companies: (n_pairs,) party row of the company of each candidate.
        counterparts: (n_pairs,) party row of its counterpart; no party is on both sides.
        worth: (n_pairs,) what each candidate is worth, ≥ 0.
        wishes: whether minimums come first.

    Raises:
        AbbinaError: the flow solver fails, which it never should.
    """
    from ortools.graph.python import min_cost_flow

    n = len(demand.most)
    source, sink = n, n + 1
    # A meeting more of a minimum goes before any chain of swaps among pairs.
    urgent = 1000 * int(worth.max(initial=1)) if wishes else 0
    network = min_cost_flow.SimpleMinCostFlow()
    ones = np.ones(len(companies), dtype=np.int64)
    arcs = network.add_arcs_with_capacity_and_unit_cost(companies, counterparts, ones, -worth)
    for side, (tail, head) in ((np.unique(companies), (source, None)), (np.unique(counterparts), (None, sink))):
        tails = side if tail is None else np.full(len(side), tail)
        heads = side if head is None else np.full(len(side), head)
        least = demand.least[side]
        network.add_arcs_with_capacity_and_unit_cost(tails, heads, least, np.full(len(side), -urgent))
        network.add_arcs_with_capacity_and_unit_cost(tails, heads, demand.most[side] - least, np.zeros_like(least))
    network.add_arcs_with_capacity_and_unit_cost(
        np.array([source]), np.array([sink]), np.array([demand.n_meetings]), np.array([0])
    )
    network.set_node_supply(source, demand.n_meetings)
    network.set_node_supply(sink, -demand.n_meetings)
    status = network.solve()
    if status != network.OPTIMAL:
        raise AbbinaError(f"the flow of the list of pairs ended with status {status}; please report this problem")
    chosen = network.flows(arcs) > 0
    met = np.bincount(np.concatenate([companies[chosen], counterparts[chosen]]), minlength=n)
    return Filling(worth=int(worth[chosen].sum()), missing=int(np.maximum(demand.least - met, 0).sum()))
