"""A drawn past, large enough for trees to be grown on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from matcher.past.ledger import Ledger, build_ledger
from matcher.past.vectors import encode_prose
from models.encoders import HashingEncoder

START = date(2010, 1, 1)
REGIONS = ("CA", "NY", "TX")
WORDS = ("robots", "banks", "games")
N_COUNTERPARTS = 15


def draw_tables(n_companies: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Four years of companies in three regions, and of counterparts that stay in their own and in one field."""
    rng = np.random.default_rng(7)
    companies, deals = [], []
    for number in range(n_companies):
        region = REGIONS[rng.integers(3)]
        day = (START + timedelta(days=int(number * 1460 / n_companies))).isoformat()
        place = {"country": "US", "region": region, "metro": None, "city": None}
        word = WORDS[rng.integers(3)]
        company = {"id": f"c{number:04}", "founded": None, "first_date": day, "stage": "seed", "sectors": [word]}
        companies.append({**company, **place, "text": f"{word} for people"})
        home = [row for row in range(N_COUNTERPARTS) if REGIONS[row % 3] == region]
        fond = [row for row in home if row // 3 % 3 == WORDS.index(word)]
        rows = sorted({int(rng.choice(fond)), int(rng.choice(fond))})
        deals += [{"company_id": f"c{number:04}", "counterpart_id": f"i{row:02}", "date": day} for row in rows]
    return pd.DataFrame(companies), pd.DataFrame(deals)


@pytest.fixture(scope="session")
def draw_ledger() -> Callable[[int], Ledger]:
    """A ledger of that many companies."""
    return lambda n_companies: build_ledger(*draw_tables(n_companies))


@pytest.fixture(scope="session")
def told_ledger(draw_ledger: Callable[[int], Ledger]) -> Ledger:
    """The same of 1,400 companies, whose texts are there as vectors too."""
    texts = dict(draw_tables(1400)[0][["id", "text"]].itertuples(index=False))
    ledger = draw_ledger(1400)
    return replace(ledger, vectors=encode_prose(ledger.company_ids, texts, HashingEncoder()))
