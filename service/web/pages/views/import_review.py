"""A preview for who decides on it: columns, rows, and problems by kind, with those that can be mended right here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matcher.importers.headers import Match, read_header
from matcher.problems import Problem, Severity
from matcher.store.imports import StoredImport
from matcher.store.rows import Document
from service.importing import Foretold
from service.web.pages.views.import_files import TABLES
from service.web.pages.views.profile_words import FORM_FIELDS

FIRST_ROWS = 6
FIRST_OF_KIND = 5
MENDED = "mended"
"""The member of an import's summary that says which rows were mended: [party, field]."""

_EDITED_AS = {
    "sector_codes": "sectors",
    "hq": "city",
    "ticket": "ticket_min",
    "stage_label": "stage",
    "seeking": "seeks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A header of the file and the field that it was read as; `suggestion` is a known header that is near."""

    header: str
    field: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A problem as it is listed; `party` and `field` are there where the value can be mended in the preview."""

    problem: Problem
    party: str = ""
    field: str = ""
    is_mended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """The problems with one code, the first ones of which are listed."""

    code: str
    severity: Severity
    number: int
    doubts: Sequence[Doubt]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """A party that was read, and what taking it would do: new, changed (in `fields`), same or clash."""

    document: Document
    state: str
    fields: tuple[str, ...] = ()


def columns_of(stored: StoredImport) -> tuple[list[Column], list[Column]]:
    """The columns that were understood, by header, and those that were ignored."""
    table = TABLES[stored.subject]
    known = [Column(header=header, field=field) for header, field in stored.summary.get("columns", {}).items()]
    ignored = []
    for header in stored.summary.get("ignored", []):
        reading = read_header(header, table)
        near = reading.synonym if reading.match is Match.SUGGESTION else ""
        ignored.append(Column(header=header, field="", suggestion=near))
    return sorted(known, key=lambda one: one.header.casefold()), ignored


def kinds_of(problems: Iterable[Problem], stored: StoredImport, *, most: int = FIRST_OF_KIND) -> list[ProblemKind]:
    """The problems by severity, the worst first, and then by code in the order in which codes were found."""
    by_code: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        by_code.setdefault((problem.severity, problem.code), []).append(problem)
    finder = _Finder(stored)
    kinds = [
        ProblemKind(code=code, severity=severity, number=len(each), doubts=[finder.doubt(one) for one in each[:most]])
        for (severity, code), each in by_code.items()
    ]
    return sorted(kinds, key=lambda kind: list(Severity).index(kind.severity))


def rows_of(stored: StoredImport, foretold: Foretold, *, most: int = FIRST_ROWS) -> list[PreviewRow]:
    """The first parties that were read, in the order of the file."""
    profiles = (stored.content or {}).get("profiles", [])[:most]
    return [_row(document, foretold) for document in profiles]


def problems_file(problems: Iterable[Problem], lang: str) -> bytes:
    """Every problem as a table for a spreadsheet program of the language."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if lang == "it" else ",", lineterminator="\r\n")
    writer.writerow(["severity", "code", "file", "sheet", "row", "column", "value", "message", "accepted"])
    for one in problems:
        places = [one.file, one.sheet, "" if one.row is None else str(one.row), one.column]
        told = [one.severity.value, one.code, *places, one.value, one.message, one.accepted]
        writer.writerow([_harmless(cell) for cell in told])
    return buffer.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _row(document: Document, foretold: Foretold) -> PreviewRow:
    party_id = str(document["id"])
    if party_id in foretold.clashing:
        return PreviewRow(document=document, state="clash")
    if party_id in foretold.new:
        return PreviewRow(document=document, state="new")
    fields = foretold.fields.get(party_id, ())
    return PreviewRow(document=document, state="changed" if fields else "same", fields=fields)


class _Finder:
    """Finds the party and field that a problem is about."""

    def __init__(self, stored: StoredImport) -> None:
        self._columns: Mapping[str, str] = stored.summary.get("columns", {})
        self._mended = {tuple(pair) for pair in stored.summary.get(MENDED, [])}
        profiles = (stored.content or {}).get("profiles", [])
        self._parties = {self._place(document): str(document["id"]) for document in profiles}

    def doubt(self, problem: Problem) -> Doubt:
        named = self._columns.get(problem.column, "")
        field = _EDITED_AS.get(named, named)
        party = self._parties.get((problem.sheet, problem.row), "") if problem.row is not None else ""
        if not party or field not in FORM_FIELDS:
            return Doubt(problem=problem)
        return Doubt(problem=problem, party=party, field=field, is_mended=(party, field) in self._mended)

    @staticmethod
    def _place(document: Document) -> tuple[str, int | None]:
        source = document.get("provenance") or {}
        return str(source.get("sheet", "")), source.get("row")
