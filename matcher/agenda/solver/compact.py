"""Fewer idle slots: meetings change slots along chains, so that who meets whom stays as it is.

If a chain moves, only the parties at its two ends are busy at other times than before. Simulated annealing over such
chains, with a fixed number of steps: Kirkpatrick, Gelatt, Vecchi (1983), "Optimization by simulated annealing".
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from matcher.agenda.solver.board import Board, slots_in
from matcher.agenda.solver.chains import chain_from, fits, shift
from matcher.agenda.solver.idle import holes_of, idle_slots

STEPS_PER_PARTY, MOST_STEPS = 1500, 400_000
HOTTEST = 1.2
"""The temperature at the start, in idle slots; it falls to nothing."""

CALM = 0.7
"""How often a party without idle slots is passed over."""

LOOKS = 512
"""After how many steps it is asked whether to stop."""


def close_gaps(board: Board, rng: random.Random, is_over: Callable[[], bool]) -> None:
    """Make the idle slots of all parties together fewer; the board ends as the best that was seen."""
    n = len(board.instance.parties)
    steps = min(STEPS_PER_PARTY * n, MOST_STEPS)
    n_idle = fewest = idle_slots(board)
    kept = board.slot_of.copy()
    for step in range(steps):
        if step % LOOKS == 0 and is_over():
            break
        n_idle += _try(board, rng, rng.randrange(n), HOTTEST * (1 - step / steps) ** 2)
        if n_idle < fewest:
            fewest, kept = n_idle, board.slot_of.copy()
            if not fewest:
                break
    _restore(board, kept)


def _try(board: Board, rng: random.Random, party: int, temperature: float) -> int:
    """Move one meeting of the party, and what that moves, if chance allows; says by how much the idle slots change."""
    instance, busy = board.instance, board.busy[party]
    open_slots = instance.there[party] & ~busy
    if not busy or not open_slots or (not holes_of(instance, busy) and rng.random() < CALM):
        return 0
    leave, go = rng.choice(slots_in(busy)), rng.choice(slots_in(open_slots))
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
    if change > 0 and (temperature <= 0 or rng.random() >= math.exp(-change / temperature)):
        return 0
    if not fits(board, moves):
        return 0
    shift(board, moves)
    return change


def _restore(board: Board, slot_of: list[int]) -> None:
    """Put every meeting back to the slot it had."""
    moved = [
        (pair, board.slot_of[pair], slot)
        for pair, slot in enumerate(slot_of)
        if slot >= 0 and board.slot_of[pair] != slot
    ]
    shift(board, moved)
