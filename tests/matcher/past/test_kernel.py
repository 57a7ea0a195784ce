from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from matcher.past.kernel import GAIN, WEIGHTS, KernelConfig, company_kernel, solve_kernel
from matcher.past.ledger import Ledger
from matcher.past.view import view_past

DAY = date(2014, 1, 1).toordinal()
BARE, NEW = 0, 4


def test_companies_that_share_nothing_known_are_a_quarter_of_the_gain_alike(ledger: Ledger) -> None:
    view = view_past(ledger, np.array([0, 1]), DAY)
    assert company_kernel(view, np.array([BARE]), np.array([BARE, NEW])).tolist() == [[GAIN / 4, GAIN / 4]]


def test_likeness_is_the_weighted_mean_of_what_is_shared(ledger: Ledger) -> None:
    view = view_past(ledger, np.array([0, 1]), DAY)
    # c1 and the new company share all but their age bin (2.2 and 1.1 years) and the month of the first round
    share = 1.0 - (WEIGHTS["age"] + WEIGHTS["month"]) / sum(WEIGHTS.values())
    assert company_kernel(view, np.array([NEW]), np.array([1]))[0, 0] == pytest.approx(GAIN * ((share + 1) / 2) ** 2)


def test_the_candidate_that_entered_the_like_is_expected(ledger: Ledger) -> None:
    view = view_past(ledger, np.array([0, 1]), DAY)
    for scores in solve_kernel(view, KernelConfig(shared_penalty=0.1, plain_penalty=0.1)).scores(np.array([NEW])):
        assert scores[0, 0] > scores[0, 1]


def test_without_a_past_nobody_is_expected(ledger: Ledger) -> None:
    view = view_past(ledger, np.array([0, 1]), date(2000, 1, 1).toordinal())
    shared, plain = solve_kernel(view, KernelConfig()).scores(np.array([NEW]))
    assert shared.tolist() == plain.tolist() == [[0.0, 0.0]]
