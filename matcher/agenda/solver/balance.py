"""Pairs that fit the slots: as many of one side as of the other meet in each slot, within its tables.

The flow of `flow.py` counts slots party by party. This program also says in which slots each party is busy, not with
whom, and asks for balance in every slot; where many are away at the same time, it proves more, and its pairs find their
slots more easily.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, vstack

from matcher.agenda.solver.flow import Selection
from matcher.agenda.solver.instance import Instance, bit_table
from matcher.agenda.solver.linear import rounded_down

MOST_PAIRS = 60_000
"""Instances with more pairs are left to the flow: the program would take longer than the rest of the work."""
MOST_WHOLE_PAIRS, MOST_NODES, CLOSE_ENOUGH = 10_000, 50, 1e-6


def balanced_pairs(instance: Instance, time_limit: float) -> Selection | None:
    """The best pairs in balance, with a bound on the score of all agendas that meet all musts and minimums.

    None for an instance that is not two-sided, has more than `MOST_PAIRS` pairs or none, or cannot meet its wishes, and
    where nothing is found in the time. Up to `MOST_WHOLE_PAIRS` pairs are whole; above, half a pair counts as one.
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
    is_whole = n_pairs <= MOST_WHOLE_PAIRS
    found = milp(
        -np.concatenate([instance.score, np.zeros(len(party))]),
        integrality=np.full(size, int(is_whole)),
        bounds=Bounds(low, np.ones(size)),
        constraints=[
            LinearConstraint(equal, 0, 0),
            LinearConstraint(vstack([seated, degree, -degree]), -np.inf, limits),
        ],
        options={"node_limit": MOST_NODES, "time_limit": max(time_limit, 0.1), "mip_rel_gap": CLOSE_ENOUGH},
    )
    proven = found.mip_dual_bound if is_whole else found.fun if found.status == 0 else None
    if found.x is None or proven is None:
        return None
    bound = rounded_down(instance, -float(proven))
    return Selection(chosen=found.x[:n_pairs] > 0.5, bound=bound, complete=True, source="lp")
