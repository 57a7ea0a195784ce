"""Numbers with Italian or English marks: `1.234,5` and `1,234.5`, `1 234`, `1'234`, and the ambiguous `1.500`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from matcher.importers.grammar.failure import Unreadable

ACCEPTED_NUMBERS = "1234,5 · 1.234,5 · 1,234.5 · 1 234 · 1'234"
MAX_DIGITS = 30


class DecimalMark(StrEnum):
    """Which character separates the decimals; the other one groups thousands."""

    COMMA = ","
    POINT = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRange:
    """Numbers from `low` to `high`, both included; None is an open end; a single number has both ends equal."""

    low: float | None
    high: float | None


NUMBER_TOKEN = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
"""One number inside a longer text; never swallows a sign, a unit or a neighbouring word."""

_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,2}")
_SPACED = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?")
_WHOLE = re.compile(r"[+-]?[\d.,' ’]+")
_ABOUT = re.compile(
    r"^(?:circa|ca\.?|c\.a\.?|about|approx\.?|approximately|around|~|≈|intorno a[il]?)\s*", re.IGNORECASE
)
_AT_LEAST = re.compile(
    r"^(?:>=?|≥|oltre|più di|piu di|over|more than|almeno|at least|min\.?|minimo|da|from|sopra i)\s*(?=\d)",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"^(?:<=?|≤|fino a|meno di|under|less than|up to|max\.?|massimo|entro|al massimo|sotto i)\s*(?=\d)", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"^(?:da|tra|fra|between|from)?\s*([\d.,'’]+(?: \d{3})*)"
    r"\s*(?:-|–|—|/|\ba\b|\be\b|\band\b|\bto\b|÷)\s*([\d.,'’]+(?: \d{3})*)$",
    re.IGNORECASE,
)


def _unreadable(message: str = "this is not a number") -> Unreadable:
    return Unreadable(code="unreadable_number", message=message, accepted=ACCEPTED_NUMBERS)


def _is_grouped(text: str, mark: str) -> bool:
    """True if `mark` stands exactly between groups of three digits, the first of one to three."""
    first, *rest = text.split(mark)
    return first.isdigit() and 1 <= len(first) <= 3 and all(len(group) == 3 and group.isdigit() for group in rest)


def _with_both_marks(body: str) -> Decimal | Unreadable:
    decimal_mark = max(",.", key=body.rfind)
    grouping_mark = "." if decimal_mark == "," else ","
    whole, _, fraction = body.rpartition(decimal_mark)
    if not fraction.isdigit() or decimal_mark in whole or not _is_grouped(whole, grouping_mark):
        return _unreadable("the marks of thousands and decimals are mixed up")
    return Decimal(f"{whole.replace(grouping_mark, '')}.{fraction}")


def _with_one_mark(body: str, found: str, mark: DecimalMark | None) -> Decimal | Unreadable:
    if body.count(found) > 1:
        return Decimal(body.replace(found, "")) if _is_grouped(body, found) else _unreadable()
    whole, _, fraction = body.partition(found)
    if not fraction.isdigit() or not (whole.isdigit() or not whole):
        return _unreadable()
    if len(fraction) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):
        return Decimal(f"{whole or '0'}.{fraction}")
    if mark is None:
        return Unreadable(
            code="ambiguous_number",
            message=f"this may mean {whole}{fraction} or {whole}.{fraction}",
            accepted=f"{whole}{fraction} without a mark, or {whole},{fraction}0 with four decimals",
        )
    return Decimal(f"{whole}.{fraction}" if found == mark.value else whole + fraction)


def parse_decimal(text: str, mark: DecimalMark | None = None) -> Decimal | Unreadable:
    """The exact number written in `text`; `mark` decides texts such as `1.500`, which are refused without it.

    Spaces and apostrophes may group thousands. Percentages, words and anything over 30 digits are refused.
    """
    text = _SPACES.sub(" ", text).replace("−", "-").strip()
    if _SCIENTIFIC.fullmatch(text):
        return Decimal(text)
    if "%" in text:
        return Unreadable(code="percentage", message="a percentage is not an amount", accepted=ACCEPTED_NUMBERS)
    if not _WHOLE.fullmatch(text) or not any(map(str.isdigit, text)) or len(text) > MAX_DIGITS:
        return _unreadable()
    negative, body = text.startswith("-"), text.lstrip("+-").strip()
    if re.search("[ '’]", body):
        if not _SPACED.fullmatch(body):
            return _unreadable("spaces do not group three digits each")
        mark = DecimalMark.COMMA if "," in body else DecimalMark.POINT
        body = re.sub("[ '’]", "", body)
    number = _read_body(body, mark)
    return -number if negative and isinstance(number, Decimal) else number


def _read_body(body: str, mark: DecimalMark | None) -> Decimal | Unreadable:
    marks = [character for character in ",." if character in body]
    if not body.isascii():
        return _unreadable()
    if len(marks) == 2:
        return _with_both_marks(body)
    if marks:
        return _with_one_mark(body, marks[0], mark)
    return Decimal(body) if body.isdigit() else _unreadable()


def parse_number(text: str, mark: DecimalMark | None = None) -> float | Unreadable:
    """The number written in `text` as a float; see `parse_decimal`.

    >>> parse_number("1.234,5"), parse_number("1,234.5"), parse_number("1.500", DecimalMark.COMMA)
    (1234.5, 1234.5, 1500.0)
    """
    number = parse_decimal(text, mark)
    return number if isinstance(number, Unreadable) else float(number)


def decimal_marks_shown(texts: Iterable[str]) -> frozenset[DecimalMark]:
    """The decimal marks that at least one number in `texts` proves; ambiguous numbers prove nothing.

    >>> sorted(decimal_marks_shown(["1.500", "12,5"]))
    [<DecimalMark.COMMA: ','>]
    """
    return frozenset(
        mark for text in texts for token in NUMBER_TOKEN.findall(text) if (mark := _mark_proven(token)) is not None
    )


def _mark_proven(token: str) -> DecimalMark | None:
    as_comma, as_point = parse_decimal(token, DecimalMark.COMMA), parse_decimal(token, DecimalMark.POINT)
    if isinstance(as_comma, Unreadable) or as_comma != as_point:
        return None
    marks = [character for character in token if character in ",."]
    if not marks:
        return None
    if len(set(marks)) == 1 and len(marks) > 1:
        return DecimalMark.COMMA if marks[0] == "." else DecimalMark.POINT
    return DecimalMark(marks[-1])


def parse_number_range(text: str, mark: DecimalMark | None = None) -> NumberRange | Unreadable:
    """The numbers a cell such as "10-49", "oltre 100", "circa 20" or "50+" speaks of; units after it are ignored.

    >>> parse_number_range("da 10 a 49")
    NumberRange(low=10.0, high=49.0)
    """
    text = _ABOUT.sub("", _SPACES.sub(" ", text).strip())
    text = re.sub(r"(?<=[\d+])\s*[^\W\d_][^\d]*$", "", text).strip()
    between = _BETWEEN.match(text)
    if between:
        low, high = (parse_number(part, mark) for part in between.groups())
        if isinstance(low, Unreadable) or isinstance(high, Unreadable):
            return low if isinstance(low, Unreadable) else _unreadable()
        return NumberRange(low=min(low, high), high=max(low, high))
    at_least = bool(_AT_LEAST.match(text)) or text.endswith("+")
    at_most = bool(_AT_MOST.match(text))
    number = parse_number(_AT_MOST.sub("", _AT_LEAST.sub("", text)).rstrip("+ "), mark)
    if isinstance(number, Unreadable):
        return number
    return NumberRange(low=None if at_most else number, high=None if at_least else number)
