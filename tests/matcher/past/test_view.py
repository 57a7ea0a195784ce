from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
import scipy.sparse as sp

from matcher.past.ledger import Ledger
from matcher.past.view import view_past, weigh_by_rarity

DAY = date(2013, 1, 1).toordinal()


def test_only_deals_before_the_day_are_entries(ledger: Ledger) -> None:
    view = view_past(ledger, np.array([0, 1]), DAY)
    assert view.past.tolist() == [1, 2]
    assert view.entries.toarray().tolist() == [[1, 1], [0, 1]]
    assert view.syndicate.tolist() == [1, 2]


def test_an_entry_is_as_old_as_the_first_deal(make_ledger: Callable[..., Ledger]) -> None:
    ledger = make_ledger([("c1", "alpha", "2012-06-01"), ("c1", "alpha", "2012-01-01")])
    view = view_past(ledger, np.array([0]), DAY)
    assert view.entry_age.tolist() == pytest.approx([366 / 365.25])
    assert view.fading(2.0).toarray().tolist() == [[pytest.approx(np.exp(-366 / 365.25 / 2))]]


def test_counterparts_that_are_no_candidates_count_in_the_syndicate(ledger: Ledger) -> None:
    assert view_past(ledger, np.array([1]), DAY).syndicate.tolist() == [1, 2]


def test_a_day_before_all_deals_sees_nothing(ledger: Ledger) -> None:
    view = view_past(ledger, np.array([0, 1]), date(2000, 1, 1).toordinal())
    assert view.entries.shape == (2, 0)
    assert view.past_age.shape == (0,)


def test_rare_terms_weigh_more_and_rows_have_unit_length() -> None:
    rows = sp.csr_matrix(np.float32([[1, 1], [0, 1], [0, 0]]))
    weighed = weigh_by_rarity(rows, np.array([0, 1])).toarray()
    rare, common = np.log(3 / 2) + 1, 1.0  # one of two past rows has the first term, both have the second
    assert weighed[0].tolist() == pytest.approx([rare / np.hypot(rare, common), common / np.hypot(rare, common)])
    assert weighed[1:].tolist() == [[0, 1], [0, 0]]


def test_what_no_past_row_has_does_not_count() -> None:
    rows = sp.csr_matrix(np.float32([[0, 1, 0], [0, 1, 0], [1, 1, 1]]))
    assert weigh_by_rarity(rows, np.array([0, 1])).toarray().tolist() == [[0, 1, 0]] * 3


def test_rows_that_come_later_change_none() -> None:
    rows = sp.csr_matrix(np.float32([[1, 1, 0], [0, 1, 0], [1, 1, 1]]))
    later = sp.vstack([rows, sp.csr_matrix(np.float32([[0, 0, 5]]))]).tocsr()
    one, other = (weigh_by_rarity(each, np.array([0, 1])).toarray() for each in (rows, later))
    assert np.array_equal(one, other[:3])
