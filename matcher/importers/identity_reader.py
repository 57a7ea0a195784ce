"""Whose row it is in registers and on the web: VAT number and website."""

from __future__ import annotations

from matcher.importers.fields import Field
from matcher.importers.grammar import cell_text
from matcher.importers.row_reader import RowReader
from matcher.importers.vat import is_personal_tax_code, is_valid_italian_vat, looks_italian, tidy_vat_number


def read_vat_number(reader: RowReader) -> str:
    """The VAT number as digits, reported where its check digit is wrong; a personal tax code is left out."""
    for column, cell in reader.filled(Field.VAT_NUMBER):
        text = cell_text(cell)
        if is_personal_tax_code(text):
            reader.note("personal_tax_code", "a person's tax code is personal data: left out", column, by_value=False)
            continue
        number = tidy_vat_number(text)
        if looks_italian(number) and not is_valid_italian_vat(number):
            reader.warn(
                "wrong_vat_number", "the check digit of this Italian VAT number is wrong; look it up", column, text
            )
        return number
    return ""


def read_website(reader: RowReader) -> str:
    """The first cell that is an address; "in costruzione", "no" and their like are none."""
    for column, cell in reader.filled(Field.WEBSITE):
        text = cell_text(cell).replace("\n", " ").rstrip("/")
        if (
            "." in text
            and not text.startswith(".")
            and not any(character.isspace() for character in text.split(";")[0])
        ):
            return text
        reader.note("unreadable_website", "this is no address of a website: left out", column, text, by_value=False)
    return ""
