"""Small tables and a stand-in for the sector taxonomy."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.importers.profiles_importer import ImportedProfiles, profiles_of
from matcher.importers.tables import Cell, ReadFile, Table
from matcher.profiles import ProfileKind

KNOWN_SECTORS = {"moda": "fashion", "energia": "energy", "software": "software", "62.01": "software"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeSectorCell:
    """What the stand-in understood of a cell."""

    codes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


class FakeSectors:
    """A taxonomy of three sectors whose cells are split at semicolons."""

    def match_cell(self, cell: str) -> FakeSectorCell:
        labels = tuple(part.strip() for part in cell.split(";") if part.strip())
        codes = {KNOWN_SECTORS[label.lower()] for label in labels if label.lower() in KNOWN_SECTORS}
        return FakeSectorCell(
            codes=tuple(sorted(codes)),
            labels=labels,
            unmatched=tuple(label for label in labels if label.lower() not in KNOWN_SECTORS),
        )


class TableImporter:
    """Imports rows given in the test itself."""

    def __call__(
        self, *rows: tuple[Cell, ...], kind: ProfileKind = ProfileKind.STARTUP, prefix: str = ""
    ) -> ImportedProfiles:
        return self.sheets(Table(file="t.xlsx", sheet="Foglio1", rows=rows), kind=kind, prefix=prefix)

    def sheets(
        self, *tables: Table, kind: ProfileKind = ProfileKind.STARTUP, prefix: str = "", sheet: str | None = None
    ) -> ImportedProfiles:
        read = ReadFile(tables=tables)
        return profiles_of(read, "t.xlsx", default_kind=kind, sectors=FakeSectors(), id_prefix=prefix, sheet=sheet)


def codes(imported: ImportedProfiles) -> list[str]:
    """The codes of the problems of an import, in order."""
    return [problem.code for problem in imported.problems]
