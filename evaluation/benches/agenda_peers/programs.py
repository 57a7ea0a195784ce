"""The agenda as one program with a variable for each pair and slot, as it is usually written down."""

from __future__ import annotations

import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, vstack

from evaluation.benches.agenda_peers.core import Core, Ints, Plan

SCALE = 1_000_000
"""Scores as whole numbers, for CP-SAT."""
NOTHING = np.empty(0, dtype=np.int64)


def highs_plan(core: Core, seconds: float) -> Plan:
    """The program by HiGHS; musts and minimums are conditions. An empty plan where it finds none in time."""
    pairs, slots = np.nonzero(core.open)
    rows, low, high = _rows(core, pairs, slots)
    found = milp(
        -core.score[pairs],
        constraints=LinearConstraint(rows, low, high),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(pairs)),
        options={"time_limit": seconds},
    )
    bound = -float(found.mip_dual_bound) if found.mip_dual_bound is not None else None
    if found.x is None:
        return Plan(pairs=NOTHING, slots=NOTHING, bound=bound)
    held = np.flatnonzero(found.x > 0.5)
    return Plan(pairs=pairs[held], slots=slots[held], bound=bound)


def cp_sat_plan(core: Core, seconds: float, workers: int = 2) -> Plan:
    """The same program by CP-SAT."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    pairs, slots = np.nonzero(core.open)
    held = [model.new_bool_var("") for _ in range(len(pairs))]
    rows, low, high = _rows(core, pairs, slots)
    for row, least, most in zip(range(rows.shape[0]), low, high, strict=True):
        inside = rows.indices[rows.indptr[row] : rows.indptr[row + 1]]
        total = sum(held[one] for one in inside.tolist())
        if len(inside):
            model.add_linear_constraint(total, int(least), int(most))
    model.maximize(cp_model.LinearExpr.weighted_sum(held, np.round(core.score[pairs] * SCALE).astype(int).tolist()))

    class Trace(cp_model.CpSolverSolutionCallback):
        """Notes when how good a plan was found."""

        def __init__(self) -> None:
            super().__init__()
            self.points: list[tuple[float, float]] = []

        def on_solution_callback(self) -> None:
            self.points.append((time.perf_counter() - begun, self.objective_value / SCALE))

    solver, trace = cp_model.CpSolver(), Trace()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, workers
    begun = time.perf_counter()
    status = solver.solve(model, trace)
    bound = solver.best_objective_bound / SCALE
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Plan(pairs=NOTHING, slots=NOTHING, bound=bound)
    chosen = np.flatnonzero([solver.boolean_value(one) for one in held])
    return Plan(pairs=pairs[chosen], slots=slots[chosen], bound=bound, trace=tuple(trace.points))


def _rows(core: Core, pairs: Ints, slots: Ints) -> tuple[csr_array, Ints, Ints]:
    """The conditions on the variables (pair, slot): a matrix of ones, and the least and the most held of each row."""
    n, n_pairs, n_slots, n_parties = len(pairs), len(core.pairs), core.open.shape[1], len(core.most)
    every, ends = np.arange(n), np.concatenate([core.left[pairs], core.right[pairs]])
    both, slots_of_both = np.tile(every, 2), np.tile(slots, 2)

    def ones(row: Ints, column: Ints, n_rows: int) -> coo_array:
        return coo_array((np.ones(len(row)), (row, column)), shape=(n_rows, n))

    met_once = ones(pairs, every, n_pairs)
    one_at_a_time = ones(ends * n_slots + slots_of_both, both, n_parties * n_slots)
    at_tables, capped = ones(slots, every, n_slots), ones(ends, both, n_parties)
    n_rows = one_at_a_time.shape[0]
    low = [core.must, np.zeros(n_rows), np.zeros(n_slots), core.least]
    high = [np.ones(n_pairs), np.ones(n_rows), np.full(n_slots, core.tables), core.most]
    matrix = csr_array(vstack([met_once, one_at_a_time, at_tables, capped]))
    return matrix, np.concatenate(low).astype(np.int64), np.concatenate(high).astype(np.int64)
