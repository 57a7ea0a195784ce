"""Reads the cells of one row by field and writes every doubt to the log."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from matcher.importers.columns import Column, SheetLayout
from matcher.importers.contacts import without_contacts, without_markup
from matcher.importers.fields import Field
from matcher.importers.grammar import (
    MoneyRange,
    NumberRange,
    Unreadable,
    cell_text,
    date_of_serial,
    is_blank,
    parse_boolean,
    parse_date,
    parse_money_range,
    parse_number_range,
    parse_year,
    split_list,
)
from matcher.importers.grammar.blanks import is_placeholder
from matcher.importers.grammar.dates import FIRST_YEAR, LAST_YEAR
from matcher.importers.grammar.money import ACCEPTED_MONEY, LARGEST_AMOUNT
from matcher.importers.problem_log import ProblemLog
from matcher.importers.tables import Cell
from matcher.problems import Problem, Severity

DEFAULT_CURRENCY = "EUR"

_REMARK = re.compile(r"(?<=\d)\s*\([^()]*\)$")


@dataclass(slots=True)
class RowReader:
    """One row of a sheet. `n_misfits` counts the cells read so far that do not fit the type of their column."""

    layout: SheetLayout
    row: tuple[Cell, ...]
    row_number: int
    log: ProblemLog
    n_misfits: int = 0

    def filled(self, field: Field) -> list[tuple[Column, Cell]]:
        """The cells of `field` that say something, best column first; placeholders ("n.d.") say nothing."""
        columns = self.layout.by_field.get(field)
        if columns is None:
            return []
        cells = ((column, self.row[column.position]) for column in columns if column.position < len(self.row))
        return [
            (column, cell)
            for column, cell in cells
            if not (cell is None or is_blank(cell) or (isinstance(cell, str) and is_placeholder(cell_text(cell))))
        ]

    def problem(self, code: str, severity: Severity, message: str, column: str = "", value: str = "") -> Problem:
        """A problem at a cell of this row, or at the row itself."""
        return Problem(
            code=code,
            severity=severity,
            message=message,
            file=self.layout.file,
            sheet=self.layout.sheet,
            row=self.row_number,
            column=column,
            value=value,
        )

    def misfit(self, failure: Unreadable, column: Column, cell: Cell) -> None:
        """Report a cell that cannot be read; its value is left out and the row stays."""
        self.n_misfits += 1
        message = f"{failure.message}; left empty"
        self.log.tally(
            Problem(
                code=failure.code,
                severity=Severity.WARNING,
                message=message,
                file=self.layout.file,
                sheet=self.layout.sheet,
                row=self.row_number,
                column=column.header,
                value=cell_text(cell),
                accepted=failure.accepted,
            )
        )

    def note(self, code: str, message: str, column: Column, value: str = "", *, by_value: bool = True) -> None:
        """Report something worth knowing, once for all rows alike."""
        self.log.tally(self.problem(code, Severity.NOTE, message, column.header, value), by_value=by_value)

    def warn(self, code: str, message: str, column: Column, value: str = "", *, by_value: bool = True) -> None:
        """Report something doubtful, once for all rows alike."""
        self.log.tally(self.problem(code, Severity.WARNING, message, column.header, value), by_value=by_value)

    def text(self, field: Field) -> str:
        """The first cell of `field` as text on one line, "" if there is none."""
        filled = self.filled(field)
        return cell_text(filled[0][1]).replace("\n", " ") if filled else ""

    def paragraphs(self, field: Field) -> str:
        """All cells of `field` as free text, one paragraph each, equal ones once, without e-mails and telephones."""
        texts = []
        for column, cell in self.filled(field):
            text, n_removed = without_contacts(without_markup(cell_text(cell)))
            if n_removed:
                message = "e-mail addresses or telephone numbers were taken out of this text"
                self.note("contact_in_text", message, column, by_value=False)
            texts.append(text)
        return "\n".join(dict.fromkeys(text for text in texts if text))

    def values(self, field: Field) -> tuple[str, ...]:
        """The parts of all cells of `field`, in order, once each."""
        return tuple(dict.fromkeys(part for _, cell in self.filled(field) for part in split_list(cell_text(cell))))

    def ticked(self, field: Field) -> bool:
        """True if a cell of `field` says yes."""
        for column, cell in self.filled(field):
            answer = parse_boolean(cell_text(cell))
            if isinstance(answer, Unreadable):
                self.misfit(answer, column, cell)
            elif answer:
                return True
        return False

    def money(self, field: Field) -> MoneyRange | None:
        """The amounts of the first cell of `field`, with a currency, or None."""
        for column, cell in self.filled(field)[:1]:
            money = _money_of(column, cell)
            if isinstance(money, Unreadable):
                self.misfit(money, column, cell)
                return None
            if money.doubtful:
                message = "a mark before three digits was read as thousands; with decimals in mind, write two of them"
                self.warn("ambiguous_number", message, column, cell_text(cell), by_value=False)
            if money.unit_ignored:
                message = "with the unit of the header this would be over a thousand billion: taken without that unit"
                self.warn("unit_ignored", message, column, cell_text(cell))
            if not money.currency:
                message = f"no currency in the cell or the header: {DEFAULT_CURRENCY} was assumed"
                self.warn("assumed_currency", message, column, cell_text(cell), by_value=False)
            return money
        return None

    def count(self, field: Field, *, largest: int) -> int | None:
        """The whole number of the first cell of `field`; the middle of a range, the end of an open one; or None."""
        for column, cell in self.filled(field)[:1]:
            numbers = _numbers_of(column, cell)
            if isinstance(numbers, Unreadable):
                self.misfit(numbers, column, cell)
                return None
            low, high = numbers.low, numbers.high
            known = [number for number in (low, high) if number is not None]
            middle = sum(known) / len(known)
            if not 0 <= middle <= largest:
                limits = Unreadable(code="implausible_number", message=f"outside 0–{largest}", accepted=f"0–{largest}")
                self.misfit(limits, column, cell)
                return None
            if low != high:
                message = "a range where one number is expected: its middle, or its known end, was taken"
                self.note("range_as_one_number", message, column, cell_text(cell), by_value=False)
            return int(middle)
        return None

    def date(self, field: Field) -> datetime.date | Unreadable | None:
        """The day in the first cell of `field`, None if there is none, or why it cannot be read (not yet reported)."""
        for _, cell in self.filled(field)[:1]:
            if isinstance(cell, datetime.datetime):
                return cell.date()
            if isinstance(cell, datetime.date):
                return cell
            if isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= LAST_YEAR:
                return date_of_serial(cell)
            return parse_date(cell_text(cell))
        return None

    def year(self, field: Field) -> int | None:
        """The year in the first cell of `field`, or None."""
        for column, cell in self.filled(field)[:1]:
            day = self.date(field) if not isinstance(cell, str) else None
            year = day.year if isinstance(day, datetime.date) else parse_year(cell_text(cell))
            if isinstance(year, int) and not FIRST_YEAR <= year <= LAST_YEAR:
                message = f"outside {FIRST_YEAR}–{LAST_YEAR}"
                year = Unreadable(code="implausible_number", message=message, accepted="2017")
            if isinstance(year, Unreadable):
                self.misfit(year, column, cell)
                return None
            return year
        return None


def _money_of(column: Column, cell: Cell) -> MoneyRange | Unreadable:
    if isinstance(cell, bool | datetime.date | datetime.time):
        return Unreadable(code="unreadable_money", message="this is not an amount of money", accepted=ACCEPTED_MONEY)
    if isinstance(cell, int | float):
        amount = float(cell) * column.multiplier
        if amount > LARGEST_AMOUNT and column.multiplier > 1 and cell <= LARGEST_AMOUNT:
            return MoneyRange(low=float(cell), high=float(cell), currency=column.currency, unit_ignored=True)
        if not 0 <= amount <= LARGEST_AMOUNT:
            return Unreadable(code="implausible_amount", message="below zero or over a thousand billion")
        return MoneyRange(low=amount, high=amount, currency=column.currency)
    return parse_money_range(
        cell_text(cell), default_currency=column.currency, default_multiplier=column.multiplier, mark=column.mark
    )


def _numbers_of(column: Column, cell: Cell) -> NumberRange | Unreadable:
    if isinstance(cell, bool | datetime.date | datetime.time):
        return Unreadable(code="unreadable_number", message="this is not a number", accepted="12 · 10-49 · oltre 100")
    if isinstance(cell, int | float):
        return NumberRange(low=float(cell), high=float(cell))
    text = _REMARK.sub("", cell_text(cell)).strip() or cell_text(cell)
    numbers = parse_number_range(text, column.mark)
    if isinstance(numbers, Unreadable) and numbers.code == "ambiguous_number":
        # People and readiness levels come whole, so a mark before three digits can only group thousands.
        numbers = parse_number_range(re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", text))
    return numbers
