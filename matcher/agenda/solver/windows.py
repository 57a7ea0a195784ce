"""A few slots, or all meetings of a few parties, made anew together as a small integer program, all others fixed.

Large neighbourhood search (Shaw, CP 1998) with HiGHS as the neighbourhood's solver.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from matcher.agenda.solver.grid import FREE, Grid
from matcher.agenda.solver.instance import Floats, Ints
from matcher.agenda.solver.watch import Watch

MOST_VARIABLES = 3000
"""Meetings among which a window chooses."""
BEST_PARTNERS = 14
"""Pairs of each party that a window looks at, the worthiest first, beside those that meet."""
WIDEST = 5
"""Slots of a window, at most."""
MOST_PARTIES, MORE_PARTNERS = 8, 25
"""Parties of a window, and the pairs of each that it looks at beside those that meet."""
MOST_NODES = 60
WINDOW_S = 5.0
"""Seconds after which a window is given up; far more than one takes."""


def improve_windows(grid: Grid, worth: Floats, bound: float, n_windows: int, rng: random.Random, watch: Watch) -> None:
    """Make `n_windows` sets of slots and of parties, drawn at random, anew; the grid never gets worse.

    Only for plain rules: where ways, limits of the day, own tables or orders count, nothing is done, as windows do not
    know them. Slots are left out where two of them are more than a window can hold.
    """
    if grid.ruled:
        return
    instance = grid.instance
    n_slots = len(instance.slots)
    width = min(WIDEST, n_slots, MOST_VARIABLES // max(1, BEST_PARTNERS * len(grid.at) // 2))
    sides = [sorted(set(side.tolist())) for side in (instance.left, instance.right)]
    for number in range(n_windows):
        if watch.is_over() or grid.total() >= bound - 1e-9 * abs(bound):
            return
        if width >= 2 and not number % 2:
            _improve_slots(grid, sorted(rng.sample(range(n_slots), width)), worth, watch)
        else:
            side = sides[number // 2 % 2]
            _improve_parties(grid, sorted(rng.sample(side, min(MOST_PARTIES, len(side)))), worth, watch)


def _improve_slots(grid: Grid, window: list[int], worth: Floats, watch: Watch) -> None:
    bits = sum(1 << t for t in window)
    before = [(e, t) for e, t in enumerate(grid.slot) if t != FREE and bits >> t & 1]

    def choices() -> list[tuple[int, int]]:
        wanted = {e for e, _ in before}
        for p, partners in enumerate(grid.instance.partners):
            if grid.load[p] < grid.instance.cap[p]:
                wanted.update(_worthiest(grid, partners, worth, BEST_PARTNERS))
        return [(e, t) for e in sorted(wanted) for t in window if grid.fits(e, t)]

    _improve(grid, before, choices, worth, watch)


def _improve_parties(grid: Grid, parties: list[int], worth: Floats, watch: Watch) -> None:
    released = set(parties)
    before = [
        (e, t) for e, t in enumerate(grid.slot) if t != FREE and (grid.left[e] in released or grid.right[e] in released)
    ]

    def choices() -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for p in parties:
            mine = [e for e, _ in before if p in (grid.left[e], grid.right[e])]
            wanted = sorted({*mine, *_worthiest(grid, grid.instance.partners[p], worth, MORE_PARTNERS)})
            more = [(e, t) for e in wanted for t in grid.open_slots(e)]
            if len(found) + len(more) > MOST_VARIABLES:
                more = [(e, t) for e, t in before if e in set(mine)]
            found += more
        return sorted(set(found))

    _improve(grid, before, choices, worth, watch)


def _worthiest(grid: Grid, partners: Sequence[int], worth: Floats, most: int) -> list[int]:
    """The pairs of a party that do not meet though the other party has room, best first."""
    instance = grid.instance
    found = [
        e
        for e in partners
        if grid.slot[e] == FREE
        and grid.load[grid.left[e]] < instance.cap[grid.left[e]]
        and grid.load[grid.right[e]] < instance.cap[grid.right[e]]
    ]
    return sorted(found, key=lambda e: (-worth[e], e))[:most]


def _improve(
    grid: Grid,
    before: list[tuple[int, int]],
    choices: Callable[[], list[tuple[int, int]]],
    worth: Floats,
    watch: Watch,
) -> None:
    """Take the meetings `before` away, and put the best that can be found among the choices in their place."""
    load = list(grid.load)
    for e, _ in before:
        grid.take(e)
    both = np.array(choices(), dtype=np.int64).reshape(-1, 2)
    pairs, slots = both[:, 0], both[:, 1]
    chosen = _solve(grid, pairs, slots, load, worth, watch) if len(pairs) else None
    gain = -1.0 if chosen is None else float(worth[pairs[chosen]].sum() - worth[[e for e, _ in before]].sum())
    after = before if chosen is None or gain <= 1e-9 else list(zip(pairs[chosen], slots[chosen], strict=True))
    for e, t in after:
        grid.put(int(e), int(t))


def _solve(grid: Grid, pairs: Ints, slots: Ints, load: list[int], worth: Floats, watch: Watch) -> Ints | None:
    """The rows of a best choice; None where none is found. `load` is that of the parties before the window."""
    instance = grid.instance
    n, n_parties, n_slots = len(pairs), len(instance.parties), len(instance.slots)
    left, right = instance.left[pairs], instance.right[pairs]
    now = np.array(grid.load)
    kept = np.minimum(np.array(load), instance.least) - now
    tables = np.array([max(room, 0) for room in grid.room])
    busy = n_parties * n_slots
    blocks: list[tuple[list[Ints], Floats, Floats]] = [
        ([pairs], np.zeros(instance.n_pairs), np.ones(instance.n_pairs)),
        ([left * n_slots + slots, right * n_slots + slots], np.zeros(busy), np.ones(busy)),
        ([slots], np.zeros(n_slots), tables),
        ([left, right], np.maximum(kept, 0), instance.cap - now),
    ]
    venues = np.array([instance.venue[e] for e in pairs.tolist()])
    if (venues >= 0).any():
        rest = np.array(grid.rest)
        nowhere = np.where(venues >= 0, slots * rest.shape[1] + venues, rest.size)
        blocks.append(([nowhere], np.zeros(rest.size + 1), np.append(rest.ravel(), n)))
    row: list[Ints] = []
    low: list[Floats] = []
    high: list[Floats] = []
    first = 0
    for parts, least, most in blocks:
        row += [part + first for part in parts]
        low.append(least)
        high.append(most)
        first += len(least)
    row_ids, rows = np.unique(np.concatenate(row), return_inverse=True)
    columns = np.tile(np.arange(n), len(row))
    matrix = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(row_ids), n)).tocsr()
    limits = LinearConstraint(matrix, np.concatenate(low)[row_ids], np.concatenate(high)[row_ids])
    found = milp(
        -worth[pairs],
        integrality=np.ones(n),
        bounds=Bounds(0, 1),
        constraints=limits,
        options={"node_limit": MOST_NODES, "time_limit": min(WINDOW_S, max(watch.left(), 0.1)), "mip_rel_gap": 1e-6},
    )
    return None if found.x is None else np.flatnonzero(found.x > 0.5)
