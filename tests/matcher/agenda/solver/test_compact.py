"""Closing gaps: fewer idle slots, the same rules kept, no wish given up, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from evaluation.benches.agenda_instances import make_instance as make_problem
from matcher.agenda.solver.board import Board
from matcher.agenda.solver.choice import Wishes
from matcher.agenda.solver.compact import close_gaps
from matcher.agenda.solver.idle import holes_of, idle_slots
from matcher.agenda.solver.instance import Instance, make_instance
from matcher.agenda.solver.pairing import choose_pairs
from matcher.agenda.solver.timetable import place_pairs


@pytest.fixture
def instance() -> Instance:
    return replace(make_instance(make_problem("small", seed=2)), idle_penalty=0.03)


def placed(instance: Instance) -> Board:
    choice = choose_pairs(instance, Wishes(least=instance.least, musts=instance.musts))
    return place_pairs(instance, choice.pairs, random.Random(1), in_time_order=True)  # noqa: S311


def test_idle_slots_lie_between_meetings_of_a_day(instance: Instance) -> None:
    assert instance.days[0] == 0b111111
    assert holes_of(instance, 0b010010) == 2
    assert holes_of(instance, 0b000001_100000) == holes_of(instance, 0b1) == 0


def test_gaps_are_closed_and_no_wish_is_given_up(instance: Instance) -> None:
    board = placed(instance)
    wishes_before, score = board.standing()
    idle = idle_slots(board)
    close_gaps(board, random.Random(0), lambda: False)  # noqa: S311
    assert idle_slots(board) < idle / 2
    assert board.standing()[0] >= wishes_before
    assert board.standing()[1] - 0.03 * idle_slots(board) > score - 0.03 * idle


def test_the_same_seed_gives_the_same_slots(instance: Instance) -> None:
    boards = [placed(instance) for _ in range(2)]
    for board in boards:
        close_gaps(board, random.Random(7), lambda: False)  # noqa: S311
    assert boards[0].slot_of == boards[1].slot_of
