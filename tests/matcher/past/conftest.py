"""A ledger small enough to reckon with by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import pytest

from matcher.past.ledger import COMPANY_COLUMNS, DEAL_COLUMNS, Ledger, build_ledger

Deals = Sequence[tuple[str, str, str | None]]

COMPANIES = [
    # id, founded, first_date, country, region, metro, city, stage, sectors, text
    ("c1", "2010-01-01", "2012-03-10", "US", "CA", "SF", "Palo Alto", "seed", ["health"], "robots for surgery"),
    ("c2", None, "2012-09-10", "US", "CA", "SF", "San Jose", "seed", ["health", "software"], "software for surgery"),
    ("c3", "2011-01-01", "2013-05-10", "US", "NY", "NYC", "New York", "a", ["software"], "software for banks"),
    ("new", "2014-01-01", "2015-02-10", "US", "CA", "SF", "Palo Alto", "seed", ["health"], "robots for surgery"),
    ("bare", None, None, None, None, None, None, None, [], None),
]
DEALS = [
    ("c1", "alpha", "2012-03-10"),
    ("c2", "alpha", "2012-09-10"),
    ("c2", "beta", "2012-09-10"),
    ("c3", "beta", "2013-05-10"),
    ("new", "gamma", "2015-02-10"),
]


@pytest.fixture
def company_table() -> pd.DataFrame:
    return pd.DataFrame(COMPANIES, columns=list(COMPANY_COLUMNS))


@pytest.fixture
def make_ledger(company_table: pd.DataFrame) -> Callable[[Deals], Ledger]:
    """The five companies with the deals of the test."""
    return lambda deals: build_ledger(company_table, pd.DataFrame(list(deals), columns=list(DEAL_COLUMNS)))


@pytest.fixture
def ledger(make_ledger: Callable[[Deals], Ledger]) -> Ledger:
    """`alpha` invests in health in California, `beta` in software, `gamma` once and late."""
    return make_ledger(DEALS)
