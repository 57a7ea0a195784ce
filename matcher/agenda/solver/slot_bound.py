"""A bound that knows when parties are there: as many of one side as of the other meet in each slot.

The flow of `flow.py` counts slots party by party. This linear program also says in which slots each party is busy, not
with whom, and asks for balance in every slot; where many are away at the same time, it proves more.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, vstack

from matcher.agenda.solver.instance import Instance, bit_table
from matcher.agenda.solver.linear import rounded_down

MOST_PAIRS = 60_000
"""Instances with more pairs are left to the flow: the program would take longer than the rest of the work."""


def slot_bound(instance: Instance) -> float | None:
    """A score that no agenda with all musts, and all minimums that its parties' limits allow, exceeds.

    None for an instance that is not two-sided, has more than `MOST_PAIRS` pairs or none, or cannot meet its wishes.
    """
    n_pairs, n, n_slots = instance.n_pairs, len(instance.parties), len(instance.slots)
    if not instance.two_sided or not 0 < n_pairs <= MOST_PAIRS:
        return None
    party, slot = np.nonzero(bit_table(instance.there, n_slots))
    is_left = np.zeros(n, dtype=bool)
    is_left[instance.left] = True
    busy = n_pairs + np.arange(len(party))
    size = n_pairs + len(party)
    pairs = np.arange(n_pairs)
    ends, both = np.concatenate([instance.left, instance.right]), np.concatenate([pairs, pairs])
    rows = np.concatenate([ends, party, n + slot])
    columns = np.concatenate([both, busy, busy])
    factors = np.concatenate([np.ones(2 * n_pairs), -np.ones(len(party)), np.where(is_left[party], 1.0, -1.0)])
    equal = coo_array((factors, (rows, columns)), shape=(n + n_slots, size)).tocsr()
    mine = is_left[party]
    seated = coo_array((np.ones(mine.sum()), (slot[mine], busy[mine])), shape=(n_slots, size)).tocsr()
    degree = coo_array((np.ones(2 * n_pairs), (ends, both)), shape=(n, size)).tocsr()
    least = np.minimum(instance.least, instance.cap)
    limits = np.concatenate([np.full(n_slots, sum(instance.tables)), instance.cap, -least])
    low = np.zeros(size)
    low[:n_pairs] = instance.must
    found = linprog(
        -np.concatenate([instance.score, np.zeros(len(party))]),
        A_eq=equal,
        b_eq=np.zeros(n + n_slots),
        A_ub=vstack([seated, degree, -degree]),
        b_ub=limits,
        bounds=np.column_stack([low, np.ones(size)]),
        method="highs",
    )
    return None if found.x is None else rounded_down(instance, -float(found.fun))
