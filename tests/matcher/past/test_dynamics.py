from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import scipy.sparse as sp

from matcher.past.dynamics import entropy, first_months, measure_dynamics
from matcher.past.ledger import UNKNOWN, Ledger
from matcher.past.view import view_past

DAY = date(2014, 1, 1).toordinal()


def test_entropy_is_zero_for_one_place_and_for_none_and_log_n_for_n_alike() -> None:
    spread = entropy(sp.csr_matrix(np.float32([[4, 0], [0, 0], [2, 2]])))
    assert spread.tolist() == pytest.approx([0.0, 0.0, np.log(2)], abs=1e-6)


def test_months_count_from_january_and_unknown_days_have_none() -> None:
    days = [date(1969, 1, 31).toordinal(), date(2015, 12, 1).toordinal(), UNKNOWN]
    assert first_months(np.array(days)).tolist() == [0, 11, UNKNOWN]


def test_activity_and_syndicates_are_those_of_the_entries(ledger: Ledger) -> None:
    columns = measure_dynamics(view_past(ledger, np.array([0, 1]), DAY)).columns(np.array([4]))
    assert columns["popularity"][0].tolist() == pytest.approx([np.log(3)] * 2)
    # c1 was entered by one counterpart, c2 by two, c3 by one: half of either candidate's entries were shared
    assert columns["syndicate"][0].tolist() == pytest.approx([np.log(2) / 2] * 2)
    since_alpha, since_beta = (DAY - date(2012, 9, 10).toordinal(), DAY - date(2013, 5, 10).toordinal())
    expected = [np.log1p(since_alpha / 365.25), np.log1p(since_beta / 365.25)]
    assert columns["last_deal"][0].tolist() == pytest.approx(expected)


def test_a_company_without_a_date_has_no_season(ledger: Ledger) -> None:
    columns = measure_dynamics(view_past(ledger, np.array([0, 1]), DAY)).columns(np.array([0, 4]))
    assert columns["season"][0].tolist() == [0.0, 0.0]
