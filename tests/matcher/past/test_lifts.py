from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from matcher.past.ledger import Ledger
from matcher.past.lifts import log_lift, measure_lifts
from matcher.past.view import view_past

DAY = date(2014, 1, 1).toordinal()
BARE, NEW, ALPHA, BETA = 0, 4, 0, 1


def test_a_lift_is_the_shrunk_habit_over_the_general_share() -> None:
    lift = log_lift(np.float32([[2], [0]]), np.float32([2, 1]), np.float32([0.25]), 1.0)
    assert lift[:, 0].tolist() == pytest.approx([np.log((2.25 / 3) / 0.25), np.log((0.25 / 2) / 0.25)])


def test_a_code_that_nobody_has_lifts_nothing() -> None:
    assert log_lift(np.float32([[0]]), np.float32([5]), np.float32([0]), 1.0).tolist() == [[0.0]]


def test_habits_of_the_query_s_region_are_looked_up(ledger: Ledger) -> None:
    columns = measure_lifts(view_past(ledger, np.array([ALPHA, BETA]), DAY)).columns(np.array([NEW]))
    share = 2 / 3  # of the three companies of the past, c1 and c2 are in California
    assert columns["region_count"][0].tolist() == pytest.approx([np.log(3), np.log(2)])
    assert columns["region_lift"][0].tolist() == pytest.approx(
        [np.log((2 + share) / 3 / share), np.log((1 + share) / 3 / share)]
    )


def test_an_unknown_place_stage_or_sector_lifts_nothing(ledger: Ledger) -> None:
    columns = measure_lifts(view_past(ledger, np.array([ALPHA, BETA]), DAY)).columns(np.array([BARE]))
    assert {name for name, values in columns.items() if values.any()} == set()


def test_a_city_of_the_ledger_that_the_past_never_saw_lifts_nothing(ledger: Ledger) -> None:
    early = view_past(ledger, np.array([ALPHA]), date(2012, 6, 1).toordinal())
    assert measure_lifts(early).columns(np.array([3]))["city_lift"].tolist() == [[0.0]]


def test_sector_counts_add_up_over_the_query_s_sectors(ledger: Ledger) -> None:
    columns = measure_lifts(view_past(ledger, np.array([ALPHA, BETA]), DAY)).columns(np.array([2]))
    # c2 is in health and software: alpha entered health twice and software once, beta health once and software twice
    assert columns["sector_count"][0].tolist() == pytest.approx([np.log(4), np.log(4)])
