"""Titles, headers, totals, notes and blanks told from parties."""

import pytest

from matcher.importers.fields import Field
from matcher.importers.rows import RowKind, classify_row, find_header
from matcher.importers.tables import Cell, Table

FIELDS = (Field.NAME, Field.SECTORS, Field.EMPLOYEES, Field.REVENUE)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("Alfa srl", "Moda", 12, 1.5), RowKind.PARTY),
        (("Alfa srl", None, None, None), RowKind.PARTY),
        (("Alfa S.r.l.", None, None, None), RowKind.PARTY),
        (("Note Musicali", None, None, None), RowKind.PARTY),
        (("Alfa", "Alfa", None, None), RowKind.PARTY),
        (("Total", "Energia", None, None), RowKind.PARTY),
        ((None, "", None, None), RowKind.BLANK),
        (("Totale", None, 42, 3.5), RowKind.TOTAL),
        ((None, "TOTALE GENERALE", "42", "3,5"), RowKind.TOTAL),
        (("Ragione sociale", "Settore", "Addetti", "Fatturato"), RowKind.REPEATED_HEADER),
        (("* dati forniti dalle imprese", None, None, None), RowKind.NOTE),
        (("Le imprese segnate hanno chiesto un interprete.", None, None, None), RowKind.NOTE),
        (("Fonte: Registro Imprese", None, None, None), RowKind.NOTE),
        (("Aziende toscane",) * 4, RowKind.SECTION),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_row_is_told_by_its_cells(row: tuple[Cell, ...], kind: RowKind) -> None:
    assert classify_row(row, FIELDS) is kind


def test_the_header_is_found_below_title_rows() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Missione in California", None),
        (None, None),
        ("Ragione sociale", "Settore"),
        ("Alfa", "Moda"),
    )
    header = find_header(Table(file="t", rows=rows))
    assert header is not None
    assert header.position == 2


def test_a_sheet_without_names_has_no_header() -> None:
    assert find_header(Table(file="t", rows=(("Settore", "Città"), ("Moda", "Prato")))) is None
