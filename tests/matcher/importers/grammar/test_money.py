"""Amounts of money and ranges, Italian and English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.importers.grammar import DecimalMark, MoneyRange, Unreadable, parse_money_range


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("€ 1.234,5", 1234.5, "EUR"),
        ("1,5 mln €", 1_500_000, "EUR"),
        ("1.5M", 1_500_000, ""),
        ("500k", 500_000, ""),
        ("$2M", 2_000_000, "USD"),
        ("2 milioni di euro", 2_000_000, "EUR"),
        ("1 mld", 1_000_000_000, ""),
        ("US$ 1.2 million", 1_200_000, "USD"),
        ("M€ 2", 2_000_000, "EUR"),
        ("40M€", 40_000_000, "EUR"),
        ("circa 300 mila euro", 300_000, "EUR"),
        ("£750,000.00", 750_000, "GBP"),
        ("CHF 1'500'000", 1_500_000, "CHF"),
        ("250000.0", 250_000, ""),
    ],
    ids=lambda value: str(value),
)
def test_one_amount_is_read(text: str, amount: float, currency: str) -> None:
    assert parse_money_range(text) == MoneyRange(low=amount, high=amount, currency=currency)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("250k-1M", 250_000, 1_000_000),
        ("da 100 a 500 mila euro", 100_000, 500_000),
        ("tra 1 e 3 mln", 1_000_000, 3_000_000),
        ("between $100K and $1M", 100_000, 1_000_000),
        ("min 100k max 500k", 100_000, 500_000),
        ("€5-10 mln", 5_000_000, 10_000_000),
        ("fino a 2M", None, 2_000_000),
        ("up to $2.5M", None, 2_500_000),
        ("> 1M", 1_000_000, None),
        ("1M+", 1_000_000, None),
        ("oltre 500k", 500_000, None),
    ],
    ids=lambda value: str(value),
)
def test_a_range_is_read(text: str, low: float | None, high: float | None) -> None:
    money = parse_money_range(text)
    assert isinstance(money, MoneyRange)
    assert (money.low, money.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("in crescita", "unreadable_money"),
        ("5%", "percentage"),
        ("€ -5", "negative_money"),
        ("100k 500k", "unreadable_money"),
        ("500-1M", "unreadable_money"),
        ("$1M - €2M", "unreadable_money"),
        ("1.250 mln", "ambiguous_number"),
        ("5000 mld", "implausible_amount"),
    ],
    ids=lambda value: value,
)
def test_a_text_that_is_no_clear_amount_says_why(text: str, code: str) -> None:
    failure = parse_money_range(text)
    assert isinstance(failure, Unreadable)
    assert failure.code == code


def test_three_digits_after_a_mark_are_thousands_but_doubtful() -> None:
    assert parse_money_range("EUR 300.000") == MoneyRange(low=300_000, high=300_000, currency="EUR", doubtful=True)


def test_the_mark_of_the_column_takes_the_doubt_away() -> None:
    money = parse_money_range("€ 300.000", mark=DecimalMark.COMMA)
    assert money == MoneyRange(low=300_000, high=300_000, currency="EUR")


def test_the_unit_of_the_header_holds_for_a_bare_number() -> None:
    money = parse_money_range("12,5", default_currency="EUR", default_multiplier=1_000_000)
    assert money == MoneyRange(low=12_500_000, high=12_500_000, currency="EUR")


def test_the_unit_of_the_cell_outranks_that_of_the_header() -> None:
    money = parse_money_range("$ 800k", default_currency="EUR", default_multiplier=1_000_000)
    assert money == MoneyRange(low=800_000, high=800_000, currency="USD")


def test_a_unit_of_the_header_that_makes_an_amount_absurd_is_left_aside() -> None:
    money = parse_money_range("€ 40.000.000", default_currency="EUR", default_multiplier=1_000_000)
    assert money == MoneyRange(low=40_000_000, high=40_000_000, currency="EUR", unit_ignored=True)


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["€ {}", "{} €", "{} euro", "EUR {}"]))
def test_an_italian_amount_reads_back_what_was_written(amount: object, form: str) -> None:
    written = f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    expected = float(str(amount))
    assert parse_money_range(form.format(written)) == MoneyRange(low=expected, high=expected, currency="EUR")


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["${}", "US$ {}", "{} USD", "{} dollars"]))
def test_an_english_amount_reads_back_what_was_written(amount: object, form: str) -> None:
    expected = float(str(amount))
    assert parse_money_range(form.format(f"{amount:,.2f}")) == MoneyRange(low=expected, high=expected, currency="USD")


@given(st.integers(min_value=1, max_value=900), st.sampled_from([("k", 10**3), ("mln", 10**6), (" milioni", 10**6)]))
def test_a_unit_multiplies_exactly(number: int, unit: tuple[str, int]) -> None:
    expected = float(number * unit[1])
    assert parse_money_range(f"{number}{unit[0]}") == MoneyRange(low=expected, high=expected, currency="")


@given(st.text(max_size=30))
def test_no_text_makes_the_grammar_fail(text: str) -> None:
    assert isinstance(parse_money_range(text), MoneyRange | Unreadable)
