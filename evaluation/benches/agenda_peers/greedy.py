"""By hand: musts, then the best pairs, each into the emptiest slot that both have free; and the same after a flow."""

from __future__ import annotations

import numpy as np

from evaluation.benches.agenda_peers.core import Core, Ints, Plan


def greedy_plan(core: Core) -> Plan:
    """The greedy plan; minimums are not looked after."""
    order = np.lexsort((np.arange(len(core.pairs)), -core.score, ~core.must))
    return place(core, order)


def flow_plan(core: Core) -> Plan:
    """Who meets whom by a flow of least cost, as papers are given to reviewers; then each into the emptiest slot.

    The flow is that of reviewer assignment (Charlin and Zemel, *The Toronto Paper Matching System*, 2013): caps on both
    sides, every unit of flow a pair. Times are no part of it, so that some of its pairs find no slot.
    """
    from ortools.graph.python import min_cost_flow

    n_parties = len(core.most)
    source, sink = n_parties, n_parties + 1
    flow = min_cost_flow.SimpleMinCostFlow()
    worth = np.round((core.score + 2.0 * core.must) * 1e6).astype(np.int64)
    arcs = flow.add_arcs_with_capacity_and_unit_cost(core.left, core.right, np.ones_like(worth), -worth)
    lefts, rights = np.unique(core.left), np.unique(core.right)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(len(lefts), source), lefts, core.most[lefts], np.zeros_like(lefts)
    )
    flow.add_arcs_with_capacity_and_unit_cost(rights, np.full(len(rights), sink), core.most[rights], 0 * rights)
    most = int(min(core.most[lefts].sum(), core.most[rights].sum(), core.tables * core.open.shape[1]))
    flow.set_nodes_supplies(np.array([source, sink]), np.array([most, -most]))
    flow.solve_max_flow_with_min_cost()
    chosen = np.flatnonzero(flow.flows(arcs))
    return place(core, chosen[np.lexsort((chosen, -core.score[chosen], ~core.must[chosen]))])


def place(core: Core, order: Ints) -> Plan:
    """The pairs of `order`, one after the other, each in the emptiest slot that is free for both, while caps last."""
    n_slots = core.open.shape[1]
    free = np.ones((len(core.most), n_slots), dtype=np.bool_)
    used, load = np.zeros(n_slots, dtype=np.int64), np.zeros(len(core.most), dtype=np.int64)
    pairs, slots = [], []
    for number in order.tolist():
        a, b = core.left[number], core.right[number]
        if load[a] >= core.most[a] or load[b] >= core.most[b]:
            continue
        possible = np.flatnonzero(core.open[number] & free[a] & free[b] & (used < core.tables))
        if not len(possible):
            continue
        slot = possible[np.argmin(used[possible])]
        free[[a, b], slot] = False
        used[slot] += 1
        load[[a, b]] += 1
        pairs.append(number)
        slots.append(slot)
    return Plan(pairs=np.array(pairs, dtype=np.int64), slots=np.array(slots, dtype=np.int64))
