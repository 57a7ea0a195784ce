"""What a timetable of the day is worth: scores, what stays where it was, and wishes that are met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.agenda.solver.assemble import objective_on
from matcher.agenda.solver.grid import FREE, Grid
from matcher.agenda.solver.instance import Bools
from matcher.agenda.solver.program import Session
from matcher.agenda.solver.reasons import below_floor, n_missed

NEED = 20.0
"""What a wish that is not met costs, in largest scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """What a timetable of the day is measured by.

    Attributes:
        home: the slot rows of pairs that met before.
        pinned: (n_pairs,) pairs that do not move.
        sessions: that are held.
        floors: the least value of companies by id.
        stay: what a meeting in its old slot is worth more, in scores; `move` what one in another slot is worth less.
    """

    home: Mapping[int, int]
    pinned: Bools
    sessions: tuple[Session, ...]
    floors: Mapping[str, float]
    stay: float
    move: float

    def bonus(self, e: int, t: int) -> float:
        """What pair `e` in slot `t` is worth beyond its score."""
        home = self.home.get(e, FREE)
        return 0.0 if home == FREE else self.stay if t == home else -self.move


def n_open(grid: Grid, stakes: Stakes) -> int:
    """Musts and meetings of minimums that are missing though their own parties' limits allow them, and open floors."""
    return n_missed(grid) + len(below_floor(grid, stakes.sessions, stakes.floors))


def standing(grid: Grid, stakes: Stakes) -> float:
    """What a timetable is worth on the day: scores and what stays, less idle slots, moves and open wishes."""
    bonus = sum(stakes.bonus(e, grid.slot[e]) for e in grid.placed())
    need = NEED * float(grid.instance.score.max(initial=0.0))
    return objective_on(grid, stakes.sessions) + bonus - need * n_open(grid, stakes)
