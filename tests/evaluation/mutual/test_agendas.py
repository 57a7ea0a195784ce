from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from evaluation.mutual.agendas import capped_agenda

EVERY = np.ones((3, 3), dtype=np.bool_)


def best_by_hand(scores: np.ndarray, allowed: np.ndarray, cap: int) -> float:
    cells = np.argwhere(allowed)
    best = 0.0
    for chosen in product([False, True], repeat=len(cells)):
        meets = np.zeros_like(allowed)
        meets[tuple(cells[list(chosen)].T)] = True
        if max(meets.sum(axis=0).max(), meets.sum(axis=1).max()) <= cap:
            best = max(best, float(scores[meets].sum()))
    return best


@pytest.mark.parametrize("cap", [1, 2, 3])
@pytest.mark.parametrize("seed", range(3))
def test_an_agenda_is_the_best_of_all(cap: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores, allowed = rng.random((3, 3)), rng.random((3, 3)) < 0.8
    meets = capped_agenda(scores, allowed, cap)
    assert not (meets & ~allowed).any()
    assert max(meets.sum(axis=0).max(), meets.sum(axis=1).max()) <= cap
    assert scores[meets].sum() == pytest.approx(best_by_hand(scores, allowed, cap))


def test_the_greediest_first_choice_may_be_wrong() -> None:
    meets = capped_agenda(np.array([[0.9, 0.8], [0.8, 0.1]]), np.ones((2, 2), dtype=np.bool_), 1)
    assert meets.tolist() == [[False, True], [True, False]]


def test_nobody_allowed_nobody_meets() -> None:
    assert not capped_agenda(np.ones((3, 3)), ~EVERY, 1).any()


def test_a_cap_below_one_and_negative_scores_are_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        capped_agenda(np.ones((3, 3)), EVERY, 0)
    with pytest.raises(ValueError, match="negative"):
        capped_agenda(np.full((3, 3), np.nan), EVERY, 1)
