"""VAT numbers as companies write them."""

from __future__ import annotations

import re

_PERSONAL_TAX_CODE = re.compile(r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]")


def is_personal_tax_code(text: str) -> bool:
    """True for the 16 characters of an Italian person's tax code, which is personal data and never kept."""
    return bool(_PERSONAL_TAX_CODE.fullmatch(re.sub(r"\W", "", text).upper()))


def tidy_vat_number(text: str) -> str:
    """The number in capitals without spaces and dots; Italian ones get back the zeros a spreadsheet took off.

    >>> tidy_vat_number("IT 0123 4567 897"), tidy_vat_number("1234567897")
    ('IT01234567897', '01234567897')
    """
    text = re.sub(r"[\W_]", "", text).upper()
    text = re.sub(r"^(?:PIVA|VAT|CF)", "", text)
    return text.zfill(11) if text.isdigit() and 8 <= len(text) < 11 else text


def is_valid_italian_vat(number: str) -> bool:
    """True if `number` is an Italian VAT number (11 digits, with or without "IT") whose check digit is right.

    Digits in even places are doubled, nines cast out, and the sum with the last digit is a multiple of ten.

    >>> is_valid_italian_vat("IT01234567897"), is_valid_italian_vat("01234567890")
    (True, False)
    """
    digits = number.removeprefix("IT")
    if not re.fullmatch(r"[0-9]{11}", digits) or not int(digits):
        return False
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def looks_italian(number: str) -> bool:
    """True if `number` has the shape of an Italian VAT number, right or wrong."""
    return bool(re.fullmatch(r"(?:IT)?[0-9]{11}", number)) or number.startswith("IT")
