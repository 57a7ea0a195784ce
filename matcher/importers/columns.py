"""The columns of one sheet: their fields, units and decimal marks, and those that are ignored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from matcher.importers.fields import JOINED_LISTS, JOINED_TEXTS, MONEY_FIELDS, NUMBER_FIELDS, Field
from matcher.importers.grammar import (
    DecimalMark,
    Unreadable,
    cell_text,
    decimal_marks_shown,
    is_blank,
    parse_money_range,
)
from matcher.importers.headers import HeaderReading, Match, read_header, says_presence
from matcher.importers.problem_log import ProblemLog
from matcher.importers.questions import asks_consent
from matcher.importers.rows import Header
from matcher.importers.tables import Cell, Table
from matcher.importers.vocabulary import fold
from matcher.problems import Problem, Severity

_WORDS_OF_PROSE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column that is read. `rank` orders columns of one field; `mark` is the decimal mark its cells prove."""

    position: int
    header: str
    field: Field
    rank: tuple[int, int] = (0, 0)
    currency: str = ""
    multiplier: int = 1
    mark: DecimalMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """How one sheet is read: columns by field (best first), the field at each position, and what is ignored."""

    file: str
    sheet: str
    by_field: dict[Field, tuple[Column, ...]]
    fields: tuple[Field | None, ...]
    ignored: tuple[str, ...]

    def has(self, field: Field) -> bool:
        """True if the sheet has a column of `field`."""
        return field in self.by_field


def lay_out(sheet: Table, header: Header, table: str, log: ProblemLog) -> SheetLayout:
    """The layout of `sheet` under `header`, with every doubt about its columns written to `log`."""
    row = sheet.first_row + header.position
    body = sheet.rows[header.position + 1 :]
    readings = _settle_names([(i, read_header(text, table)) for i, text in enumerate(header.texts) if text])
    prose = {position for position, reading in readings if reading.field is Field.KIND and _is_prose(position, body)}
    readings = [(i, replace(reading, field=Field.DESCRIPTION) if i in prose else reading) for i, reading in readings]
    columns = [column for position, reading in readings if (column := _column(position, reading)) is not None]
    place = Problem(code="", severity=Severity.NOTE, message="", file=sheet.file, sheet=sheet.sheet, row=row)
    for position, reading in readings:
        _report_reading(reading, place, log)
        if asks_consent(reading.header):
            _report_refusals(position, replace(place, column=reading.header), body, log)
        if position in prose:
            message = "whole sentences stand in this column: it was read as 'description', not as 'kind'"
            log.add(replace(place, column=reading.header, code="column_by_content", message=message))
    _report_headless(header, body, place, log)
    columns = _with_units(columns, body, place, log)
    by_field = _by_field(columns, place, log)
    positions = {column.position: column.field for column in columns}
    width = max(map(len, (*body, header.texts)), default=0)
    return SheetLayout(
        file=sheet.file,
        sheet=sheet.sheet,
        by_field=by_field,
        fields=tuple(positions.get(position) for position in range(width)),
        ignored=tuple(reading.header for _, reading in readings if reading.field is None),
    )


def _column(position: int, reading: HeaderReading) -> Column | None:
    """The column of one header; None if it is ignored. Of several years the latest ranks first."""
    if reading.field is None:
        return None
    return Column(
        position=position,
        header=reading.header,
        field=reading.field,
        rank=(-(reading.year or 0), reading.rank),
        currency=reading.currency,
        multiplier=reading.multiplier,
    )


def _settle_names(readings: list[tuple[int, HeaderReading]]) -> list[tuple[int, HeaderReading]]:
    """Read "Nome" as a first name where a "Cognome" stands in the same table."""
    if not any(reading.field is Field.LAST_NAME for _, reading in readings):
        return readings
    return [
        (i, replace(reading, field=Field.FIRST_NAME) if fold(reading.header) in ("nome", "name") else reading)
        for i, reading in readings
    ]


def _is_prose(position: int, body: tuple[tuple[Cell, ...], ...]) -> bool:
    """True where at least half of the filled cells of a column have so many words that they are no label."""
    texts = [cell_text(row[position]) for row in body if position < len(row) and not is_blank(row[position])]
    return 2 * sum(len(text.split()) >= _WORDS_OF_PROSE for text in texts) >= max(1, len(texts))


def _report_reading(reading: HeaderReading, place: Problem, log: ProblemLog) -> None:
    at = replace(place, column=reading.header)
    if reading.match is Match.FUZZY:
        message = f"this header is not known; it was read as {reading.synonym!r}, which it resembles"
        log.add(replace(at, code="guessed_header", severity=Severity.WARNING, message=message))
    elif reading.match is Match.CONTAINED:
        message = f"this header was read as {reading.synonym!r}, which it contains"
        log.add(replace(at, code="contained_header", message=message))
    elif reading.match is Match.QUESTION and reading.field is not None:
        log.add(replace(at, code="read_question", message=f"this question was read as {reading.field.value!r}"))
    elif reading.field is None and says_presence(reading.header):
        message = "this column does not count in lists; the agenda reads from it when a party is there"
        log.add(replace(at, code="presence_column", message=message))
    elif reading.match is Match.QUESTION:
        message = "this column was ignored: its question is about nothing that parties are matched on"
        log.add(replace(at, code="unknown_header", message=message))
    elif reading.match is Match.SUGGESTION:
        message = f"this column was ignored; if you meant {reading.synonym!r}, rename it"
        log.add(replace(at, code="unknown_header", severity=Severity.WARNING, message=message))
    elif reading.match is Match.UNKNOWN:
        log.add(replace(at, code="unknown_header", message="this column was ignored: its header is not known"))


def _report_refusals(position: int, place: Problem, body: tuple[tuple[Cell, ...], ...], log: ProblemLog) -> None:
    """One warning for each row that says no where consent was asked for; `place` is the cell of the header."""
    message = "this row says no to the use of its data; it was read all the same: leave it out unless you may use them"
    for below, row in enumerate(body, 1):
        text = cell_text(row[position]) if position < len(row) else ""
        if fold(text).split()[:1] in (["no"], ["non"], ["not"]):
            at = replace(place, row=(place.row or 0) + below, value=text)
            log.add(replace(at, code="no_consent", severity=Severity.WARNING, message=message))


def _report_headless(header: Header, body: tuple[tuple[Cell, ...], ...], place: Problem, log: ProblemLog) -> None:
    headed = {position for position, text in enumerate(header.texts) if text}
    for position in range(max(map(len, body), default=0)):
        if position in headed:
            continue
        n_filled = sum(position < len(row) and not is_blank(row[position]) for row in body)
        if n_filled:
            message = f"{n_filled} filled cells stand in a column without a header (number {position + 1}): ignored"
            log.add(replace(place, code="column_without_header", severity=Severity.WARNING, message=message))


def _cells(column: Column, body: tuple[tuple[Cell, ...], ...]) -> list[str]:
    """The text cells of a column, tidied; typed numbers prove nothing about marks and are left out."""
    cells = (row[column.position] for row in body if column.position < len(row))
    return [cell_text(cell) for cell in cells if isinstance(cell, str)]


def _with_units(
    columns: list[Column], body: tuple[tuple[Cell, ...], ...], place: Problem, log: ProblemLog
) -> list[Column]:
    """The columns with the decimal mark that their cells, else those of the whole sheet, prove, and their currency."""
    texts = {column: _cells(column, body) for column in columns if column.field in NUMBER_FIELDS}
    shown = {column: decimal_marks_shown(cells) for column, cells in texts.items()}
    of_sheet = frozenset().union(*shown.values())
    settled = []
    for column in columns:
        if column not in texts:
            settled.append(column)
            continue
        if len(shown[column]) > 1:
            message = "decimal commas and decimal points in one column: numbers such as 1.500 cannot be told apart"
            at = replace(place, column=column.header, code="mixed_decimal_marks", severity=Severity.WARNING)
            log.add(replace(at, message=message, accepted="one decimal mark for the whole column"))
        marks = shown[column] or of_sheet
        mark = next(iter(marks)) if len(marks) == 1 else None
        currency = column.currency or _usual_currency(column, texts[column])
        settled.append(replace(column, mark=mark, currency=currency))
    return settled


def _usual_currency(column: Column, texts: list[str]) -> str:
    """The only currency that the cells of a money column name, "" if they name none or several."""
    if column.field not in MONEY_FIELDS:
        return ""
    readings = (parse_money_range(text, mark=DecimalMark.COMMA) for text in set(texts) if text)
    named = Counter(money.currency for money in readings if not isinstance(money, Unreadable) and money.currency)
    return next(iter(named)) if len(named) == 1 else ""


def _by_field(columns: list[Column], place: Problem, log: ProblemLog) -> dict[Field, tuple[Column, ...]]:
    by_field: dict[Field, tuple[Column, ...]] = {}
    for column in sorted(columns, key=lambda column: (column.rank, column.position)):
        by_field[column.field] = (*by_field.get(column.field, ()), column)
    for field, same in by_field.items():
        if len(same) > 1:
            _report_several(field, same, place, log)
    return by_field


def _report_several(field: Field, same: tuple[Column, ...], place: Problem, log: ProblemLog) -> None:
    """Say what becomes of several columns of one field; joining differently named ones is meant and needs no word."""
    at = replace(place, column=same[0].header, code="two_columns_for_one_field")
    if field not in JOINED_TEXTS | JOINED_LISTS:
        others = ", ".join(repr(column.header) for column in same[1:])
        message = f"several columns hold {field.value!r}: this one is used, {others} only where it is empty"
        log.add(replace(at, severity=Severity.WARNING, message=message, accepted="one column for it"))
    elif len({fold(column.header) for column in same}) < len(same):
        log.add(replace(at, message=f"several columns have the same header: they were joined into {field.value!r}"))
