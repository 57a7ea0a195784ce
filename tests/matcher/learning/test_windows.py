from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from matcher.learning import PastConfig
from matcher.learning.windows import deals_between, draw_lists, rolling_windows
from matcher.past.ledger import COMPANY_COLUMNS, DEAL_COLUMNS, Ledger, build_ledger

SPLIT = date(2013, 1, 1).toordinal()


def ledger() -> Ledger:
    """`alpha` enters a and b, then c in 2012 (the day before the split) and d (on the split)."""
    companies = pd.DataFrame([{"id": name} for name in "abcd"], columns=list(COMPANY_COLUMNS))
    dates = {"a": "2010-05-05", "b": "2010-06-06", "c": "2012-12-31", "d": "2013-01-01"}
    deals = pd.DataFrame([(name, "alpha", day) for name, day in dates.items()], columns=list(DEAL_COLUMNS))
    return build_ledger(companies, deals)


def test_windows_ask_about_companies_first_seen_in_them_as_of_their_first_day() -> None:
    (window,) = rolling_windows(ledger(), SPLIT, PastConfig(window_days=366, n_windows=2))
    assert window.start == date(2012, 1, 1).toordinal()
    assert window.queries.tolist() == [2]
    assert window.candidates.tolist() == [0]
    assert window.relevant.tolist() == [[True]]


def test_windows_with_nothing_to_ask_are_left_out() -> None:
    assert rolling_windows(ledger(), date(2010, 1, 1).toordinal(), PastConfig()) == []


def test_deals_are_found_between_the_chosen_rows_only() -> None:
    assert deals_between(ledger(), np.array([3, 0]), np.array([0])).tolist() == [[True], [True]]
    assert deals_between(ledger().before(SPLIT), np.array([3, 0]), np.array([0])).tolist() == [[False], [True]]


def test_a_list_holds_every_relevant_candidate_once() -> None:
    relevant = np.zeros((2, 50), dtype=np.bool_)
    relevant[0, [3, 7]] = True
    first, second = draw_lists(relevant, 5, np.random.default_rng(0))
    assert {3, 7} <= set(first.tolist())
    assert len(second) == 5
    assert (np.diff(first) > 0).all()


def test_no_more_candidates_are_drawn_than_there_are() -> None:
    (chosen,) = draw_lists(np.zeros((1, 3), dtype=np.bool_), 400, np.random.default_rng(0))
    assert chosen.tolist() == [0, 1, 2]
