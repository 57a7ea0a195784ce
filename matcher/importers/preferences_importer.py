"""A file of wishes becomes preferences, and who is there when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from matcher.importers.columns import SheetLayout, lay_out
from matcher.importers.fields import Field
from matcher.importers.grammar import cell_text
from matcher.importers.grammar.blanks import is_placeholder
from matcher.importers.headers import says_presence
from matcher.importers.problem_log import ProblemLog
from matcher.importers.profiles_importer import read_name, refuse_if_wrong
from matcher.importers.readers import read_file
from matcher.importers.row_reader import RowReader
from matcher.importers.rows import RowKind, classify_row, find_header
from matcher.importers.tables import ReadFile, Table
from matcher.importers.vocabulary import WISHES_ACCEPTED, find_wish
from matcher.preferences import Preference, Presence
from matcher.problems import Problem, Severity
from matcher.profiles import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPreferences:
    """What one file of wishes gave, in file order; who its ids and names are is for the caller to find out."""

    preferences: tuple[Preference, ...]
    presences: tuple[Presence, ...]
    problems: tuple[Problem, ...] = ()
    columns: dict[str, str]
    ignored_headers: tuple[str, ...] = ()
    sha256: str = ""


def import_preferences(path: Path, *, lenient: bool = False) -> ImportedPreferences:
    """The wishes of a file; every sheet with a column of who speaks is read.

    A row says whom a party must or would like to meet, or will not; or when the party is there; or both.

    Raises:
        UnreadableFile: the file cannot be read at all.
        RefusedImport: a row names nobody, or its wish is not understood, and `lenient` is off; carries every problem.
    """
    imported = preferences_of(read_file(path), path.name)
    refuse_if_wrong(imported.problems, path.name, lenient=lenient)
    return imported


def import_presences(path: Path) -> tuple[Presence, ...]:
    """When the parties of a table of profiles are there, of those of whom a column of times says it.

    Nothing is reported: what is wrong with the table is the business of `import_profiles`.

    Raises:
        UnreadableFile: the file cannot be read at all.
    """
    found: list[Presence] = []
    for table in read_file(path).tables:
        header = find_header(table)
        columns = [i for i, text in enumerate(header.texts) if text and says_presence(text)] if header else []
        if header is None or not columns:
            continue
        layout = lay_out(table, header, "profile", ProblemLog())
        for position in range(header.position + 1, len(table.rows)):
            row = table.first_row + position
            reader = RowReader(layout=layout, row=table.rows[position], row_number=row, log=ProblemLog())
            said = [(i, cell_text(reader.row[i])) for i in columns if i < len(reader.row)]
            said = [(i, text) for i, text in said if not is_placeholder(text)]
            party = reader.text(Field.ID) or read_name(reader)[0]
            if party and said and classify_row(reader.row, layout.fields) is RowKind.PARTY:
                column = header.texts[said[0][0]]
                text = "; ".join(text for _, text in said)
                source = _source(reader)
                found.append(Presence(party=party, text=text, source=source, column=column, is_of_profile=True))
    return tuple(found)


def preferences_of(read: ReadFile, file: str) -> ImportedPreferences:
    """The wishes in the tables of a file; pure. Wrong rows are left out and reported as errors."""
    log = ProblemLog()
    for problem in read.problems:
        log.add(problem)
    preferences: list[Preference] = []
    presences: list[Presence] = []
    layouts = []
    for table in read.tables:
        layout = _collect(table, preferences, presences, log)
        if layout is not None:
            layouts.append(layout)
    if not layouts:
        accepted = "a header with who, about and wish (or chi, con chi e preferenza), or with who and available"
        message = "no row names the columns of wishes"
        log.add(Problem(code="no_header", severity=Severity.ERROR, message=message, file=file, accepted=accepted))
    return ImportedPreferences(
        preferences=tuple(preferences),
        presences=tuple(presences),
        problems=log.all(),
        columns={c.header: field.value for layout in layouts for field, cs in layout.by_field.items() for c in cs},
        ignored_headers=tuple(dict.fromkeys(header for layout in layouts for header in layout.ignored)),
        sha256=read.sha256,
    )


def _collect(
    table: Table, preferences: list[Preference], presences: list[Presence], log: ProblemLog
) -> SheetLayout | None:
    """Add what one sheet says; returns its layout, or None if it is no table of wishes."""
    header = find_header(table, "preference")
    if header is None:
        return None
    layout = lay_out(table, header, "preference", log)
    has_wishes = layout.has(Field.ABOUT) and layout.has(Field.WISH)
    if not (layout.has(Field.PARTY) and (has_wishes or layout.has(Field.AVAILABLE))):
        return None
    for position in range(header.position + 1, len(table.rows)):
        reader = RowReader(layout=layout, row=table.rows[position], row_number=table.first_row + position, log=log)
        kind = classify_row(reader.row, layout.fields)
        if kind is RowKind.PARTY:
            _read(reader, preferences, presences)
        elif kind is not RowKind.BLANK:
            log.tally(reader.problem(kind.value, Severity.NOTE, "not a wish: left out"), by_value=False)
    return layout


def _read(reader: RowReader, preferences: list[Preference], presences: list[Presence]) -> None:
    """Add the preference and the presence of one row; what is missing or not understood is an error at its cell."""
    party, about = reader.text(Field.PARTY), reader.text(Field.ABOUT)
    wish_text, available = reader.text(Field.WISH), reader.text(Field.AVAILABLE)
    if not party:
        _error(reader, "missing_party", "this row does not say who speaks: left out; give an id or a name")
        return
    if available:
        presences.append(_presence(reader, party, available))
    if not about and not wish_text:
        if not available:
            _error(
                reader, "empty_wish", f"{party!r} says nothing in this row: left out; give about and wish, or remove it"
            )
        return
    if not about:
        _error(reader, "missing_about", f"{party!r} has a wish and nobody it is about: left out; give an id or a name")
        return
    wish = find_wish(wish_text)
    if wish is None:
        message = "this wish is not understood: left out" if wish_text else "this row names two and no wish: left out"
        problem = reader.problem("unknown_wish", Severity.ERROR, message, _header(reader, Field.WISH), wish_text)
        reader.log.add(replace(problem, accepted=WISHES_ACCEPTED))
        return
    note = reader.text(Field.NOTE)
    preferences.append(Preference(party=party, about=about, wish=wish, note=note, source=_source(reader)))


def _presence(reader: RowReader, party: str, text: str) -> Presence:
    return Presence(party=party, text=text, source=_source(reader), column=_header(reader, Field.AVAILABLE))


def _source(reader: RowReader) -> Provenance:
    return Provenance(file=reader.layout.file, sheet=reader.layout.sheet, row=reader.row_number)


def _header(reader: RowReader, field: Field) -> str:
    columns = reader.layout.by_field.get(field, ())
    return columns[0].header if columns else ""


def _error(reader: RowReader, code: str, message: str) -> None:
    reader.log.add(reader.problem(code, Severity.ERROR, message))
