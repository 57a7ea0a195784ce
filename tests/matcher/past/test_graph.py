from __future__ import annotations

import numpy as np
import pytest

from matcher.past.graph import EASE_PENALTY, RESTART, Graph, ease_weights, walk_shares


def test_ease_of_two_candidates_by_hand() -> None:
    together = np.array([[2.0, 1.0], [1.0, 3.0]])
    # the inverse of [[a, 1], [1, b]] is [[b, −1], [−1, a]] / (ab − 1)
    a, b = 2 + EASE_PENALTY, 3 + EASE_PENALTY
    assert ease_weights(together).tolist() == [[0.0, pytest.approx(1 / a)], [pytest.approx(1 / b), 0.0]]


def test_a_walk_between_two_partners_alternates() -> None:
    shares = walk_shares(np.array([[5.0, 1.0], [1.0, 2.0]]))
    stay = RESTART / (1 - (1 - RESTART) ** 2)
    assert shares[0].tolist() == pytest.approx([stay, 1 - stay])


def test_a_walk_from_a_loner_stays_there() -> None:
    assert walk_shares(np.array([[4.0, 0.0], [0.0, 1.0]])).tolist() == [[pytest.approx(1.0), 0.0], [0.0, 1.0]]


def test_a_query_without_likely_candidates_gets_nothing_from_the_graph() -> None:
    square = np.ones((2, 2), dtype=np.float32)
    columns = Graph(ease=square, walk=square, factors=square).columns(np.zeros((1, 2), dtype=np.float32))
    assert columns["graph_ease"].tolist() == [[0.0, 0.0]]
    assert np.isfinite(columns["graph_walk"]).all()
