from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from matcher.past.alike import STIFFNESS, joint_likeness, lending, portfolio_likeness
from matcher.past.features import prepare_past
from matcher.past.kernel import KernelConfig, company_kernel
from matcher.past.ledger import Ledger
from matcher.past.view import PastView, view_past

DAY = date(2014, 1, 1).toordinal()
NEW = 4


def seen(ledger: Ledger) -> PastView:
    return view_past(ledger, np.array([0, 1]), DAY)


def test_two_of_two_companies_with_one_in_common_are_half_alike(ledger: Ledger) -> None:
    assert joint_likeness(seen(ledger)) == pytest.approx(np.array([[1.0, 0.5], [0.5, 1.0]]))


def test_the_same_portfolio_is_wholly_alike(make_ledger: Callable[..., Ledger]) -> None:
    same = make_ledger([(company, name, "2013-01-01") for company in ("c1", "c3") for name in ("alpha", "beta")])
    assert portfolio_likeness(seen(same)) == pytest.approx(np.ones((2, 2)))
    assert joint_likeness(seen(same)) == pytest.approx(np.ones((2, 2)))


def test_portfolios_in_one_place_and_stage_are_more_alike(make_ledger: Callable[..., Ledger]) -> None:
    near = make_ledger([("c1", "alpha", "2013-01-01"), ("c2", "beta", "2013-01-01")])
    far = make_ledger([("c1", "alpha", "2013-01-01"), ("c3", "beta", "2013-01-01")])
    assert portfolio_likeness(seen(near))[0, 1] > portfolio_likeness(seen(far))[0, 1] >= 0.0


def test_portfolios_without_a_known_fact_are_like_nothing(make_ledger: Callable[..., Ledger]) -> None:
    bare = make_ledger([("bare", "alpha", "2013-01-01"), ("c1", "beta", "2013-01-01")])
    assert portfolio_likeness(seen(bare)) == pytest.approx(np.array([[0.0, 0.0], [0.0, 1.0]]))


def test_what_is_lent_solves_the_ridge_over_candidates(ledger: Ledger) -> None:
    view = seen(ledger)
    likeness = (portfolio_likeness(view) + joint_likeness(view)) / 2.0
    assert (likeness + STIFFNESS * np.eye(2)) @ lending(view) == pytest.approx(likeness, abs=1e-6)


def test_the_mean_company_is_compared_as_the_kernel_compares_companies(make_ledger: Callable[..., Ledger]) -> None:
    """With one company each the likeness is s / √(s_own · s_own), s the mean likeness inside the company kernel."""
    view = seen(make_ledger([("c1", "alpha", "2013-01-01"), ("c2", "beta", "2013-01-01")]))
    inner = 2.0 * np.sqrt(company_kernel(view, view.past, view.past) / 8.0) - 1.0
    expected = inner[0, 1] / np.sqrt(inner[0, 0] * inner[1, 1])
    assert portfolio_likeness(view)[0, 1] == pytest.approx(expected, abs=1e-6)


def test_a_candidate_gains_from_one_that_deals_like_it(make_ledger: Callable[..., Ledger]) -> None:
    deals = [("c1", "alpha", "2013-01-01"), ("c2", "beta", "2013-01-01"), ("c3", "gamma", "2013-01-01")]
    candidates = np.array([0, 1, 2])
    prepared = prepare_past(make_ledger(deals), candidates, DAY, KernelConfig(shared_penalty=0.1))
    lent = prepared.lent_interest(np.array([NEW]))[0]
    assert lent[0] > lent[1] > lent[2]
    expected = prepared.kernel.scores(np.array([NEW]))[0][0]
    assert (lent[1] - lent[2]) / (lent[0] - lent[2]) > (expected[1] - expected[2]) / (expected[0] - expected[2])


def test_without_a_past_nothing_is_lent(ledger: Ledger) -> None:
    view = view_past(ledger, np.array([0, 1]), date(2000, 1, 1).toordinal())
    assert lending(view).tolist() == [[0.0, 0.0], [0.0, 0.0]]
