"""Who meets whom where the parties fall into two sides: a flow of least cost, exact, and the bound that it proves.

The flow runs from a source through the parties of one side, the pairs, and the parties of the other side into a sink.
It leaves out when the meetings are held, so no agenda is worth more. Method: minimum-cost flow by cost scaling,
Goldberg (1997), "An efficient implementation of a scaling minimum-cost flow algorithm".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.agenda.solver.choice import Choice, Wishes
from matcher.agenda.solver.instance import Instance

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MOST_COST = 2**60
"""What the cost of an arc times the number of nodes may come to in 64 bits."""

LIGHTEST = 1e-3
"""The least that a wish counts of what that of the heaviest party does, so that it still comes before any score."""

MOST_DECIMALS = 6
FINEST = 2**30
"""Into how many parts the highest score is cut where the scores are no short decimal numbers."""


def choose_by_flow(instance: Instance, left: Bools, wishes: Wishes) -> Choice:
    """The best choice; `left` (n_parties,) says which side each party is on, and no pair is within one side.

    Wishes come before scores, those of heavier parties first. Where all can be met, `bound` is the value of the best
    choice that meets all.
    """
    from ortools.graph.python import min_cost_flow

    n = len(instance.parties)
    source, sink = n, n + 1
    scores, scale = whole_scores(instance.scores)
    prize = MOST_COST // (n + 2) - int(scores.max(initial=0))
    firsts, seconds = np.array(instance.firsts, dtype=np.int64), np.array(instance.seconds, dtype=np.int64)
    costs = -scores
    costs[sorted(wishes.musts)] -= prize // 2
    outward = left[firsts]
    tails, heads = np.where(outward, firsts, seconds), np.where(outward, seconds, firsts)
    parties = np.arange(n)
    most = np.array(instance.most, dtype=np.int64)
    least = np.minimum(np.array(wishes.least, dtype=np.int64), most)
    weights = np.array(instance.weights)
    prizes = np.rint(np.clip(weights / weights.max(initial=0.0), LIGHTEST, 1) * (prize // 2)).astype(np.int64)
    ends = np.where(left, source, parties), np.where(left, parties, sink)
    total = min(int(most[left].sum()), int(most[~left].sum()), _most_meetings(instance, left))
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([tails, ends[0], ends[0], [source]]),
        np.concatenate([heads, ends[1], ends[1], [sink]]),
        np.concatenate([np.ones(len(costs), dtype=np.int64), least, most - least, [total]]),
        np.concatenate([costs, -prizes, np.zeros(n, dtype=np.int64), [0]]),
    )
    solver.set_node_supply(source, total)
    solver.set_node_supply(sink, -total)
    status = solver.solve()
    if status != solver.OPTIMAL:  # the arc from source to sink takes whatever the pairs cannot
        raise AssertionError(f"the flow has no solution: {status}")
    chosen = np.flatnonzero(solver.flows(arcs)[: len(costs)] > 0)
    return Choice(pairs=tuple(chosen.tolist()), bound=float(scores[chosen].sum()) / scale, source="flow")


def whole_scores(scores: Sequence[float]) -> tuple[Ints, float]:
    """Scores as whole numbers and the scale they were multiplied by; exact for short decimals, else rounded up."""
    values = np.array(scores, dtype=np.float64)
    highest = float(values.max(initial=0.0))
    if highest == 0:
        return np.zeros(len(values), dtype=np.int64), 1.0
    for decimals in range(MOST_DECIMALS + 1):
        scale = 10.0**decimals
        whole = np.rint(values * scale)
        if highest * scale <= FINEST and np.array_equal(whole / scale, values):
            return whole.astype(np.int64), scale
    scale = FINEST / highest
    return np.ceil(values * scale).astype(np.int64), scale


def _most_meetings(instance: Instance, left: Bools) -> int:
    """How many meetings fit: in each slot no more than there are tables, or parties of either side."""
    sides = [there for there, is_left in zip(instance.there, left.tolist(), strict=True) if is_left]
    others = [there for there, is_left in zip(instance.there, left.tolist(), strict=True) if not is_left]
    return sum(
        min(instance.capacities[0], sum(there >> t & 1 for there in sides), sum(there >> t & 1 for there in others))
        for t in range(instance.n_slots)
    )
