"""New meetings in what changes have left free, survivors in their slots as far as that is worth it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from matcher.agenda.solver.augmenting import AugmentingPaths
from matcher.agenda.solver.chains import Chain, apply_chain, insertions, move_all
from matcher.agenda.solver.choosing import worth_of
from matcher.agenda.solver.frame import as_bits
from matcher.agenda.solver.grid import FREE, Grid, slots_of
from matcher.agenda.solver.instance import Bools, Floats, Instance, Ints
from matcher.agenda.solver.prices import Prices
from matcher.agenda.solver.timetable import spare_rows
from matcher.agenda.solver.watch import Watch

NO_SLOT = 0.1
"""What a pair without a common free slot is worth less, in largest scores: room has to be made for it."""
MOVE = 5.0
"""What moving a meeting to another time costs, in what dropping it does."""
MOVES_FIRST = 1
"""Meetings that may move for a chosen pair before ways are looked for, which move none."""
LEAST_GAIN = 0.02
"""What an exchange of partners has to be worth, in largest scores."""
SPARE_PAIRS = 2000
"""Further pairs that are tried once the chosen ones have their places."""

SURE = 0.02
"""How far from its price, in largest scores, a pair is taken to be surely chosen, or surely not."""

Choose = Callable[[Instance, Ints, Bools, Bools], Bools]
"""The best pairs of an instance for whole worths of each pair, (n_pairs,) int64, with those that are surely not among
them and those that surely are, (n_pairs,) bool each; (n_pairs,) bool."""


def refit(
    grid: Grid,
    home: Mapping[int, int],
    pinned: Bools,
    prices: Prices | None,
    *,
    keep: float,
    choose: Choose,
    watch: Watch,
) -> None:
    """Fill a grid whose survivors are in their places, and give some of these up where that gains more than `keep`.

    Args:
        grid: is changed.
        home: the slot rows of pairs that met before.
        pinned: (n_pairs,) pairs that do not move.
        prices: of the parties, where they are known.
        keep: what a meeting that stays is worth more, in largest scores.
        choose: chooses pairs.
        watch: is asked often whether to go on.
    """
    instance = grid.instance
    largest = float(instance.score.max(initial=0.0))
    worth = worth_of(instance)
    loss = None
    if prices is not None:
        loss = prices.party[instance.left] + prices.party[instance.right] + prices.table - instance.score
    waiting = _exchange_chosen(grid, home, pinned, loss, keep, choose)
    move = MOVE * keep * largest
    _insert_all(grid, home, move, watch, only_wishes=True)
    for e in waiting:
        if grid.slot[e] == FREE and not watch.is_over():
            _insert(grid, e, home, move, float(worth[e]), len(home) if prices is None else MOVES_FIRST)
    if prices is not None and loss is not None:
        least = LEAST_GAIN * largest
        fixed = instance.must | pinned
        ways = AugmentingPaths(
            grid, prices.party, loss, home, fixed, keep=keep * largest, least=least, stop=watch.is_over
        )
        ways.fill()
        ways.exchange()
    _insert_all(grid, home, move, watch, only_wishes=False)


def _exchange_chosen(
    grid: Grid, home: Mapping[int, int], pinned: Bools, loss: Floats | None, keep: float, choose: Choose
) -> list[int]:
    """Choose pairs anew, give up what is not chosen, and put the others that fit; the rest is returned, best first.

    `loss` (n_pairs,) is what prices are above scores; where it is known, only pairs that are near to it are compared.
    """
    instance = grid.instance
    largest = int(instance.value.max(initial=0))
    is_placed = np.array(grid.slot) != FREE
    busy = as_bits(grid.met, len(instance.slots))
    is_shut = ~is_placed & (
        as_bits(instance.mask, len(instance.slots)) & ~busy[instance.left] & ~busy[instance.right] == 0
    )
    value = instance.value + round(keep * largest) * is_placed - round(NO_SLOT * largest) * is_shut
    asked = replace(instance, must=instance.must | pinned)
    closed, held = np.zeros((2, instance.n_pairs), dtype=bool)
    if loss is not None:
        sure = SURE * largest / instance.scale
        held = is_placed & (asked.must | (loss < -sure))
        closed = ~is_placed & ~asked.must & (loss > keep * largest / instance.scale + sure)
    chosen = choose(asked, np.maximum(value, 0), closed, held)
    for e in np.flatnonzero(is_placed & ~chosen & ~pinned).tolist():
        grid.take(e)
    waiting = np.flatnonzero(chosen & ~is_placed)
    waiting = waiting[np.argsort(-instance.value[waiting], kind="stable")]
    return [e for e in waiting.tolist() if not _insert_free(grid, e, home)]


def _insert_all(grid: Grid, home: Mapping[int, int], move: float, watch: Watch, *, only_wishes: bool) -> None:
    """Pairs that both parties have room for, the worthiest first, each as cheaply as it can be put."""
    instance = grid.instance
    worth = worth_of(instance)
    largest = float(worth.max(initial=0.0))
    short = np.array(grid.load) < instance.least
    need = worth + largest * (short[instance.left] | short[instance.right])
    for e in spare_rows(grid, need, SPARE_PAIRS):
        if watch.is_over() or (only_wishes and need[e] <= largest and not instance.must[e]):
            return
        _insert(grid, e, home, move, float(need[e]), len(home) if only_wishes else MOVES_FIRST)


def _insert_free(grid: Grid, e: int, home: Mapping[int, int]) -> bool:
    """Put pair `e` into its old slot, else the free one with the least new idle time."""
    if any(grid.load[p] >= grid.cap[p] for p in (grid.left[e], grid.right[e])):
        return False
    free = grid.open_slots(e)
    if free:
        old = home.get(e, FREE)
        if old not in free:
            old = min(free, key=lambda t: (_new_idle(grid, e, t), -grid.room[t], t)) if len(free) > 1 else free[0]
        grid.put(e, old)
    return bool(free)


def _insert(grid: Grid, e: int, home: Mapping[int, int], move: float, gain: float, most: int) -> bool:
    """Put pair `e` into a free slot, else make room by the chain that moves least: `most`, at a cost below `gain`.

    A single meeting that can move is taken first.
    """
    if any(grid.load[p] >= grid.cap[p] for p in (grid.left[e], grid.right[e])):
        return False
    if _insert_free(grid, e, home) or (most and _insert_for_one(grid, e, home, move, gain)):
        return True
    if most <= 1:
        return False
    ways = sorted(
        (
            (_moved(grid, chain, home), n, chain, t)
            for n, (chain, t) in enumerate(insertions(grid, e, None, len(grid.room)))
        ),
        key=lambda way: way[:2],
    )
    for n_moved, _, chain, t in ways:
        if n_moved > most or n_moved * move >= gain:
            return False
        was = apply_chain(grid, chain)
        if was is None:
            continue
        if grid.fits(e, t):
            grid.put(e, t)
            return True
        move_all(grid, was)
    return False


def _insert_for_one(grid: Grid, e: int, home: Mapping[int, int], move: float, gain: float) -> bool:
    """Put pair `e` into the slot of a meeting that moves to another one, if that costs less than `gain`."""
    a, b = grid.left[e], grid.right[e]
    mask, met, at = grid.instance.mask, grid.met, grid.at
    ways: list[tuple[int, int, int, int, int]] = []
    for blocked, other in ((b, a), (a, b)):
        for t in slots_of(mask[e] & ~met[other] & met[blocked]):
            near = at[blocked][t]
            partner = grid.left[near] + grid.right[near] - blocked
            place = home.get(near, FREE)
            for to in slots_of(mask[near] & ~met[blocked] & ~met[partner]):
                ways.append(((place == t) - (place == to), len(ways), near, t, to))
    for n_moved, _, near, t, to in sorted(ways):
        if n_moved * move >= gain:
            return False
        grid.take(near)
        if grid.fits(near, to):
            grid.put(near, to)
            if grid.fits(e, t):
                grid.put(e, t)
                return True
            grid.take(near)
        grid.put(near, t)
    return False


def _moved(grid: Grid, chain: Chain, home: Mapping[int, int]) -> int:
    """How many more meetings leave their old slots than come back to them."""
    return sum((grid.slot[e] == home[e]) - (t == home[e]) for e, t in chain if e in home)


def _new_idle(grid: Grid, e: int, t: int) -> int:
    return grid.idle_with(grid.left[e], t) + grid.idle_with(grid.right[e], t)
