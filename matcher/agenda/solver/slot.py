"""The best meetings for a single slot, every other slot as it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import csr_matrix

from matcher.agenda.solver.board import Board
from matcher.agenda.solver.instance import Instance
from matcher.agenda.solver.sides import two_sides

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NOISE = 1e-7
"""How much chance adds at most to a pair's worth, relative to the highest, so that equal choices take turns."""


class SlotPicker:
    """Picks again what happens in a slot. The pairs are laid out once, for all slots."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._ends = np.array(instance.firsts, dtype=np.int64), np.array(instance.seconds, dtype=np.int64)
        self._left = two_sides(len(instance.parties), instance.firsts, instance.seconds)
        self._scores = np.array(instance.scores)
        self._unit = max(float(self._scores.max(initial=0.0)), 1e-12)
        self._least = np.array(instance.least)
        self._most = np.array(instance.most)
        self._musts = np.zeros(instance.n_pairs, dtype=bool)
        self._musts[sorted(instance.musts)] = True
        self._open = [
            np.flatnonzero([one >> slot & 1 for one in instance.open_slots]) for slot in range(instance.n_slots)
        ]

    def renew(self, board: Board, slot: int, rng: np.random.Generator) -> float:
        """Replace the meetings of the slot by the best that fit; what was stays if it is better. Says what is gained.

        A must, or a meeting that a party needs for its minimum, is worth more than any score.
        """
        before = sorted({row[slot] for row in board.at if row[slot] >= 0})
        for pair in before:
            board.take(pair)
        here, weights = self._candidates(board, slot)
        noise = weights + rng.random(len(weights)) * NOISE * self._unit
        picked = self._match(here, noise)
        for row in picked[np.argsort(-noise[picked], kind="stable")].tolist():
            if board.free_slots(int(here[row])) >> slot & 1:
                board.put(int(here[row]), slot)
        after = [pair for pair in here[picked].tolist() if board.slot_of[pair] == slot]
        weight_of = dict(zip(here.tolist(), weights.tolist(), strict=True))
        gained = float(sum(weight_of[pair] for pair in after) - sum(weight_of[pair] for pair in before))
        if gained < 0:
            for pair in after:
                board.take(pair)
            for pair in before:
                board.put(pair, slot)
            return 0.0
        return gained

    def _candidates(self, board: Board, slot: int) -> tuple[Ints, Floats]:
        """Pairs that could meet in the slot, now empty, and what each is worth."""
        n_meetings = np.array(board.n_meetings)
        ready = np.array([room >> slot & 1 for room in board.room], dtype=bool) & (n_meetings < self._most)
        here = self._open[slot]
        here = here[ready[self._ends[0][here]] & ready[self._ends[1][here]]]
        here = here[np.array(board.slot_of)[here] < 0]
        needy = (n_meetings < self._least).astype(float)
        wishes = needy[self._ends[0][here]] + needy[self._ends[1][here]] + 2 * self._musts[here]
        heavy = 2 * len(self._most) * self._unit
        return here, self._scores[here] + heavy * wishes

    def _match(self, here: Ints, weights: Floats) -> Ints:
        """Rows of `here`: a set of most weight in which no party is twice and, if possible, tables suffice."""
        if not len(here):
            return np.zeros(0, dtype=np.int64)
        if self._left is None or len(self._instance.capacities) > 1:
            return self._by_program(here, weights)
        return self._by_assignment(here, weights, self._left)

    def _by_assignment(self, here: Ints, weights: Floats, left: npt.NDArray[np.bool_]) -> Ints:
        """For two sides and tables that are all alike: dummies take the parties for whom there is no table."""
        outward = left[self._ends[0][here]]
        rows, row_of = np.unique(np.where(outward, self._ends[0][here], self._ends[1][here]), return_inverse=True)
        columns, column_of = np.unique(np.where(outward, self._ends[1][here], self._ends[0][here]), return_inverse=True)
        n_rows, n_columns, tables = len(rows), len(columns), self._instance.capacities[0]
        spare = max(min(n_rows, n_columns) - tables, 0)
        idle = (n_rows - min(n_rows, tables), n_columns - min(n_columns, tables)) if spare else (0, 0)
        table = np.zeros((n_rows + idle[1], n_columns + idle[0]))
        table[row_of, column_of] = weights
        if spare:
            table[n_rows:, n_columns:] = -1e6 * float(weights.max())
        number = np.full(table.shape, -1)
        number[row_of, column_of] = np.arange(len(here))
        matched: Ints = number[linear_sum_assignment(table, maximize=True)]
        return matched[matched >= 0]

    def _by_program(self, here: Ints, weights: Floats) -> Ints:
        """For parties of any kind and tables of several venues."""
        n, instance = len(here), self._instance
        uses = [(resource, row) for row, pair in enumerate(here.tolist()) for resource in instance.uses[pair]]
        n_parties = len(instance.parties)
        rows = np.concatenate([self._ends[0][here], self._ends[1][here], [n_parties + one for one, _ in uses]])
        columns = np.concatenate([np.arange(n), np.arange(n), [row for _, row in uses]])
        limits = np.concatenate([np.ones(n_parties), instance.capacities])
        matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(limits), n))
        found = milp(
            -weights,
            integrality=np.ones(n),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, -np.inf, limits),
            options={"node_limit": 50},
        )
        return np.flatnonzero(found.x > 0.5) if found.x is not None else np.zeros(0, dtype=np.int64)
