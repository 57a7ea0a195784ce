"""A choice of pairs that a timetable can hold: who cannot be placed counts a little less, and the flow chooses again.

The bound of the flow is often reached by another choice than its first. What both choices share keeps its slot, so that
a round costs little.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matcher.agenda.solver.board import Board
from matcher.agenda.solver.choice import Wishes
from matcher.agenda.solver.pairing import choose_pairs
from matcher.agenda.solver.timetable import in_order_of_worth, insert_all

TICK = 0.004
"""What a pair loses in each round in which it cannot be placed, relative to the highest score."""


def repair(
    board: Board, rng: random.Random, *, rounds: int, is_done: Callable[[Board], bool], polish: Callable[[Board], None]
) -> Board:
    """The best board of the rounds, the given one included; more wishes met come first, then the score.

    `polish` betters a board; `is_done` says of a board that no other is needed.
    """
    instance = board.instance
    wishes = Wishes(least=instance.least, musts=instance.musts)
    lost = np.zeros(instance.n_pairs)
    scores = np.array(instance.scores)
    tick = TICK * float(scores.max(initial=0.0))
    best, current = board, copy_of(board)
    for _ in range(rounds):
        choice = choose_pairs(replace(instance, scores=tuple(np.maximum(scores - lost, 0.0).tolist())), wishes)
        chosen = set(choice.pairs)
        for pair in current.held():
            if pair not in chosen:
                current.take(pair)
        waiting = [pair for pair in choice.pairs if current.slot_of[pair] < 0]
        insert_all(current, in_order_of_worth(instance, waiting), rng)
        for pair in waiting:
            if current.slot_of[pair] < 0:
                lost[pair] += tick * (1 + rng.random())
        polished = copy_of(current)
        polish(polished)
        if standing(polished) > standing(best):
            best = polished
        if is_done(best):
            break
    return best


def standing(board: Board) -> tuple[int, float]:
    """What makes one board better than another: fewer wishes unmet, then the score."""
    instance = board.instance
    short = sum(max(least - n, 0) for least, n in zip(instance.least, board.n_meetings, strict=True))
    lost = sum(board.slot_of[pair] < 0 for pair in instance.musts)
    return -short - lost, sum(instance.scores[pair] for pair in board.held())


def copy_of(board: Board) -> Board:
    """A board of its own with the same meetings."""
    copy = Board(board.instance)
    for pair in board.held():
        copy.put(pair, board.slot_of[pair])
    return copy
