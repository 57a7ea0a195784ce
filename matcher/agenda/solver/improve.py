"""A better timetable: slot after slot anew, a few parties anew, and a meeting for whoever still can."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from matcher.agenda.solver.board import Board
from matcher.agenda.solver.renewal import renew_parties
from matcher.agenda.solver.sides import two_sides
from matcher.agenda.solver.slot import SlotPicker
from matcher.agenda.solver.timetable import in_order_of_worth, insert_all

MOST_PASSES = 6

BATCH = 256
"""After how many pairs it is asked whether to stop."""

WHOLE_MOST = 6_000
"""Up to so many pairs times slots a problem is solved as a whole."""

PARTS, PART_SIZE, PART_MOST = 60, 10, 4_000
"""How many parts are renewed else, of how many parties each, and how many pairs times slots a part may have."""


def fill(board: Board, rng: random.Random, is_over: Callable[[], bool]) -> int:
    """Let meet whoever may and can, the best first; says how many more do."""
    instance = board.instance
    open_pairs = in_order_of_worth(instance, [pair for pair in range(instance.n_pairs) if board.may_meet(pair)])
    n_more = 0
    for start in range(0, len(open_pairs), BATCH):
        if is_over():
            break
        n_more += insert_all(board, open_pairs[start : start + BATCH], rng)
    return n_more


def renew_slots(board: Board, rng: random.Random, is_over: Callable[[], bool]) -> None:
    """Renew all slots in turn, and again until a pass gains nothing, `MOST_PASSES` times at most."""
    picker = SlotPicker(board.instance)
    noise = np.random.default_rng(rng.getrandbits(64))
    slots = list(range(board.instance.n_slots))
    for _ in range(MOST_PASSES):
        rng.shuffle(slots)
        gained = 0.0
        for slot in slots:
            if is_over():
                return
            gained += picker.renew(board, slot, noise)
        if not fill(board, rng, is_over) and gained <= 0:
            return


def renew_whole(board: Board, seconds: float) -> float | None:
    """The best timetable of a small problem; says a bound that is proven with it, None if none is."""
    everyone = frozenset(range(len(board.instance.parties)))
    return renew_parties(board, everyone, most_variables=WHOLE_MOST, seconds=seconds).bound


def renew_parts(board: Board, rng: random.Random, is_done: Callable[[], bool], seconds: Callable[[], float]) -> None:
    """Renew some parties of one side, then of the other, until it is done or `PARTS` have been."""
    n = len(board.instance.parties)
    left = two_sides(n, board.instance.firsts, board.instance.seconds)
    sides = [list(range(n))]
    if left is not None:
        sides = [[party for party in range(n) if left[party] == first] for first in (True, False)]
    for part in range(PARTS):
        if is_done():
            return
        side = sides[part % len(sides)]
        released = frozenset(rng.sample(side, min(PART_SIZE, len(side))))
        renew_parties(board, released, most_variables=PART_MOST, seconds=seconds())
