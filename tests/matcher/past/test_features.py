from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.past import Ledger, past_features

DAY = date(2014, 1, 1)
CANDIDATES = np.array([0, 1])
QUERIES = np.array([0, 2, 4])
PAST = [("c1", "alpha", "2012-03-10"), ("c2", "alpha", "2012-09-10"), ("c2", "beta", "2012-09-10")]
PAST += [("c3", "beta", "2013-05-10"), ("new", "gamma", "2015-02-10")]

LATER_DEALS = st.lists(
    st.tuples(
        st.sampled_from(["bare", "c1", "c2", "c3", "new"]),
        st.sampled_from(["alpha", "beta", "gamma"]),
        st.integers(0, 2000).map(lambda days: (DAY + timedelta(days=days)).isoformat()) | st.none(),
    ),
    max_size=8,
)


def features(ledger: Ledger) -> np.ndarray:
    return past_features(ledger, QUERIES, CANDIDATES, DAY.toordinal())[1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(later=LATER_DEALS)
def test_nothing_dated_on_the_day_or_later_changes_a_feature(
    make_ledger: Callable[..., Ledger], later: list[tuple[str, str, str | None]]
) -> None:
    assert np.array_equal(features(make_ledger(PAST)), features(make_ledger(PAST + later)))


def test_a_deal_of_the_day_before_does_change_features(make_ledger: Callable[..., Ledger]) -> None:
    more = [*PAST, ("c1", "beta", "2013-12-31")]
    assert not np.array_equal(features(make_ledger(PAST)), features(make_ledger(more)))


def test_a_table_has_a_row_per_query_a_column_per_candidate_and_a_name_per_feature(ledger: Ledger) -> None:
    names, table = past_features(ledger, QUERIES, CANDIDATES, DAY.toordinal())
    assert table.shape == (3, 2, len(names))
    assert table.dtype == np.float32
    assert np.isfinite(table).all()
    assert len(set(names)) == len(names)


def test_the_order_of_queries_and_candidates_only_orders_the_table(ledger: Ledger) -> None:
    turned = past_features(ledger, QUERIES[::-1], CANDIDATES[::-1], DAY.toordinal())[1]
    assert turned[::-1, ::-1] == pytest.approx(features(ledger), abs=1e-5)


def test_no_query_gives_an_empty_table_with_all_names(ledger: Ledger) -> None:
    names, table = past_features(ledger, QUERIES[:0], CANDIDATES, DAY.toordinal())
    assert table.shape == (0, 2, len(names))


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2012, 3, 11)], ids=["before all deals", "after one deal"])
def test_hardly_any_past_still_gives_numbers(ledger: Ledger, day: date) -> None:
    assert np.isfinite(past_features(ledger, QUERIES, CANDIDATES, day.toordinal())[1]).all()


def test_no_feature_reads_the_banned_artefacts_of_the_source(make_ledger: Callable[..., Ledger]) -> None:
    """A query's own later deals (how many counterparts it has) never show; nor do single days of its first round."""
    one = features(make_ledger(PAST))
    many = features(make_ledger([*PAST, ("new", "alpha", "2015-02-10"), ("new", "beta", "2015-02-10")]))
    assert np.array_equal(one, many)
