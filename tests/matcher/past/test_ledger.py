from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest

from matcher.past.ledger import DEAL_COLUMNS, TRAITS, UNKNOWN, Ledger, build_ledger, count_terms, ordinal_days


def test_rows_follow_the_ids_in_alphabetical_order(ledger: Ledger) -> None:
    assert ledger.company_ids == ("bare", "c1", "c2", "c3", "new")
    assert ledger.counterpart_ids == ("alpha", "beta", "gamma")


def test_the_order_of_the_rows_makes_no_difference(company_table: pd.DataFrame) -> None:
    deals = pd.DataFrame(
        [("c2", "beta", "2012-09-10"), ("c1", "alpha", "2012-03-10"), ("c1", "beta", "2012-03-10")],
        columns=list(DEAL_COLUMNS),
    )
    one, other = build_ledger(company_table, deals), build_ledger(company_table[::-1], deals[::-1])
    assert one.company_ids == other.company_ids
    assert (one.traits == other.traits).all()
    assert (one.deal_company == other.deal_company).all()
    assert (one.deal_counterpart == other.deal_counterpart).all()
    assert (one.terms != other.terms).nnz == 0
    assert (one.sectors != other.sectors).nnz == 0


def test_before_leaves_out_the_day_itself_and_undated_deals(make_ledger: Callable[..., Ledger]) -> None:
    ledger = make_ledger([("c1", "alpha", "2012-03-10"), ("c2", "alpha", "2012-03-11"), ("c3", "alpha", None)])
    assert len(ledger.deal_day) == 3
    assert ledger.before(date(2012, 3, 11).toordinal()).deal_day.tolist() == [date(2012, 3, 10).toordinal()]


def test_missing_facts_are_unknown(ledger: Ledger) -> None:
    assert ledger.traits[0].tolist() == [UNKNOWN] * len(TRAITS)
    assert ledger.founded[0] == UNKNOWN
    assert ledger.first[0] == UNKNOWN
    assert ledger.sectors[0].nnz == ledger.terms[0].nnz == 0


def test_a_company_is_first_seen_at_its_first_deal_where_no_round_is_given(make_ledger: Callable[..., Ledger]) -> None:
    ledger = make_ledger([("bare", "beta", "2014-02-02"), ("bare", "alpha", "2013-01-01"), ("bare", "gamma", None)])
    assert ledger.first_seen()[:2].tolist() == [date(2013, 1, 1).toordinal(), date(2012, 3, 10).toordinal()]
    assert ledger.first[0] == UNKNOWN


def test_deals_of_unknown_companies_are_left_out(make_ledger: Callable[..., Ledger]) -> None:
    assert make_ledger([("elsewhere", "alpha", "2012-01-01")]).counterpart_ids == ()


def test_experience_counts_companies_not_deals(make_ledger: Callable[..., Ledger]) -> None:
    twice = [("c1", "alpha", "2012-01-01"), ("c1", "alpha", "2013-01-01")]
    ledger = make_ledger([*twice, ("c1", "beta", "2012-01-01"), ("c2", "beta", "2012-01-01")])
    assert ledger.experienced(2).tolist() == [1]
    assert ledger.experienced(1).tolist() == [0, 1]


@pytest.mark.parametrize("cell", [None, "", "soon", "2012-13-40"])
def test_what_is_no_date_is_unknown(cell: str | None) -> None:
    assert ordinal_days(pd.Series([cell, "2012-03-10"])).tolist() == [UNKNOWN, date(2012, 3, 10).toordinal()]


def test_terms_are_words_and_pairs_of_words_of_all_texts() -> None:
    terms = count_terms(["cheese cheese", "cheese beer", ""])
    twice = pytest.approx(1 + np.log(2))
    assert terms.toarray().tolist() == [[0, twice, 0, 1], [1, 1, 1, 0], [0, 0, 0, 0]]  # beer, cheese, both pairs


def test_texts_without_a_word_have_no_term() -> None:
    assert count_terms(["", ""]).shape == (2, 0)
