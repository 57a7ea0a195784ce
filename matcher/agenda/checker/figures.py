"""Rules on the figures that an agenda claims for itself."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.agenda.checker.board import Board
from matcher.agenda.checker.broken import Broken, counted, number
from matcher.agenda.checker.worth import n_idle_slots, total_score

TOLERANCE = 1e-6
"""How far a figure may be from the one counted again, relative to it from 1 on."""


def is_close(one: float, other: float) -> bool:
    """Whether two figures are the same up to `TOLERANCE`."""
    return abs(one - other) <= TOLERANCE * max(1.0, abs(other))


def claimed_figures(board: Board) -> Iterator[Broken]:
    """Score, objective, gap are what they come to; the bound is no lower, and no higher where the status is optimal."""
    agenda = board.agenda
    score, n_idle = total_score(board), n_idle_slots(board)
    penalty = board.problem.objective.idle_penalty
    objective = score - penalty * n_idle
    if not is_close(agenda.score, score):
        yield Broken(rule="score", message=f"the score is given as {number(agenda.score)}; it is {number(score)}")
    if not is_close(agenda.objective, objective):
        yield Broken(
            rule="objective",
            message=f"the objective is given as {number(agenda.objective)}; it is {number(objective)}: score "
            f"{number(score)} less {number(penalty)} for each of {counted(n_idle, 'idle slot')}",
        )
    reaches = is_close(objective, agenda.bound)
    if objective > agenda.bound and not reaches:
        yield Broken(
            rule="bound",
            message=f"the objective {number(objective)} is above the bound {number(agenda.bound)}, which "
            "proves the bound wrong",
        )
    yield from _gap(agenda.gap, objective, agenda.bound)
    if agenda.status == "optimal" and objective < agenda.bound and not reaches:
        yield Broken(
            rule="status",
            message=f"the status is optimal, but the objective {number(objective)} is below the bound "
            f"{number(agenda.bound)}",
        )


def _gap(claimed: float | None, objective: float, bound: float) -> Iterator[Broken]:
    """The gap is (bound − objective) / |bound|; 0 where they are equal, null where only the bound is 0."""
    if bound == 0 and not is_close(objective, bound):
        if claimed is not None:
            yield Broken(rule="gap", message=f"the gap is given as {number(claimed)}; with a bound of 0 it is null")
        return
    gap = 0.0 if is_close(objective, bound) else (bound - objective) / abs(bound)
    if claimed is None or not (is_close(claimed, gap) or is_close(claimed * abs(bound), bound - objective)):
        told = "null" if claimed is None else number(claimed)
        yield Broken(rule="gap", message=f"the gap is given as {told}; it is {number(gap)}")
