"""Amounts in different currencies, brought to euros so that sizes can be compared. Never used for accounting.

The rates are rounded long-run averages (2019–2024) of the euro reference rates of the European Central Bank: a ticket
of "$500k" and one of "€450k" must compare as alike, and no outside service may be called to know more precisely.
"""

from __future__ import annotations

import math

from matcher.profiles import Money

EUR_PER_UNIT: dict[str, float] = {
    "EUR": 1.0,
    "USD": 0.9,
    "GBP": 1.15,
    "CHF": 0.97,
    "CAD": 0.68,
    "AUD": 0.62,
    "JPY": 0.0072,
    "CNY": 0.13,
    "INR": 0.0115,
    "SEK": 0.093,
    "NOK": 0.093,
    "DKK": 0.134,
    "PLN": 0.22,
    "ILS": 0.26,
    "SGD": 0.66,
    "BRL": 0.18,
}


def to_eur(money: Money | None) -> float:
    """The amount in euros; NaN when there is none or its currency is not in the table.

    >>> to_eur(Money(amount=2_000_000, currency="USD"))
    1800000.0
    """
    if money is None:
        return math.nan
    return money.amount * EUR_PER_UNIT.get(money.currency, math.nan)
