from __future__ import annotations

from datetime import date

import numpy as np

from matcher.past.choice import learn_choice
from matcher.past.ledger import Ledger
from matcher.past.view import view_past

DAY = date(2014, 1, 1).toordinal()
CANDIDATES = np.array([0, 1])
C1, C3, NEW = 1, 3, 4


def test_the_candidate_that_entered_the_like_is_chosen(ledger: Ledger) -> None:
    scores = learn_choice(view_past(ledger, CANDIDATES, DAY)).scores(np.array([NEW, C3]))
    assert scores[0, 0] > scores[0, 1]
    assert scores[1, 1] > scores[1, 0]
    assert scores.dtype == np.float32


def test_scores_are_leanings_and_levels(ledger: Ledger) -> None:
    choice = learn_choice(view_past(ledger, CANDIDATES, DAY))
    queries = np.array([C1, NEW])
    assert np.array_equal(choice.scores(queries), choice.leanings(queries) + choice.levels)
    assert abs(choice.leanings(choice.landmarks).mean(axis=0)).max() < 1e-4


def test_the_same_past_teaches_the_same(ledger: Ledger) -> None:
    one, other = (learn_choice(view_past(ledger, CANDIDATES, DAY)).scores(np.array([NEW])) for _ in range(2))
    assert np.array_equal(one, other)


def test_without_a_past_nobody_is_preferred(ledger: Ledger) -> None:
    choice = learn_choice(view_past(ledger, CANDIDATES, date(2000, 1, 1).toordinal()))
    assert choice.scores(np.array([NEW])).tolist() == [[0.0, 0.0]]
