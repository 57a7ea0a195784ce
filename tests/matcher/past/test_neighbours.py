from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import scipy.sparse as sp

from matcher.past.ledger import Ledger
from matcher.past.neighbours import PROSE_NAMES, gather_neighbours, keep_nearest, same_code, spread, without_oneself
from matcher.past.view import view_past

DAY = date(2014, 1, 1).toordinal()


def test_weights_are_summed_over_each_candidate_s_entries() -> None:
    entries = sp.csr_matrix(np.float32([[1, 1, 0], [0, 0, 1]]))
    assert spread(entries, np.float32([[0.5, 0.25, 3]])).tolist() == [[0.75, 3.0]]


def test_only_the_nearest_are_kept_with_their_equals() -> None:
    assert keep_nearest(np.float32([[3, 1, 2, 2]]), 2).tolist() == [[3, 0, 2, 2]]


def test_all_are_kept_where_there_are_no_more_than_asked_for() -> None:
    assert keep_nearest(np.float32([[3, 1]]), 2).tolist() == [[3, 1]]


def test_a_company_is_not_its_own_neighbour(ledger: Ledger) -> None:
    view = view_past(ledger, np.array([0, 1]), DAY)
    queries = np.array([1, 4])
    c1, new = without_oneself(view.likeness(queries)[0], queries, view.past)
    assert c1[0] == 0.0
    assert new[0] == pytest.approx(1.0)


def test_unknown_facts_are_never_shared(ledger: Ledger) -> None:
    view = view_past(ledger, np.array([0, 1]), DAY)
    assert same_code(view, "metro", np.array([0, 4])).tolist() == [[False] * 3, [True, True, False]]


def test_the_candidate_that_entered_the_like_is_nearest(ledger: Ledger) -> None:
    columns = gather_neighbours(view_past(ledger, np.array([0, 1]), DAY)).columns(np.array([4]))
    assert all(values[0, 0] > values[0, 1] for name, values in columns.items() if name not in PROSE_NAMES)
    assert columns["near_text"].dtype == np.float32
