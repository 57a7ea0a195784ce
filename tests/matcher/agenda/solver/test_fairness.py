"""Floors: what they are shares of, and what they cost."""

from __future__ import annotations

import pytest

from evaluation.benches.agenda_instances import make_instance
from matcher.agenda.checker.board import lay_board
from matcher.agenda.checker.worth import ideals
from matcher.agenda.solver import best_floor, price_floors, solve_problem
from matcher.agenda.solver.ideals import company_ideals
from matcher.agenda.solver.instance import compile_problem


@pytest.mark.parametrize("family", ["small", "medium"])
def test_ideals_are_those_of_the_checker(family: str) -> None:
    asked = make_instance(family, seed=0)
    expected = ideals(lay_board(asked, solve_problem(asked)))
    assert company_ideals(compile_problem(asked)) == pytest.approx(expected)


def test_four_fifths_of_the_best_floor_cost_little() -> None:
    asked = make_instance("small", seed=0)
    free, floored = price_floors(asked, [0.8])
    assert free.price == 0.0
    assert floored.floor == pytest.approx(0.8 * best_floor(asked))
    assert floored.price <= 0.005
    assert floored.worst >= floored.floor - 1e-9
