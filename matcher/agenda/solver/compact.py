"""Fewer idle slots: meetings change slots along chains, and now and then a party meets somebody else instead.

If a chain moves, only the parties at its two ends are busy at other times than before. Simulated annealing over such
moves, with a fixed number of steps: Kirkpatrick, Gelatt, Vecchi (1983), "Optimization by simulated annealing".
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from matcher.agenda.solver.board import Board, slots_in
from matcher.agenda.solver.chains import chain_from, fits, shift
from matcher.agenda.solver.idle import holes_of, idle_slots
from matcher.agenda.solver.instance import Instance

STEPS_PER_PARTY, MOST_STEPS = 6000, 2_000_000
HOTTEST = 0.6
"""The temperature at the start, in idle slots; it falls to nothing."""

EXCHANGES = 0.05
"""How often another partner is tried."""

CALM = 0.5
"""How often a party without idle slots is passed over."""

NEAR = 0.5
"""How often a meeting goes to a slot beside another meeting of its party, where there is one."""

LOOKS = 512
"""After how many steps it is asked whether to stop."""


def close_gaps(board: Board, rng: random.Random, is_over: Callable[[], bool]) -> None:
    """Raise the objective by fewer idle slots; the board ends as the best that was seen. No wish is given up."""
    instance = board.instance
    n = len(instance.parties)
    steps = min(STEPS_PER_PARTY * n, MOST_STEPS)
    listed = _listed(instance)
    cost = best = float(idle_slots(board))
    kept = board.slot_of.copy()
    for step in range(steps):
        if step % LOOKS == 0 and is_over():
            break
        temperature = HOTTEST * (1 - step / steps) ** 2
        party = rng.randrange(n)
        if rng.random() < EXCHANGES and listed[party]:
            cost += _exchange(board, rng, party, rng.choice(listed[party]), temperature)
        else:
            cost += _try(board, rng, party, temperature)
        if cost < best - 1e-9:
            best, kept = cost, board.slot_of.copy()
    _restore(board, kept)


def _listed(instance: Instance) -> list[list[int]]:
    """The pairs of each party."""
    listed: list[list[int]] = [[] for _ in instance.parties]
    for pair in range(instance.n_pairs):
        listed[instance.firsts[pair]].append(pair)
        listed[instance.seconds[pair]].append(pair)
    return listed


def _exchange(board: Board, rng: random.Random, party: int, pair: int, temperature: float) -> float:
    """Let a pair of the party meet instead of another one, if chance allows; says what it costs, in idle slots."""
    instance, other = board.instance, board.other(pair, party)
    if board.slot_of[pair] >= 0 or not board.has_spare(other) or not board.busy[party]:
        return 0.0
    dropped = board.at[party][rng.choice(slots_in(board.busy[party]))]
    loss = (instance.scores[dropped] - instance.scores[pair]) / instance.idle_penalty
    if board.is_guarded(dropped) or loss > 3:
        return 0.0
    concerned = (party, other, board.other(dropped, party))
    before = sum(holes_of(instance, board.busy[one]) for one in concerned)
    slot = board.take(dropped)
    free = board.free_slots(pair)
    if free:
        board.put(pair, rng.choice(slots_in(free)))
        change = loss + sum(holes_of(instance, board.busy[one]) for one in concerned) - before
        if _allows(change, temperature, rng):
            return change
        board.take(pair)
    board.put(dropped, slot)
    return 0.0


def _allows(change: float, temperature: float, rng: random.Random) -> bool:
    return change <= 0 or (temperature > 0 and rng.random() < math.exp(-change / temperature))


def _try(board: Board, rng: random.Random, party: int, temperature: float) -> int:
    """Move one meeting of the party, and what that moves, if chance allows; says by how much the idle slots change."""
    instance, busy = board.instance, board.busy[party]
    open_slots = instance.there[party] & ~busy
    if not busy or not open_slots or (not holes_of(instance, busy) and rng.random() < CALM):
        return 0
    beside = open_slots & (busy << 1 | busy >> 1)
    leave, go = (
        rng.choice(slots_in(busy)),
        rng.choice(slots_in(beside if beside and rng.random() < NEAR else open_slots)),
    )
    if not board.slot_has_room(party, go, leave):
        return 0
    moves = chain_from(board, party, leave, go)
    if not moves:
        return 0
    end = party
    for pair, _, _ in moves:
        end = board.other(pair, end)
    change = 0
    turned = 1 << leave | 1 << go
    for one in {party, end} if end != party else ():
        change += holes_of(instance, board.busy[one] ^ turned) - holes_of(instance, board.busy[one])
    if not _allows(change, temperature, rng) or not fits(board, moves):
        return 0
    shift(board, moves)
    return change


def _restore(board: Board, slot_of: list[int]) -> None:
    """Let every pair meet when it did, or not at all."""
    changed = [(pair, slot) for pair, slot in enumerate(slot_of) if board.slot_of[pair] != slot]
    for pair, _ in changed:
        if board.slot_of[pair] >= 0:
            board.take(pair)
    for pair, slot in changed:
        if slot >= 0:
            board.put(pair, slot)
