from __future__ import annotations

import numpy as np
import pytest

from matcher.past.standing import RANKED, n_better, standings


def test_equals_stand_equally() -> None:
    assert n_better(np.float32([[5, 7, 5, 1]])).tolist() == [[1, 0, 1, 3]]


def test_the_best_stands_at_zero() -> None:
    columns = standings({name: np.float32([[1, 2]]) for name in RANKED})
    assert columns["kernel_rank"][0].tolist() == pytest.approx([-np.log(2), 0.0])


def test_no_query_and_no_candidate_have_no_rank() -> None:
    assert n_better(np.zeros((0, 3), dtype=np.float32)).shape == (0, 3)
    assert n_better(np.zeros((2, 0), dtype=np.float32)).shape == (2, 0)
