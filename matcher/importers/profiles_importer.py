"""A file of companies or counterparts becomes profiles, contacts and a report of every doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matcher.errors import RefusedImport
from matcher.importers.columns import SheetLayout, lay_out
from matcher.importers.duplicates import Duplicate, find_duplicates, merge_duplicates
from matcher.importers.duplicates_report import report_duplicates
from matcher.importers.fields import Field
from matcher.importers.grammar import cell_text
from matcher.importers.grammar.blanks import is_placeholder
from matcher.importers.identifiers import slug, unique_id
from matcher.importers.problem_log import ProblemLog
from matcher.importers.profile_reader import read_contacts, read_profile
from matcher.importers.readers import read_file
from matcher.importers.row_reader import RowReader
from matcher.importers.rows import RowKind, classify_row
from matcher.importers.sheets import ChosenSheet, choose_sheets
from matcher.importers.tables import Cell, ReadFile
from matcher.importers.taxonomy import SectorMatcher
from matcher.problems import Problem, Severity
from matcher.profiles import Contact, Profile, ProfileKind

MISFITS_OF_A_SHIFTED_ROW = 3
"""So many cells that do not fit the type of their column mean that the whole row has slipped sideways."""

_ROW_NOTES = {
    RowKind.BLANK: "an empty row: left out",
    RowKind.REPEATED_HEADER: "the header again: left out",
    RowKind.TOTAL: "a row of totals: left out",
    RowKind.NOTE: "a note, not a party: left out",
    RowKind.SECTION: "a title over the columns, not a party: left out",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedProfiles:
    """What one file gave.

    `profiles` are in file order, certain duplicates merged. `columns` maps each header as written to its field,
    `ignored_headers` are the others. `merged_ids` maps the id of a profile merged into another to the id that stays.
    `sha256` is of the file's bytes.
    """

    profiles: tuple[Profile, ...]
    contacts: tuple[Contact, ...] = ()
    problems: tuple[Problem, ...] = ()
    columns: dict[str, str]
    ignored_headers: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    merged_ids: dict[str, str]
    sha256: str = ""


@dataclass(slots=True)
class _Collected:
    profiles: list[Profile]
    contacts: list[Contact]
    first_rows: dict[str, tuple[str, int]]
    """Id → sheet and row of the profile that has it."""
    taken: set[str]
    """Every id written in the file or made so far."""


def import_profiles(
    path: Path,
    *,
    default_kind: ProfileKind,
    id_prefix: str = "",
    lenient: bool = False,
    sheet: str | None = None,
) -> ImportedProfiles:
    """The parties of a file: CSV, TSV, XLSX, ODS, JSON or JSONL.

    Args:
        path: the file.
        default_kind: what a party is where the file does not say.
        id_prefix: set before ids made from names; ids given in the file stay as they are.
        lenient: keep the good rows of a file that has errors, instead of refusing it.
        sheet: the only sheet to read; by default they are chosen by content.

    Raises:
        UnreadableFile: the file cannot be read at all.
        DataError: `sheet` is not in the file.
        RefusedImport: something in it is wrong and `lenient` is off; carries every problem of the file.
    """
    from matcher.sectors import load_taxonomy

    imported = profiles_of(
        read_file(path), path.name, default_kind=default_kind, sectors=load_taxonomy(), id_prefix=id_prefix, sheet=sheet
    )
    refuse_if_wrong(imported.problems, path.name, lenient=lenient)
    return imported


def refuse_if_wrong(problems: Sequence[Problem], file: str, *, lenient: bool) -> None:
    """Raise `RefusedImport` with all `problems` if one is an error and `lenient` is off."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors and not lenient:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        message = f"{file} was refused: {errors[0].line()}{more}. Correct it, or take the good rows with --lenient"
        raise RefusedImport(message, tuple(problems))


def profiles_of(
    read: ReadFile,
    file: str,
    *,
    default_kind: ProfileKind,
    sectors: SectorMatcher,
    id_prefix: str = "",
    sheet: str | None = None,
) -> ImportedProfiles:
    """The parties in the tables of a file; pure. Wrong rows are left out and reported as errors, never raised."""
    log = ProblemLog()
    for problem in read.problems:
        log.add(problem)
    chosen = choose_sheets(read.tables, default_kind=default_kind, sheet=sheet, log=log)
    if not chosen:
        log.add(_no_header(read, file))
    collected = _Collected(profiles=[], contacts=[], first_rows={}, taken=set())
    layouts = [lay_out(one.table, one.header, "profile", log) for one in chosen]
    for one, layout in zip(chosen, layouts, strict=True):
        _collect(one, layout, collected, default_kind, sectors, id_prefix, log)
    if chosen and not collected.profiles:
        log.add(_nothing_found(file, chosen[0]))
    return _assemble(collected, layouts, read.sha256, log)


def _assemble(collected: _Collected, layouts: Sequence[SheetLayout], sha256: str, log: ProblemLog) -> ImportedProfiles:
    """What was collected, duplicates found and the certain ones merged."""
    duplicates = find_duplicates(collected.profiles)
    profiles, gone = merge_duplicates(collected.profiles, duplicates)
    report_duplicates(collected.profiles, duplicates, gone, log)
    merged = {other: kept for other, (kept, _) in gone.items()}
    return ImportedProfiles(
        profiles=profiles,
        contacts=_with_kept_ids(collected.contacts, merged),
        problems=log.all(),
        columns={c.header: field.value for layout in layouts for field, cs in layout.by_field.items() for c in cs},
        ignored_headers=tuple(dict.fromkeys(header for layout in layouts for header in layout.ignored)),
        duplicates=duplicates,
        merged_ids=merged,
        sha256=sha256,
    )


def _no_header(read: ReadFile, file: str) -> Problem:
    return Problem(
        code="no_header",
        severity=Severity.ERROR,
        message="no row names its columns" if read.tables else "the file holds no filled row",
        file=file,
        sheet=read.tables[0].sheet if read.tables else "",
        accepted='a header row with at least a name column, such as "Ragione sociale" or "name"',
    )


def _nothing_found(file: str, chosen: ChosenSheet) -> Problem:
    return Problem(
        code="no_rows",
        severity=Severity.ERROR,
        message="no party was found under the header",
        file=file,
        sheet=chosen.table.sheet,
        row=chosen.table.first_row + chosen.header.position,
    )


def _with_kept_ids(contacts: list[Contact], merged: dict[str, str]) -> tuple[Contact, ...]:
    moved = (replace(contact, profile_id=merged.get(contact.profile_id, contact.profile_id)) for contact in contacts)
    return tuple(dict.fromkeys(moved))


def _collect(
    chosen: ChosenSheet,
    layout: SheetLayout,
    collected: _Collected,
    default_kind: ProfileKind,
    sectors: SectorMatcher,
    id_prefix: str,
    log: ProblemLog,
) -> None:
    """Add the parties of one sheet to `collected`."""
    _report_titles(chosen, layout, log)
    last_filled = _last_filled(chosen.table.rows)
    collected.taken |= _given_ids(chosen, layout)
    for position in range(chosen.header.position + 1, last_filled + 1):
        row = chosen.table.rows[position]
        reader = RowReader(layout=layout, row=row, row_number=chosen.table.first_row + position, log=log)
        kind = classify_row(row, layout.fields)
        if kind is not RowKind.PARTY:
            severity = Severity.WARNING if kind is RowKind.REPEATED_HEADER else Severity.NOTE
            value = " · ".join(str(cell) for cell in row if cell is not None)
            log.tally(
                reader.problem(kind.value, severity, _ROW_NOTES[kind], value=value), by_value=kind != RowKind.BLANK
            )
            continue
        _collect_row(reader, collected, default_kind, sectors, id_prefix)


def _report_titles(chosen: ChosenSheet, layout: SheetLayout, log: ProblemLog) -> None:
    for position, row in enumerate(chosen.table.rows[: chosen.header.position]):
        if any(cell is not None for cell in row):
            reader = RowReader(layout=layout, row=row, row_number=chosen.table.first_row + position, log=log)
            value = " · ".join(dict.fromkeys(str(cell) for cell in row if cell is not None))
            log.add(reader.problem("title_row", Severity.NOTE, "a title above the header: left out", value=value))


def _last_filled(rows: Sequence[tuple[Cell, ...]]) -> int:
    """Position of the last row with anything in it; empty rows after it are the end of the sheet, not part of it."""
    return max((i for i, row in enumerate(rows) if any(cell not in (None, "") for cell in row)), default=-1)


def _given_ids(chosen: ChosenSheet, layout: SheetLayout) -> set[str]:
    """Every id written in the sheet, so that no id made from a name takes one that comes later."""
    rows = chosen.table.rows[chosen.header.position + 1 :]
    positions = [column.position for column in layout.by_field.get(Field.ID, ())]
    return {cell_text(row[position]) for row in rows for position in positions if position < len(row)}


def read_name(reader: RowReader) -> tuple[str, bool]:
    """The party's name, and whether it is a person's put together from first and last name."""
    for column in reader.layout.by_field.get(Field.NAME, ()):
        cell = reader.row[column.position] if column.position < len(reader.row) else None
        # A company may be called "None" or "Unknown", so only marks such as "-" and "n.d." stand for no name.
        name = cell_text(cell).replace("\n", " ")
        if name and not (is_placeholder(name) and not name.isalpha()):
            return name, False
    parts = (reader.text(Field.FIRST_NAME), reader.text(Field.LAST_NAME))
    return " ".join(part for part in parts if part), True


def _collect_row(
    reader: RowReader,
    collected: _Collected,
    default_kind: ProfileKind,
    sectors: SectorMatcher,
    id_prefix: str,
) -> None:
    name, name_is_person = read_name(reader)
    if not name:
        reader.log.add(reader.problem("missing_name", Severity.ERROR, "this row has no name: left out"))
        return
    profile_id = reader.text(Field.ID)
    if not profile_id:
        profile_id = unique_id(f"{id_prefix}{slug(name)}", collected.taken)
    elif profile_id in collected.first_rows:
        sheet, row = collected.first_rows[profile_id]
        where = f'sheet "{sheet}", row {row}' if sheet else f"row {row}"
        message = f"this id is already that of {where}: left out; give one of them another id"
        column = reader.layout.by_field[Field.ID][0].header
        reader.log.add(reader.problem("duplicate_id", Severity.ERROR, message, column, profile_id))
        return
    profile = read_profile(reader, profile_id=profile_id, name=name, default_kind=default_kind, sectors=sectors)
    if reader.n_misfits >= MISFITS_OF_A_SHIFTED_ROW:
        message = f"{reader.n_misfits} cells do not fit their columns: the row seems shifted; left out"
        reader.log.add(reader.problem("shifted_row", Severity.ERROR, message, value=name))
        return
    collected.first_rows[profile_id] = (reader.layout.sheet, reader.row_number)
    collected.taken.add(profile_id)
    collected.profiles.append(profile)
    collected.contacts += read_contacts(reader, profile_id, name_is_person=name_is_person)
