"""Grammars of spreadsheet cells, Italian and English: pure functions that return a value or say why they cannot."""

from matcher.importers.grammar.blanks import cell_text, clean_text, is_blank
from matcher.importers.grammar.booleans import parse_boolean
from matcher.importers.grammar.dates import date_of_serial, parse_date, parse_year
from matcher.importers.grammar.failure import Unreadable
from matcher.importers.grammar.lists import resolve_parts, split_list
from matcher.importers.grammar.money import MoneyRange, parse_money_range
from matcher.importers.grammar.numbers import (
    DecimalMark,
    NumberRange,
    decimal_marks_shown,
    parse_number,
    parse_number_range,
)

__all__ = [
    "DecimalMark",
    "MoneyRange",
    "NumberRange",
    "Unreadable",
    "cell_text",
    "clean_text",
    "date_of_serial",
    "decimal_marks_shown",
    "is_blank",
    "parse_boolean",
    "parse_date",
    "parse_money_range",
    "parse_number",
    "parse_number_range",
    "parse_year",
    "resolve_parts",
    "split_list",
]
