"""A file of past interactions becomes dated facts between companies and counterparts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matcher.importers.columns import SheetLayout, lay_out
from matcher.importers.fields import Field
from matcher.importers.grammar import Unreadable, cell_text
from matcher.importers.problem_log import ProblemLog
from matcher.importers.profiles_importer import refuse_if_wrong
from matcher.importers.readers import read_file
from matcher.importers.row_reader import DEFAULT_CURRENCY, RowReader
from matcher.importers.rows import RowKind, classify_row, find_header
from matcher.importers.tables import ReadFile, Table
from matcher.problems import Problem, Severity
from matcher.profiles import Interaction, Money

_OUTCOMES = {
    "kept": ("kept", "avvenuto", "svolto", "fatto", "done", "held", "ok", "sì", "si", "yes", "completed", "effettuato"),
    "no_show": (
        "no show",
        "no_show",
        "noshow",
        "no-show",
        "assente",
        "absent",
        "non presentato",
        "saltato",
        "mancato",
        "missed",
    ),
}
_OUTCOME_OF = {word: outcome for outcome, words in _OUTCOMES.items() for word in words}
_RELATION_OF = {
    "investimento": "investment",
    "investito": "investment",
    "invested": "investment",
    "incontro": "meeting",
    "meeting b2b": "meeting",
    "b2b": "meeting",
    "riunione": "meeting",
    "acquisizione": "acquisition",
    "consulenza": "advice",
    "mentoring": "advice",
    "advisory": "advice",
    "parere": "advice",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedInteractions:
    """What one file of interactions gave, in file order; whether its ids exist is for the caller to check."""

    interactions: tuple[Interaction, ...]
    problems: tuple[Problem, ...] = ()
    columns: dict[str, str]
    ignored_headers: tuple[str, ...] = ()
    sha256: str = ""


def import_interactions(path: Path, *, lenient: bool = False) -> ImportedInteractions:
    """The interactions of a file; every sheet with columns of both ids is read.

    Raises:
        UnreadableFile: the file cannot be read at all.
        RefusedImport: a row lacks an id or has an unreadable date, and `lenient` is off; carries every problem.
    """
    imported = interactions_of(read_file(path), path.name)
    refuse_if_wrong(imported.problems, path.name, lenient=lenient)
    return imported


def interactions_of(read: ReadFile, file: str) -> ImportedInteractions:
    """The interactions in the tables of a file; pure. Wrong rows are left out and reported as errors."""
    log = ProblemLog()
    for problem in read.problems:
        log.add(problem)
    interactions: list[Interaction] = []
    layouts = []
    for table in read.tables:
        layout = _collect(table, interactions, log)
        if layout is not None:
            layouts.append(layout)
    if not layouts:
        accepted = "a header with startup_id and counterpart_id (or azienda and investitore)"
        message = "no row names the columns of both parties"
        log.add(Problem(code="no_header", severity=Severity.ERROR, message=message, file=file, accepted=accepted))
    return ImportedInteractions(
        interactions=tuple(interactions),
        problems=log.all(),
        columns={c.header: field.value for layout in layouts for field, cs in layout.by_field.items() for c in cs},
        ignored_headers=tuple(dict.fromkeys(header for layout in layouts for header in layout.ignored)),
        sha256=read.sha256,
    )


def _collect(table: Table, interactions: list[Interaction], log: ProblemLog) -> SheetLayout | None:
    """Add the interactions of one sheet; returns its layout, or None if it has no columns of both ids."""
    header = find_header(table, "interaction")
    if header is None:
        return None
    layout = lay_out(table, header, "interaction", log)
    if not (layout.has(Field.STARTUP_ID) and layout.has(Field.COUNTERPART_ID)):
        return None
    for position in range(header.position + 1, len(table.rows)):
        row = table.rows[position]
        reader = RowReader(layout=layout, row=row, row_number=table.first_row + position, log=log)
        kind = classify_row(row, layout.fields)
        if kind is RowKind.PARTY:
            interaction = _read(reader)
            interactions += [interaction] if interaction else []
        elif kind is not RowKind.BLANK or any(not _is_empty(later) for later in table.rows[position + 1 :][:50]):
            log.tally(reader.problem(kind.value, Severity.NOTE, "not an interaction: left out"), by_value=False)
    return layout


def _is_empty(row: tuple[object, ...]) -> bool:
    return all(cell in (None, "") for cell in row)


def _read(reader: RowReader) -> Interaction | None:
    """The interaction of one row, or None if it lacks an id or its date cannot be read (reported as an error)."""
    startup_id, counterpart_id = reader.text(Field.STARTUP_ID), reader.text(Field.COUNTERPART_ID)
    if not startup_id or not counterpart_id:
        side = "company" if not startup_id else "counterpart"
        reader.log.add(reader.problem("missing_id", Severity.ERROR, f"this row has no {side} id: left out"))
        return None
    day = reader.date(Field.DATE)
    if isinstance(day, Unreadable):
        column, cell = reader.filled(Field.DATE)[0]
        message = f"{day.message}: left out; accepted: {day.accepted}"
        reader.log.add(reader.problem(day.code, Severity.ERROR, message, column.header, cell_text(cell)))
        return None
    relation = reader.text(Field.RELATION).casefold()
    return Interaction(
        startup_id=startup_id,
        counterpart_id=counterpart_id,
        date=day,
        relation=_RELATION_OF.get(relation, relation),
        outcome=_read_outcome(reader),
        stage_label=reader.text(Field.STAGE),
        amount=_read_amount(reader),
    )


def _read_outcome(reader: RowReader) -> str:
    """`kept`, `no_show`, a rating from 1 to 5 as text, or "" with a warning for any other word."""
    text = reader.text(Field.OUTCOME).casefold().removesuffix("/5")
    outcome = text if text in ("1", "2", "3", "4", "5", "") else _OUTCOME_OF.get(text, "")
    if text and not outcome:
        column = reader.filled(Field.OUTCOME)[0][0]
        reader.warn("unknown_outcome", "left out. Known: kept, no_show, avvenuto, assente, 1–5", column, text)
    return outcome


def _read_amount(reader: RowReader) -> Money | None:
    money = reader.money(Field.AMOUNT)
    known = [amount for amount in (money.low, money.high) if amount is not None] if money else []
    if money is None or not known:
        return None
    return Money(amount=sum(known) / len(known), currency=money.currency or DEFAULT_CURRENCY)
