"""Agendas and their problems between the store, which keeps JSON, and the matcher; and moves of single meetings."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from matcher.agenda.checker import Broken, check_agenda
from matcher.agenda.checker.board import lay_board
from matcher.agenda.checker.worth import n_idle_slots, total_score
from matcher.agenda.files import (
    Faults,
    agenda_from_document,
    problem_from_document,
    render_agenda,
    render_problem,
)
from matcher.agenda.plan import Agenda, Meeting
from matcher.agenda.problem import Problem
from matcher.errors import DataError
from matcher.store.agendas import AgendaVersion
from matcher.store.rows import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when a meeting may be held."""

    slot: str
    venue: str
    table: int


def read_version(version: AgendaVersion) -> tuple[Problem, Agenda]:
    """The problem and the agenda of a stored version."""
    source = f"version {version.version}"
    return problem_from_document(version.problem, Faults(source)), agenda_from_document(version.agenda, Faults(source))


def problem_document(problem: Problem) -> Document:
    """The problem as the store keeps it."""
    found: Document = json.loads(render_problem(problem))
    return found


def agenda_document(agenda: Agenda) -> Document:
    """The agenda as the store keeps it."""
    found: Document = json.loads(render_agenda(agenda))
    return found


def find_meeting(agenda: Agenda, a: str, b: str) -> Meeting:
    """The meeting of two, in either order.

    Raises:
        DataError: they do not meet.
    """
    for one in agenda.meetings:
        if {one.a, one.b} == {a, b}:
            return one
    raise DataError("these two do not meet in this agenda: choose a meeting that it has")


def move_meeting(problem: Problem, agenda: Agenda, meeting: Meeting, place: Place) -> Agenda:
    """The agenda with one meeting elsewhere, its figures counted again; whether it keeps the rules is not looked at."""
    moved = replace(meeting, slot=place.slot, venue=place.venue, table=place.table)
    meetings = tuple(moved if one == meeting else one for one in agenda.meetings)
    return with_figures(problem, replace(agenda, meetings=meetings))


def with_figures(problem: Problem, agenda: Agenda) -> Agenda:
    """The agenda with score, objective and gap as they are. The bound stays: it is optimal only where it meets it."""
    board = lay_board(problem, agenda)
    score = total_score(board)
    objective = score - problem.objective.idle_penalty * n_idle_slots(board)
    bound = max(agenda.bound, objective)
    gap = 0.0 if bound == objective else None if bound == 0 else (bound - objective) / abs(bound)
    status = "feasible" if agenda.status == "optimal" and gap != 0.0 else agenda.status
    return replace(agenda, score=score, objective=objective, bound=bound, gap=gap, status=status)


def new_faults(problem: Problem, before: Agenda, after: Agenda) -> tuple[Broken, ...]:
    """The rules that `after` breaks and `before` did not."""
    known = {one.message for one in check_agenda(problem, before)}
    return tuple(one for one in check_agenda(problem, after) if one.message not in known)


def with_lock(problem: Problem, meeting: Meeting, *, is_locked: bool) -> Problem:
    """The problem in which the pair may be held only where it is now, or again in any slot."""
    slot = meeting.slot if is_locked else None
    pairs = tuple(
        replace(pair, slot=slot) if {pair.a, pair.b} == {meeting.a, meeting.b} else pair for pair in problem.pairs
    )
    return replace(problem, pairs=pairs)


def locked_pairs(problem: Problem) -> tuple[tuple[str, str], ...]:
    """The pairs that may be held in one slot only."""
    return tuple((pair.a, pair.b) for pair in problem.pairs if pair.slot is not None)
