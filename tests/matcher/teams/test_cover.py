"""Teams: against every team there is, and the greedy one against its own bound."""

import math
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.teams import best_team, cover, smallest_team

Floats = npt.NDArray[np.float64]


def answered(answers: Floats, members: tuple[int, ...]) -> float:
    return float(answers[:, list(members)].max(axis=1, initial=0.0).sum())


def test_two_specialists_beat_one_generalist_and_are_enough() -> None:
    answers = np.array([[0.9, 0.0, 0.5], [0.0, 0.9, 0.5]])
    team = smallest_team(answers, most=3)
    assert (team.members, team.answered, team.share) == ((0, 1), pytest.approx(1.8), pytest.approx(1.0))
    assert best_team(answers, 1).members == (2,)


def test_one_that_answers_everything_needs_no_team() -> None:
    assert smallest_team(np.array([[0.9, 0.9], [0.0, 0.9]]), most=4).members == (1,)


def test_greedy_misses_the_best_two_and_its_bound_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = np.array([[0.5, 0.6, 0.0], [0.5, 0.6, 0.0], [0.5, 0.0, 0.6], [0.5, 0.0, 0.6]])
    assert best_team(answers, 2).members == (1, 2)
    monkeypatch.setattr(cover, "EXACT_CELLS", 0)
    greedy = best_team(answers, 2)
    assert 0 in greedy.members
    assert not greedy.is_exact
    assert greedy.bound >= 2.4 > greedy.answered


def test_weights_say_which_part_counts() -> None:
    answers = np.array([[0.9, 0.0], [0.0, 0.9]])
    assert best_team(answers, 1, np.array([1.0, 3.0])).members == (1,)


@pytest.mark.parametrize("shape", [(0, 3), (2, 0), (2, 3)])
def test_nothing_to_answer_or_nobody_who_does_gives_no_team(shape: tuple[int, int]) -> None:
    team = smallest_team(np.zeros(shape), most=3)
    assert (team.members, team.share, team.is_exact) == ((), 1.0, True)


tenths = st.integers(0, 10).map(lambda i: i / 10)
tables = st.tuples(st.integers(1, 4), st.integers(1, 6)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=tenths)
)


@settings(deadline=None)
@given(tables, st.integers(1, 4))
def test_no_team_of_the_size_answers_more(answers: Floats, size: int) -> None:
    most = max(answered(answers, some) for k in range(size + 1) for some in combinations(range(answers.shape[1]), k))
    exact = best_team(answers, size)
    assert exact.answered == pytest.approx(most)
    assert exact.answered == pytest.approx(answered(answers, exact.members))
    assert len(exact.members) <= size


@settings(deadline=None)
@given(tables, st.integers(1, 4))
def test_greedy_keeps_its_promise(answers: Floats, size: int) -> None:
    exact = best_team(answers, size)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cover, "EXACT_CELLS", -1)
        greedy = best_team(answers, size)
    assert (1 - 1 / math.e) * exact.answered - 1e-9 <= greedy.answered <= exact.answered + 1e-9
    assert exact.answered <= greedy.bound + 1e-9


@settings(deadline=None)
@given(tables)
def test_the_smallest_good_team_has_no_smaller_good_one(answers: Floats) -> None:
    team = smallest_team(answers, most=4)
    if len(team.members) > 1:
        assert best_team(answers, len(team.members) - 1).share < cover.ENOUGH
