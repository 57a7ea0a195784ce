"""Which pairs a remake chooses among: as many as its program can hold."""

from __future__ import annotations

import numpy as np

from matcher.agenda.solver.grid import FREE, Grid
from matcher.agenda.solver.instance import Bools, Floats
from matcher.agenda.solver.prices import Prices
from matcher.agenda.solver.reasons import below_floor
from matcher.agenda.solver.remake import MOST_COLUMNS
from matcher.agenda.solver.stakes import Stakes

MOST_WITH_WAYS, MOST_WITH_WAITING = 4000, 2500
"""Meetings among which a program chooses where ways or idle slots count, if what stays may move."""
NEAR = 0.1
"""How far below its price, in largest scores, a pair may be worth to be chosen among."""
BEST_PARTNERS = 20
"""Pairs of a party with an open wish that are taken first, the nearest to their price."""


def loose_pairs(grid: Grid, stakes: Stakes, prices: Prices | None) -> list[int]:
    """The pairs of a remake: all that are near their price, if the program can hold them in every slot.

    If not, meetings that are held stay in their slots or are given up, and pairs that do not meet are taken as far as
    the program can hold them: first what open wishes ask for, then those nearest to their price; the first alone where
    idle slots count.
    """
    instance, n = grid.instance, grid.instance.n_pairs
    loss = -instance.score
    if prices is not None:
        loss = prices.party[instance.left] + prices.party[instance.right] + prices.table - instance.score
    width = np.array([bits.bit_count() for bits in instance.mask])
    is_placed = np.array(grid.slot) != FREE
    is_asked = _is_asked(grid, stakes, loss)
    is_near = np.full(n, prices is None) | (loss <= NEAR * float(instance.score.max(initial=0.0)))
    is_waiting = instance.problem.objective.idle_penalty > 0
    most = MOST_WITH_WAITING if is_waiting else MOST_WITH_WAYS if instance.has_travel else MOST_COLUMNS
    everything = is_placed | is_asked | is_near
    everything[list(stakes.home)] = True
    if int(width[everything].sum()) <= most:
        return list(map(int, np.flatnonzero(everything)))
    rows = np.flatnonzero(~is_placed & (is_asked | (is_near & (not is_waiting))))
    rows = rows[np.lexsort((rows, loss[rows], ~is_asked[rows]))]
    fitting = int(np.searchsorted(width[rows].cumsum(), MOST_COLUMNS - int(is_placed.sum()), side="right"))
    return list(map(int, rows[:fitting]))


def _is_asked(grid: Grid, stakes: Stakes, loss: Floats) -> Bools:
    """Open musts, and the best pairs of parties with an open minimum or floor, (n_pairs,)."""
    instance = grid.instance
    rows = {party.id: p for p, party in enumerate(instance.parties)}
    short = set(np.flatnonzero(np.array(grid.load) < np.minimum(instance.least, instance.cap)).tolist())
    short |= {rows[one.party] for one in below_floor(grid, stakes.sessions, stakes.floors)}
    found: Bools = instance.must & (np.array(grid.slot) == FREE)
    for p in short:
        found[sorted(instance.partners[p], key=lambda e: (loss[e], e))[:BEST_PARTNERS]] = True
    return found
