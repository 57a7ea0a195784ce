"""When the chosen pairs meet: slot by slot the most critical ones, then chains for what is left, then a fill."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np

from matcher.agenda.solver.chains import apply_chain, component, insert
from matcher.agenda.solver.flow import match_slot
from matcher.agenda.solver.grid import FREE, Grid, slots_of
from matcher.agenda.solver.instance import Bools, Floats, Instance, Ints, bit_table

Stop = Callable[[], bool]
"""Whether the time is over."""
URGENT = 60.0
"""Weight of a party that has no slot to spare, against 20 / (1 + slots to spare) for others."""
CARRY_ON = 20.0
"""Weight of a party that has met on the same day, where idle slots cost something."""

WALK_STEPS, MOST_WALK_STEPS = 300, 4000
"""Steps of a walk for each pair without a place, and in all."""
MOST_WALK_TRIES = 30
"""Slots on either side that are tried after each step."""
HOME = 0.6
"""How often a walk moves the meetings of the pair's own parties; otherwise those of whom they meet."""


def place_pairs(grid: Grid, chosen: Bools, rng: random.Random, stop: Stop) -> list[int]:
    """Put the chosen pairs into an empty or begun grid; the rows of those that found no place are returned."""
    instance = grid.instance
    remaining = chosen & (np.array(grid.slot) == FREE)
    there = bit_table(instance.there, len(instance.slots)).astype(np.int64)
    mask = bit_table(instance.mask, len(instance.slots))
    common = mask.sum(axis=1)
    order = _slot_order(instance, there)
    n_venues = len(instance.tables) + 1
    ends = [side * n_venues + np.array(instance.venue) + 1 for side in (instance.left, instance.right)]
    n_ends = len(instance.parties) * n_venues
    there = np.zeros((n_ends, len(instance.slots)), dtype=np.int64)
    for end in ends:
        np.maximum.at(there, end[remaining], mask[remaining])
    later = there.sum(axis=1)
    for t in order:
        if stop():
            break
        ready = remaining & mask[:, t]
        rows = np.flatnonzero(ready)
        if grid.ruled or any(row[t] != FREE for row in grid.at):
            rows = np.array([e for e in rows.tolist() if grid.fits(e, t)], dtype=np.int64)
        if len(rows):
            wanted = sum(np.bincount(end[remaining], minlength=n_ends) for end in ends)
            spare = _urgency(later - wanted)
            weight = spare[ends[0][rows]] + spare[ends[1][rows]] + 30.0 / np.maximum(common[rows], 1)
            weight += 2.5 * instance.value[rows] / max(int(instance.value.max()), 1) + 100.0 * instance.must[rows]
            if instance.problem.objective.idle_penalty > 0:
                begun = CARRY_ON * np.array([bool(met & grid.day_bits[instance.day[t]]) for met in grid.met])
                weight += begun[instance.left[rows]] + begun[instance.right[rows]]
            for e in match_slot(instance, rows, weight, tuple(grid.rest[t]), grid.room[t]).tolist():
                if grid.fits(e, t):
                    grid.put(e, t)
                    remaining[e] = False
        common = common - mask[:, t]
        later = later - there[:, t]
    rows = np.flatnonzero(remaining)
    first = rows[np.lexsort((rows, -instance.value[rows], ~instance.must[rows]))]
    left = [e for e in first.tolist() if not insert_within_caps(grid, e, rng)]
    return insert_after_walks(grid, left, rng, stop)


def insert_after_walks(grid: Grid, rows: list[int], rng: random.Random, stop: Stop) -> list[int]:
    """Put pairs that no single chain makes room for: chains move other meetings at random, and each is tried again.

    What is placed stays placed; the rows of the pairs that found no place are returned.
    """
    left = list(rows)
    n_slots = len(grid.room)
    for step in range(min(WALK_STEPS * len(left), MOST_WALK_STEPS)):
        if not left or (not step % 16 and stop()):
            break
        e = left[step % len(left)]
        for p in (grid.left[e], grid.right[e]):
            mine = slots_of(grid.met[p])
            if mine:
                near = grid.at[p][mine[int(len(mine) * rng.random())]]
                party = p if rng.random() < HOME else grid.left[near] + grid.right[near] - p
                one, other = (int(n_slots * rng.random()) for _ in range(2))
                chain = component(grid, party, one, other) if one != other else None
                if chain:
                    apply_chain(grid, chain)
        if insert_within_caps(grid, e, rng, MOST_WALK_TRIES):
            left.remove(e)
    return left


def insert_within_caps(grid: Grid, e: int, rng: random.Random | None, most: int = 8) -> bool:
    """Put pair `e` where both parties may still have a meeting, through a chain if need be."""
    if grid.slot[e] != FREE or any(grid.load[p] >= grid.cap[p] for p in (grid.left[e], grid.right[e])):
        return False
    return insert(grid, e, rng, most)


def fill(grid: Grid, rng: random.Random, rows: Sequence[int], stop: Stop) -> int:
    """Put further pairs, in the order given, while both parties have room; how many found a place."""
    n = 0
    for e in rows:
        if stop():
            break
        n += insert_within_caps(grid, e, rng)
    return n


def spare_rows(grid: Grid, worth: Floats, most: int) -> list[int]:
    """Pairs that do not meet though both parties may have more meetings: the `most` worthiest, best first."""
    instance = grid.instance
    open_party = np.array(grid.load) < instance.cap
    rows = np.flatnonzero((np.array(grid.slot) == FREE) & open_party[instance.left] & open_party[instance.right])
    found: list[int] = rows[np.argsort(-worth[rows], kind="stable")][:most].tolist()
    return found


def _urgency(spare: Ints) -> Floats:
    return np.where(spare <= 0, URGENT, 20.0 / (1.0 + np.maximum(spare, 0)))


def _slot_order(instance: Instance, there: Ints) -> list[int]:
    """Slots in which few parties are there come first; days in their order where ways or idle slots count."""
    if instance.has_travel or instance.problem.objective.idle_penalty > 0:
        return list(range(len(instance.slots)))
    order: list[int] = np.argsort(there.sum(axis=0), kind="stable").tolist()
    return order
