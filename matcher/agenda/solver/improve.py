"""A better timetable by renewing one slot after the other, and by letting meet whoever still can."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from matcher.agenda.solver.board import Board
from matcher.agenda.solver.slot import SlotPicker
from matcher.agenda.solver.timetable import in_order_of_worth, insert_all

MOST_PASSES = 6


def fill(board: Board, rng: random.Random) -> int:
    """Let meet whoever may and can, the best first; says how many more do."""
    instance = board.instance
    open_pairs = [pair for pair in range(instance.n_pairs) if board.may_meet(pair)]
    return insert_all(board, in_order_of_worth(instance, open_pairs), rng)


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
        if not fill(board, rng) and gained <= 0:
            return
