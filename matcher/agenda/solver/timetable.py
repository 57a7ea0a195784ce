"""A slot for each chosen pair: slot by slot the pairs that are most in danger first, then by exchange, then others.

In each slot a set of pairs that do not share a party is picked by an assignment of most weight. A pair weighs the more,
the fewer slots its parties have beyond the meetings that wait for one.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from matcher.agenda.solver.board import Board
from matcher.agenda.solver.chains import insert_pair
from matcher.agenda.solver.instance import Instance
from matcher.agenda.solver.sides import two_sides

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NO_SLACK, SLACK, FEW_SLOTS, MUST = 60.0, 20.0, 30.0, 100.0
"""What a party without a slot to spare adds, one with some, a pair with one common slot left, and a must."""


def place_pairs(instance: Instance, pairs: Sequence[int], rng: random.Random, *, in_time_order: bool) -> Board:
    """A timetable with as many of the pairs as can be placed; those left over simply do not meet."""
    board = Board(instance)
    _Waiting(instance, pairs).place(board, in_time_order=in_time_order)
    left_over = [pair for pair in pairs if board.slot_of[pair] < 0]
    insert_all(board, in_order_of_worth(instance, left_over), rng)
    return board


def insert_all(board: Board, pairs: Iterable[int], rng: random.Random) -> int:
    """Let each pair meet that may and can, in the order given; says how many more meet now."""
    return sum(board.may_meet(pair) and insert_pair(board, pair, rng) for pair in pairs)


def in_order_of_worth(instance: Instance, pairs: Iterable[int]) -> list[int]:
    """Musts first, then by score from the highest; ties by row."""
    return sorted(pairs, key=lambda pair: (pair not in instance.musts, -instance.scores[pair], pair))


class _Waiting:
    """The chosen pairs that have no slot yet, and how pressed they and their parties are."""

    def __init__(self, instance: Instance, pairs: Sequence[int]) -> None:
        self._instance = instance
        self._pairs = np.array(pairs, dtype=np.int64)
        self._ends = (
            np.array([instance.firsts[pair] for pair in pairs], dtype=np.int64),
            np.array([instance.seconds[pair] for pair in pairs], dtype=np.int64),
        )
        n = len(instance.parties)
        self._left = two_sides(n, self._ends[0].tolist(), self._ends[1].tolist())
        self._open = _as_rows([instance.open_slots[pair] for pair in pairs], instance.n_slots)
        self._there = _as_rows(instance.there, instance.n_slots)
        scores = np.array([instance.scores[pair] for pair in pairs])
        self._worth = scores / max(scores.max(initial=0.0), 1e-12)
        self._worth += MUST * np.array([pair in instance.musts for pair in pairs], dtype=float)

    def place(self, board: Board, *, in_time_order: bool) -> None:
        """Fill slot after slot, those with the fewest parties first unless time order is asked for."""
        n, n_slots = len(self._instance.parties), self._instance.n_slots
        waits = np.ones(len(self._pairs), dtype=bool)
        slots_left = self._there.sum(axis=1)
        common_left = self._open.sum(axis=1)
        by_presence = np.argsort(self._there.sum(axis=0), kind="stable").tolist()
        for slot in range(n_slots) if in_time_order else by_presence:
            pending = sum(np.bincount(end[waits], minlength=n) for end in self._ends)
            slack = slots_left - pending
            here = np.flatnonzero(waits & self._open[:, slot])
            danger = sum(
                np.where(slack <= 0, NO_SLACK, SLACK / (1 + np.maximum(slack, 0)))[end[here]] for end in self._ends
            )
            weights = danger + FEW_SLOTS / common_left[here] + self._worth[here]
            for number in self._pick(here, weights):
                pair = int(self._pairs[number])
                if board.free_slots(pair) >> slot & 1:
                    board.put(pair, slot)
                    waits[number] = False
            slots_left -= self._there[:, slot]
            common_left -= self._open[:, slot]

    def _pick(self, here: Ints, weights: Floats) -> list[int]:
        """Rows of pairs without a common party, the heaviest first: the best such set where there are two sides."""
        if self._left is None or not len(here):
            return [int(here[one]) for one in np.argsort(-weights, kind="stable")]
        outward = self._left[self._ends[0][here]]
        rows, row_of = np.unique(np.where(outward, self._ends[0][here], self._ends[1][here]), return_inverse=True)
        columns, column_of = np.unique(np.where(outward, self._ends[1][here], self._ends[0][here]), return_inverse=True)
        table = np.zeros((len(rows), len(columns)))
        number = np.full(table.shape, -1)
        table[row_of, column_of] = weights
        number[row_of, column_of] = here
        matched = linear_sum_assignment(table, maximize=True)
        order = np.argsort(-table[matched], kind="stable")
        return [one for one in number[matched][order].tolist() if one >= 0]


def _as_rows(sets: Sequence[int], n_slots: int) -> Ints:
    """Sets of slots as ones and zeros, (n_sets, n_slots)."""
    return np.array([[one >> slot & 1 for slot in range(n_slots)] for one in sets], dtype=np.int64).reshape(-1, n_slots)
