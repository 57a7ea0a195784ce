"""Amounts of money and ranges: `€ 1.234,5`, `1,5 mln €`, `500k`, `$2M`, `da 100 a 500 mila euro`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from matcher.importers.grammar.failure import Unreadable
from matcher.importers.grammar.numbers import NUMBER_TOKEN, DecimalMark, parse_decimal

ACCEPTED_MONEY = "€ 1.234,50 · 1,5 mln € · 500k · $2M · 250k-1M · fino a 2M · da 100 a 500 mila euro"
LARGEST_AMOUNT = Decimal(10) ** 12

_CURRENCIES = {
    "EUR": "€ eur euro euros",
    "USD": "us$ $us $ usd dollar dollars dollari dollaro",
    "GBP": "£ gbp sterline sterlina pounds pound",
    "CHF": "chf franchi francs",
    "JPY": "¥ jpy yen",
    "INR": "₹ inr rupees",
    "CAD": "ca$ c$ cad",
    "AUD": "a$ au$ aud",
}
_MULTIPLIERS = {
    1_000: "k mila migliaia migliaio thousand thousands mgl",
    1_000_000: "m mm mn mln ml mio milione milioni million millions",
    1_000_000_000: "b bn mld mrd miliardo miliardi billion billions",
}
_CURRENCY_OF = {word: code for code, words in _CURRENCIES.items() for word in words.split()}
_MULTIPLIER_OF = {word: factor for factor, words in _MULTIPLIERS.items() for word in words.split()}
_FUSED = {"keur": (1_000, "EUR"), "meur": (1_000_000, "EUR"), "kusd": (1_000, "USD"), "musd": (1_000_000, "USD")}


class _Mark(StrEnum):
    BETWEEN = "between"
    AT_MOST = "at most"
    AT_LEAST = "at least"
    NOISE = "noise"


_MARKS = {
    _Mark.BETWEEN: "- – — a e to and ÷ /",
    _Mark.AT_MOST: "< <= ≤ fino max massimo entro meno up under below less sotto maximum",
    _Mark.AT_LEAST: "> >= ≥ oltre almeno min minimo più piu over above more least da dai from partire sopra minimum +",
    _Mark.NOISE: "di circa ca c.a about approx approximately around ~ ≈ of tra fra between al at than il i annui annuo "
    "anno year per all' all la le gli of the range ticket",
}
_MARK_OF = {word: mark for mark, words in _MARKS.items() for word in words.split()}
_TOKEN = re.compile(
    rf"(?P<number>{NUMBER_TOKEN.pattern})"
    r"|(?P<word>us\$|\$us|ca\$|c\$|au\$|a\$|[€$£¥₹]|[<>]=?|[≤≥≈~+÷/–—-]|c\.a|[a-zàèéìòù]+|\S)\.?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRange:
    """Amounts from `low` to `high` in `currency` (ISO 4217, "" when none is written); None is an open end.

    A single amount has both ends equal. `doubtful` says that a text such as "1.500" was read as thousands because
    money has no third decimal, with nothing else to prove it.
    """

    low: float | None
    high: float | None
    currency: str
    doubtful: bool = False
    unit_ignored: bool = False


@dataclass(slots=True)
class _Amount:
    number: str
    multiplier: int | None = None
    value: Decimal = Decimal(0)


@dataclass(slots=True)
class _Reading:
    amounts: list[_Amount]
    currencies: list[str]
    marks: list[_Mark]
    coming_multiplier: int | None = None


def _unreadable(message: str = "this is not an amount of money") -> Unreadable:
    return Unreadable(code="unreadable_money", message=message, accepted=ACCEPTED_MONEY)


def _tokenise(text: str) -> _Reading | Unreadable:
    reading = _Reading(amounts=[], currencies=[], marks=[])
    for match in _TOKEN.finditer(text):
        if match["number"] is not None:
            reading.amounts.append(_Amount(number=match["number"], multiplier=reading.coming_multiplier))
            reading.coming_multiplier = None
        elif not _take_word(reading, match["word"]):
            return _unreadable(f"{match['word']!r} is not understood in an amount of money")
    return reading


def _take_word(reading: _Reading, word: str) -> bool:
    """Add one word to the reading; False if it has no place in an amount of money."""
    factor, currency = _FUSED.get(word, (_MULTIPLIER_OF.get(word), _CURRENCY_OF.get(word)))
    mark = _MARK_OF.get(word)
    if factor is None and currency is None and mark is None:
        return False
    if factor is not None and reading.amounts:
        last = reading.amounts[-1]
        last.multiplier = (last.multiplier or 1) * factor
    elif factor is not None:
        reading.coming_multiplier = factor
    if currency is not None:
        reading.currencies.append(currency)
    if mark is not None and not (mark is _Mark.BETWEEN and not reading.amounts):
        reading.marks.append(mark)
    return True


def _fill_multipliers(amounts: list[_Amount], default: int) -> bool:
    """Give each amount its multiplier, borrowing the neighbour's ("da 100 a 500 mila"); True if one was borrowed."""
    written = [amount.multiplier for amount in amounts if amount.multiplier is not None]
    fallback = written[0] if written else default
    borrowed = bool(written) and len(written) < len(amounts)
    for amount in amounts:
        amount.multiplier = amount.multiplier or fallback
    return borrowed


def _evaluate(amounts: list[_Amount], mark: DecimalMark | None) -> bool | Unreadable:
    """Set each amount's value; returns whether thousands had to be assumed, or why an amount cannot be read."""
    doubtful = False
    for amount in amounts:
        number = parse_decimal(amount.number, mark)
        # Money has two decimals at most, so three digits after a mark group thousands, unless a unit multiplies them.
        if isinstance(number, Unreadable) and number.code == "ambiguous_number" and amount.multiplier == 1:
            number, doubtful = Decimal(amount.number.replace(",", "").replace(".", "")), True
        if isinstance(number, Unreadable):
            return number
        amount.value = number * (amount.multiplier or 1)
        if amount.value > LARGEST_AMOUNT:
            return Unreadable(
                code="implausible_amount",
                message="over a thousand billion: the unit in the header and the one in the cell may not agree",
                accepted=ACCEPTED_MONEY,
            )
    return doubtful


def parse_money_range(
    text: str, *, default_currency: str = "", default_multiplier: int = 1, mark: DecimalMark | None = None
) -> MoneyRange | Unreadable:
    """The amount or range written in `text`.

    `default_currency` and `default_multiplier` come from the header ("Fatturato (mln €)") and hold where the cell names
    none of its own. `mark` is the decimal mark of the column, where its other cells prove one.

    >>> parse_money_range("1,5 mln €")
    MoneyRange(low=1500000.0, high=1500000.0, currency='EUR', doubtful=False, unit_ignored=False)
    >>> parse_money_range("fino a $2M")
    MoneyRange(low=None, high=2000000.0, currency='USD', doubtful=False, unit_ignored=False)
    """
    text = " ".join(text.replace("−", "-").casefold().split())
    if (refusal := _refusal(text)) is not None:
        return refusal
    if re.fullmatch(r"\d+(?:\.\d+)?e[+-]?\d{1,2}", text):
        text = str(float(text))
    reading = _tokenise(text)
    if isinstance(reading, Unreadable):
        return reading
    if not 1 <= len(reading.amounts) <= 2:
        return _unreadable()
    if len(set(reading.currencies)) > 1:
        return _unreadable("two currencies in one cell")
    money = _assemble(reading, default_currency, default_multiplier, mark)
    if isinstance(money, Unreadable) and money.code == "implausible_amount" and default_multiplier > 1:
        plain = parse_money_range(text, default_currency=default_currency, mark=mark)
        return plain if isinstance(plain, Unreadable) else replace(plain, unit_ignored=True)
    return money


def _refusal(text: str) -> Unreadable | None:
    """Why a text with numbers is no amount all the same, or None."""
    if "%" in text:
        return Unreadable(code="percentage", message="a percentage is not an amount", accepted=ACCEPTED_MONEY)
    if re.match(r"[^\d\w]*-\s*\W?\d", text) or re.match(r"\(\s*\W?\s*\d[^)]*\)$", text):
        return Unreadable(code="negative_money", message="an amount below zero", accepted=ACCEPTED_MONEY)
    return None


def _assemble(
    reading: _Reading, default_currency: str, default_multiplier: int, mark: DecimalMark | None
) -> MoneyRange | Unreadable:
    borrowed = _fill_multipliers(reading.amounts, default_multiplier)
    doubtful = _evaluate(reading.amounts, mark)
    if isinstance(doubtful, Unreadable):
        return doubtful
    currency = reading.currencies[0] if reading.currencies else default_currency
    first, last = float(reading.amounts[0].value), float(reading.amounts[-1].value)
    if len(reading.amounts) == 1:
        low = None if _Mark.AT_MOST in reading.marks else first
        high = None if _Mark.AT_LEAST in reading.marks and _Mark.AT_MOST not in reading.marks else first
        return MoneyRange(low=low, high=high, currency=currency, doubtful=doubtful)
    if not {_Mark.BETWEEN, _Mark.AT_MOST, _Mark.AT_LEAST} & set(reading.marks):
        return _unreadable("two amounts without a word or dash between them")
    if first > last and borrowed:
        return _unreadable("the two ends of the range have different units")
    return MoneyRange(low=min(first, last), high=max(first, last), currency=currency, doubtful=doubtful)
