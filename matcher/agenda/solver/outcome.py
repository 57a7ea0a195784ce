"""A finished timetable as an agenda: places, figures, and what is not met with the reasons."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver.board import Board
from matcher.agenda.solver.idle import idle_slots
from matcher.agenda.solver.reasons import unmet_wishes, unscheduled_pairs
from matcher.agenda.solver.seating import seat

CLOSED = 1e-9
"""A gap at most this wide is none: it is the rounding of sums."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A value that no agenda exceeds which meets each wish as far as the one it is given with; `source` proves it."""

    value: float
    source: str


def score_of(board: Board) -> float:
    """The scores of the pairs that meet, summed."""
    return math.fsum(board.instance.scores[pair] for pair in board.held())


def objective_of(board: Board) -> float:
    """The score less what the idle slots cost."""
    penalty = board.instance.idle_penalty
    return score_of(board) - (penalty * idle_slots(board) if penalty else 0.0)


def make_agenda(problem: Problem, board: Board, bound: Bound, *, seed: int, seconds: float) -> Agenda:
    """The agenda of a timetable; optimal where it reaches the bound."""
    instance, slots = board.instance, sorted(problem.slots, key=lambda slot: slot.start)
    timed = [
        (
            instance.parties[instance.firsts[pair]],
            instance.parties[instance.seconds[pair]],
            slots[board.slot_of[pair]].id,
        )
        for pair in board.held()
    ]
    objective = objective_of(board)
    value = objective if is_closed(objective, bound.value) else bound.value
    return Agenda(
        status="optimal" if value == objective else "feasible",
        score=score_of(board),
        objective=objective,
        bound=value,
        gap=0.0 if value == objective else (value - objective) / abs(value) if value else None,
        bound_source=bound.source,
        seed=seed,
        seconds=seconds,
        meetings=seat(problem, timed),
        unmet=unmet_wishes(board),
        unscheduled=unscheduled_pairs(board),
    )


def is_closed(objective: float, bound: float) -> bool:
    """Whether the objective reaches the bound, up to rounding."""
    return bound - objective <= CLOSED * abs(bound)
