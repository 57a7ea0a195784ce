from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.currency import EUR_PER_UNIT, to_eur
from matcher.profiles import Money


@pytest.mark.parametrize(
    ("amount", "currency", "euros"),
    [(100.0, "EUR", 100.0), (500_000.0, "USD", 450_000.0), (0.0, "GBP", 0.0), (1e6, "JPY", 7_200.0)],
    ids=["euros", "dollars", "nothing", "yen"],
)
def test_amounts_are_brought_to_euros(amount: float, currency: str, euros: float) -> None:
    assert to_eur(Money(amount=amount, currency=currency)) == pytest.approx(euros)


@pytest.mark.parametrize(
    "money",
    [None, Money(amount=5.0, currency="XTS"), Money(amount=5.0, currency=""), Money(amount=math.nan, currency="EUR")],
    ids=["none", "unknown currency", "no currency", "not a number"],
)
def test_what_cannot_be_compared_is_nan(money: Money | None) -> None:
    assert math.isnan(to_eur(money))


@given(st.sampled_from(sorted(EUR_PER_UNIT)), st.floats(0, 1e12), st.floats(0, 1e12))
def test_more_money_is_never_fewer_euros(currency: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert to_eur(Money(amount=low, currency=currency)) <= to_eur(Money(amount=high, currency=currency))
