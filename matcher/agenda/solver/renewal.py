"""Pairs and slots at once, exactly, for some of the parties while all others keep their meetings; for all if few.

An integer program with a variable for each pair and slot, solved by HiGHS. For a whole event its bound also sees what
the flow cannot: that a pair needs a slot in which both are free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_matrix

from matcher.agenda.solver.board import Board, slots_in

Floats = npt.NDArray[np.float64]

MOST_NODES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What renewing parties came to.

    `gained` ≥ 0 is what the meetings are worth more; `bound` the most that the meetings of the released parties can be
    worth together, None where nothing is proven or wishes were short; `n_variables` how large the program was.
    """

    gained: float
    bound: float | None
    n_variables: int


def renew_parties(board: Board, released: frozenset[int], *, most_variables: int, seconds: float) -> Renewal:
    """Replace all meetings of the released parties by the best that fit; what was stays unless something is better.

    No wish that is met now is given up; one that is not is worth more than any score. Nothing is tried where more than
    `most_variables` would be needed; `seconds` only cuts the search short.
    """
    instance = board.instance
    ends = list(zip(instance.firsts, instance.seconds, strict=True))
    freed = [(pair, slot) for pair, slot in enumerate(board.slot_of) if slot >= 0 and released & set(ends[pair])]
    met = [min(least, n) for least, n in zip(instance.least, board.n_meetings, strict=True)]
    for pair, _ in freed:
        board.take(pair)
    entries = [
        (pair, slot)
        for pair in range(instance.n_pairs)
        if board.slot_of[pair] < 0 and (ends[pair][0] in released or ends[pair][1] in released)
        for slot in slots_in(board.free_slots(pair))
    ]
    before = sum(instance.scores[pair] for pair, _ in freed)
    picked: list[tuple[int, int]] | None = None
    bound = None
    if 0 < len(entries) <= most_variables and seconds > 0:
        program = _Program(board, entries, freed, met)
        found = program.solve(seconds)
        if found.x is not None:
            picked = [entry for entry, value in zip(entries, found.x, strict=False) if value > 0.5]
        if not program.is_short and found.mip_dual_bound is not None:
            bound = -float(found.mip_dual_bound)
        if picked is not None and program.worth(picked) <= program.worth(freed) + 1e-9:
            picked = None
    for pair, slot in freed if picked is None else picked:
        board.put(pair, slot)
    after = before if picked is None else sum(instance.scores[pair] for pair, _ in picked)
    return Renewal(gained=after - before, bound=bound, n_variables=len(entries))


class _Program:
    """Variables: an entry (pair, slot) each, then what is gained of the minimum of each party that is short of it."""

    def __init__(
        self, board: Board, entries: list[tuple[int, int]], freed: list[tuple[int, int]], met: list[int]
    ) -> None:
        instance = board.instance
        held = {pair for pair, _ in freed}
        unit = max(max(instance.scores), 1e-9)
        self._board, self._entries, self._heavy = board, entries, unit * (len(freed) + 10)
        parties = sorted({end for pair, _ in entries for end in (instance.firsts[pair], instance.seconds[pair])})
        self._wanting = {party: instance.least[party] - met[party] for party in parties}
        self._wanting = {party: wanted for party, wanted in self._wanting.items() if wanted > 0}
        self._lost_musts = {pair for pair, _ in entries if pair in instance.musts and pair not in held}
        self._met = met
        self._rows: defaultdict[Hashable, list[int]] = defaultdict(list)
        self._limits: dict[Hashable, tuple[float, float]] = {}
        for column, (pair, slot) in enumerate(entries):
            self._lay(column, pair, slot, is_kept_must=pair in held and pair in instance.musts)

    @property
    def is_short(self) -> bool:
        """Whether a wish of those concerned is not met yet."""
        return bool(self._wanting or self._lost_musts)

    def worth(self, picked: list[tuple[int, int]]) -> float:
        """What meetings are worth together, wishes included."""
        instance = self._board.instance
        got: defaultdict[int, int] = defaultdict(int)
        for pair, _ in picked:
            got[instance.firsts[pair]] += 1
            got[instance.seconds[pair]] += 1
        more = sum(
            min(wanted, max(self._board.n_meetings[party] + got[party] - self._met[party], 0))
            for party, wanted in self._wanting.items()
        )
        musts = sum(pair in self._lost_musts for pair, _ in picked)
        return sum(instance.scores[pair] for pair, _ in picked) + self._heavy * (more + musts)

    def solve(self, seconds: float) -> OptimizeResult:
        """The best meetings, or the best found within `MOST_NODES` nodes and the seconds."""
        instance, n = self._board.instance, len(self._entries)
        columns = [np.array(row) for row in self._rows.values()]
        limits = np.array([self._limits[key] for key in self._rows])
        rows = np.repeat(np.arange(len(columns)), [len(row) for row in columns])
        entries = csr_matrix(
            (np.ones(len(rows)), (rows, np.concatenate(columns))), shape=(len(columns), n + len(self._wanting))
        ).tolil()
        order = {key: row for row, key in enumerate(self._rows)}
        for column, party in enumerate(self._wanting):
            entries[order["meetings", party], n + column] = -1
            limits[order["meetings", party], 1] = np.inf
        worth = np.array(
            [instance.scores[pair] + self._heavy * (pair in self._lost_musts) for pair, _ in self._entries]
        )
        return milp(
            -np.concatenate([worth, np.full(len(self._wanting), self._heavy)]),
            integrality=np.ones(n + len(self._wanting)),
            bounds=Bounds(0, np.array([1] * n + list(self._wanting.values()), dtype=float)),
            constraints=LinearConstraint(entries.tocsr(), limits[:, 0], limits[:, 1]),
            options={"node_limit": MOST_NODES, "mip_rel_gap": 0.0, "time_limit": seconds},
        )

    def _lay(self, column: int, pair: int, slot: int, *, is_kept_must: bool) -> None:
        """Enter a variable in the rows that it counts in."""
        board, instance = self._board, self._board.instance
        self._enter(("pair", pair), column, float(is_kept_must), 1.0)
        for party in (instance.firsts[pair], instance.seconds[pair]):
            self._enter(("slot", party, slot), column, 0.0, 1.0)
            n_fixed = board.n_meetings[party]
            self._enter(("meetings", party), column, max(self._met[party] - n_fixed, 0), instance.most[party] - n_fixed)
            limit = instance.day_limit[party]
            if limit is not None:
                day = instance.day_of[slot]
                n_busy = (board.busy[party] & instance.days[day]).bit_count()
                self._enter(("day", party, day), column, 0.0, limit - n_busy)
        for resource in instance.uses[pair]:
            self._enter(
                ("use", resource, slot), column, 0.0, instance.capacities[resource] - board.used[resource][slot]
            )

    def _enter(self, key: Hashable, column: int, least: float, most: float) -> None:
        self._rows[key].append(column)
        self._limits[key] = (least, most)
