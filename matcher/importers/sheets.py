"""Which sheets of a file hold the parties asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.errors import DataError
from matcher.importers.fields import COMPANY_SIGNS, COUNTERPART_SIGNS, Field
from matcher.importers.grammar import cell_text
from matcher.importers.headers import read_header
from matcher.importers.problem_log import ProblemLog
from matcher.importers.rows import Header, find_header
from matcher.importers.tables import Table
from matcher.importers.vocabulary import fold
from matcher.importers.vocabulary.kinds import find_kind
from matcher.problems import Problem, Severity
from matcher.profiles import COMPANY_KINDS, ProfileKind

_COMPANY_WORDS = ("aziend", "impres", "startup", "start up", "compan", "pmi", "sme", "partecipanti", "spin")
_COUNTERPART_WORDS = (
    "invest",
    "controparti",
    "counterpart",
    "mentor",
    "corporate",
    "partner",
    "fond",
    "fund",
    "universit",
    "accelerat",
    "incubat",
    "buyer",
    "angel",
    "vc",
)


_OUT_WORDS = (
    "rinunc",
    "ritirat",
    "esclus",
    "annullat",
    "cancellat",
    "non ammess",
    "scartat",
    "withdrawn",
    "cancelled",
    "canceled",
    "excluded",
    "declined",
    "not admitted",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSheet:
    """A sheet that will be read, and its header."""

    table: Table
    header: Header


def choose_sheets(
    tables: Sequence[Table], *, default_kind: ProfileKind, sheet: str | None, log: ProblemLog
) -> tuple[ChosenSheet, ...]:
    """The sheets to read, in file order; the others get a note.

    A sheet given by name is the only one read. Otherwise sheets without a header are left out, and of the rest those
    that look like the other side (companies when counterparts are asked for, and the reverse), as long as one is left.

    Raises:
        DataError: `sheet` names no sheet of the file; the message lists those there are.
    """
    if sheet is not None:
        tables = [table for table in tables if fold(table.sheet) == fold(sheet)] or _no_such_sheet(tables, sheet)
    found = [(table, find_header(table)) for table in tables]
    headed = [ChosenSheet(table=table, header=header) for table, header in found if header is not None]
    for table, header in found:
        if header is None and headed:
            log.add(_left_out(table, "no row of it names columns of a table of parties"))
    headed = _without_withdrawn(headed, log)
    if len(headed) < 2:
        return tuple(headed)
    wants_companies = default_kind in COMPANY_KINDS
    fitting = [chosen for chosen in headed if _is_side(chosen, wants_companies)]
    for chosen in headed if fitting else ():
        if chosen not in fitting:
            side = "counterparts" if wants_companies else "companies"
            log.add(
                _left_out(
                    chosen.table, f"it looks like a table of {side}; to have it read, keep it in a file of its own"
                )
            )
    return tuple(fitting or headed)


def _without_withdrawn(headed: list[ChosenSheet], log: ProblemLog) -> list[ChosenSheet]:
    """The sheets but those whose name says that their parties do not take part ("Rinunce"), if others are left."""
    out = [chosen for chosen in headed if any(word in fold(chosen.table.sheet) for word in _OUT_WORDS)]
    if len(out) == len(headed):
        return headed
    for chosen in out:
        why = "by its name, those in it do not take part; if they do, rename it"
        log.add(replace(_left_out(chosen.table, why), severity=Severity.WARNING))
    return [chosen for chosen in headed if chosen not in out]


def _no_such_sheet(tables: Sequence[Table], sheet: str) -> list[Table]:
    names = ", ".join(repr(table.sheet) for table in tables)
    file = tables[0].file if tables else "the file"
    message = f"{file} has no sheet {sheet!r}: it has {names or 'no filled sheet'}"
    raise DataError(message)


def _left_out(table: Table, why: str) -> Problem:
    return Problem(
        code="sheet_left_out",
        severity=Severity.NOTE,
        message=f"this sheet was not read: {why}",
        file=table.file,
        sheet=table.sheet,
    )


def _is_side(chosen: ChosenSheet, wants_companies: bool) -> bool:
    score = company_score(chosen)
    return score >= 0 if wants_companies else score <= 0


def company_score(chosen: ChosenSheet) -> int:
    """How much a sheet looks like companies (above zero) rather than counterparts (below): columns, kinds, its name."""
    fields = [read_header(text).field for text in chosen.header.texts]
    score = sum(field in COMPANY_SIGNS for field in fields) - 2 * sum(field in COUNTERPART_SIGNS for field in fields)
    name = fold(chosen.table.sheet)
    score += 3 * any(word in name for word in _COMPANY_WORDS) - 3 * any(word in name for word in _COUNTERPART_WORDS)
    return score + _kind_score(chosen, fields)


def _kind_score(chosen: ChosenSheet, fields: list[Field | None]) -> int:
    if Field.KIND not in fields:
        return 0
    position = fields.index(Field.KIND)
    rows = chosen.table.rows[chosen.header.position + 1 :]
    kinds = [find_kind(cell_text(row[position])) for row in rows[:200] if position < len(row)]
    n_companies = sum(kind in COMPANY_KINDS for kind in kinds)
    n_counterparts = sum(kind is not None and kind not in COMPANY_KINDS for kind in kinds)
    return 5 * ((n_companies > n_counterparts) - (n_counterparts > n_companies))
