"""Every rule in its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from matcher.agenda.checker import entries, figures, places, times, wishes
from matcher.agenda.checker.board import Board, lay_board
from matcher.agenda.checker.broken import Broken
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem

RULES: tuple[Callable[[Board], Iterator[Broken]], ...] = (
    entries.unknown_names,
    entries.unlisted_meetings,
    entries.group_rules,
    times.double_bookings,
    times.absences,
    times.limits,
    times.precedences,
    places.tables,
    places.bound_places,
    places.travel,
    wishes.unmet_wishes,
    wishes.unscheduled_pairs,
    figures.claimed_figures,
)


def check_agenda(problem: Problem, agenda: Agenda) -> tuple[Broken, ...]:
    """Every rule that the agenda breaks, one entry a place, always in the same order; none if it keeps them all.

    `problem` is one that `read_problem` would take. Entries of the agenda that name what does not exist are told and
    then left out, so that one error is not told twice.
    """
    board = lay_board(problem, agenda)
    return tuple(broken for rule in RULES for broken in rule(board))
