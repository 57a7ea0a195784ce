"""Kempe chains: two slots exchanged along a path of meetings, so that one more meeting finds a place.

The meetings of two slots form paths and rings; exchanging the slots along one of them moves no party's other meetings
(A. B. Kempe, 1879, for colours; Januario et al., *EJOR* 251, 2016, for timetables).
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from matcher.agenda.solver.grid import FREE, Grid, slots_of

LONGEST_CHAIN = 80
"""Meetings of one chain; a longer one is not followed."""

Chain = list[tuple[int, int]]
"""Pair rows with the slots that they move to."""


def follow(grid: Grid, party: int, here: int, there: int, avoid: int = -1) -> tuple[Chain, int] | None:
    """The chain that moves the meeting of `party` in slot `here` to slot `there`, and what it displaces in turn.

    With it comes the party at its end, `party` itself where the chain is a ring. None where a meeting of the chain
    cannot be held in its new slot, or the chain reaches party `avoid` or is too long.
    """
    mask, at, left, right = grid.instance.mask, grid.at, grid.left, grid.right
    chain: Chain = []
    start, node = at[party][here], party
    e = start
    while e != FREE:
        if not mask[e] >> there & 1 or len(chain) >= LONGEST_CHAIN:
            return None
        chain.append((e, there))
        node = right[e] if left[e] == node else left[e]
        if node == avoid:
            return None
        e = at[node][there]
        if e == start:
            break
        here, there = there, here
    return chain, node


def component(grid: Grid, party: int, one: int, other: int) -> Chain | None:
    """All meetings that change places when a party's meetings in two slots do; None where they cannot."""
    found = follow(grid, party, one, other)
    if found is None:
        return None
    chain, end = found
    if grid.at[party][other] == FREE or end == party:
        return chain
    back = follow(grid, party, other, one)
    return None if back is None else chain + back[0]


def apply_chain(grid: Grid, chain: Chain) -> Chain | None:
    """Move the meetings of a chain and return where they were; None, with the grid as it was, if a rule forbids it."""
    before = [(e, grid.take(e)) for e, _ in chain]
    n_put = 0
    for e, t in chain:
        if grid.ruled and not grid.fits(e, t):
            break
        grid.put(e, t)
        n_put += 1
    slots = {t for _, t in before} | {t for _, t in chain}
    if n_put == len(chain) and all(grid.room[t] >= 0 and min(grid.rest[t]) >= 0 for t in slots):
        return before
    for e, _ in chain[:n_put]:
        grid.take(e)
    for e, t in before:
        grid.put(e, t)
    return None


def move_all(grid: Grid, chain: Chain) -> None:
    """Move meetings to slots that are known to be right for them."""
    for e, _ in chain:
        grid.take(e)
    for e, t in chain:
        grid.put(e, t)


def insertions(grid: Grid, e: int, rng: random.Random | None, most: int) -> Iterator[tuple[Chain, int]]:
    """Chains after which pair `e` could be put in the slot given with each; at random, or in order of time."""
    a, b = grid.left[e], grid.right[e]
    slots = list(slots_of(grid.instance.mask[e]))
    if rng is not None:
        rng.shuffle(slots)
    for blocked, other in ((b, a), (a, b)):
        targets = list(slots_of(grid.instance.there[blocked] & ~grid.met[blocked]))
        if rng is not None:
            rng.shuffle(targets)
        for here in [t for t in slots if grid.at[other][t] == FREE and grid.at[blocked][t] != FREE][:most]:
            for to in targets[:most]:
                found = follow(grid, blocked, here, to, avoid=other) if to != here else None
                if found is not None:
                    yield found[0], here


def insert(grid: Grid, e: int, rng: random.Random | None = None, most: int = 8) -> bool:
    """Put pair `e` into its slot with the most free tables, or else after a chain; False where neither can be."""
    free = grid.open_slots(e)
    if free:
        grid.put(e, max(free, key=lambda t: grid.room[t]))
        return True
    for chain, t in insertions(grid, e, rng, most):
        before = apply_chain(grid, chain)
        if before is None:
            continue
        if grid.fits(e, t):
            grid.put(e, t)
            return True
        move_all(grid, before)
    return False
