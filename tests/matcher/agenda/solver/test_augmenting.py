"""Ways: a party with time to spare takes a partner from one that finds another, and nothing changes where none does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation.benches.agenda_instances import make_instance
from matcher.agenda.problem import Pair, Party, Problem
from matcher.agenda.solver.augmenting import AugmentingPaths
from matcher.agenda.solver.grid import FREE, Grid
from matcher.agenda.solver.instance import compile_problem

DEAR = {"st-1": 0.5, "st-2": 0.5, "inv": 0.1, "men": 0.1}


@pytest.fixture
def problem() -> Problem:
    """Two startups, an investor and a mentor, one slot; only st-2 knows the mentor."""
    asked = make_instance("small", seed=0)
    parties = tuple(
        Party(id=name, kind=kind, max_meetings=1)
        for name, kind in (("inv", "investor"), ("men", "mentor"), ("st-1", "startup"), ("st-2", "startup"))
    )
    pairs = (
        Pair(a="st-1", b="inv", score=0.6),
        Pair(a="st-2", b="inv", score=0.7),
        Pair(a="st-2", b="men", score=0.5),
    )
    return replace(asked, slots=asked.slots[:1], parties=parties, pairs=pairs, forbidden=())


def grid_with(problem: Problem, a: str, b: str) -> tuple[Grid, int]:
    """A grid in which one pair meets, and its row."""
    grid = Grid(compile_problem(problem))
    names = [party.id for party in grid.instance.parties]
    (row,) = [e for e in range(grid.instance.n_pairs) if {names[grid.left[e]], names[grid.right[e]]} == {a, b}]
    grid.put(row, 0)
    return grid, row


def ways(
    grid: Grid,
    prices: dict[str, float] = DEAR,
    *,
    keep: float = 0.0,
    stays: int | None = None,
    fixed: int | None = None,
) -> AugmentingPaths:
    instance = grid.instance
    price = np.array([prices.get(party.id, 0.0) for party in instance.parties])
    loss = price[instance.left] + price[instance.right] - instance.score
    home = {} if stays is None else {stays: 0}
    is_fixed = np.arange(instance.n_pairs) == (-1 if fixed is None else fixed)
    return AugmentingPaths(grid, price, loss, home, is_fixed, keep=keep, least=0.01, stop=lambda: False)


def meetings(grid: Grid) -> set[tuple[str, str]]:
    ids = [party.id for party in grid.instance.parties]
    return {tuple(sorted((ids[grid.left[e]], ids[grid.right[e]]))) for e in grid.placed()}  # type: ignore[misc]


def test_the_partner_of_another_is_taken_where_that_one_finds_a_new_one(problem: Problem) -> None:
    grid, _ = grid_with(problem, "st-2", "inv")
    ways(grid).fill()
    assert meetings(grid) == {("inv", "st-1"), ("men", "st-2")}


def test_a_meeting_that_is_worth_more_where_it_is_is_not_given_up(problem: Problem) -> None:
    grid, row = grid_with(problem, "st-2", "inv")
    ways(grid, keep=0.6, stays=row).fill()
    assert meetings(grid) == {("inv", "st-2")}


def test_a_fixed_meeting_is_not_given_up(problem: Problem) -> None:
    grid, row = grid_with(problem, "st-2", "inv")
    ways(grid, fixed=row).fill()
    assert meetings(grid) == {("inv", "st-2")}


def test_nothing_changes_where_the_other_finds_nobody(problem: Problem) -> None:
    grid, row = grid_with(replace(problem, pairs=problem.pairs[:2]), "st-2", "inv")
    ways(grid).fill()
    assert grid.slot[row] == 0
    assert sum(slot != FREE for slot in grid.slot) == 1


def test_a_new_meeting_is_exchanged_for_a_better_one(problem: Problem) -> None:
    better = replace(problem.pairs[2], score=0.95)
    grid, _ = grid_with(replace(problem, pairs=(problem.pairs[1], better)), "st-2", "inv")
    ways(grid, {"st-2": 0.9}).exchange()
    assert meetings(grid) == {("men", "st-2")}
