"""Files that read well and mean nothing good: what is wrong shows only when cells are given a meaning.

`MEANING_CASES` are for the tests of the profile importer; the reader itself must take each of them as a table.
"""

from __future__ import annotations

from dataclasses import dataclass

from hostile_case import Builder, written
from workbook_bytes import sheet_xml, text_cell, xlsx_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningCase:
    """A file made by `build` and the code of the problem the profile importer must report, at `row` where given.

    `is_refused`: the import as a whole must be refused (an error); else the problem is a warning or a note.
    """

    name: str
    build: Builder
    code: str
    is_refused: bool
    row: int | None = None


_MERGED_NAME = sheet_xml(
    f'<row r="1">{text_cell("A1", "id")}{text_cell("B1", "Ragione sociale")}{text_cell("C1", "Settore")}</row>'
    f'<row r="2">{text_cell("A2", "a1")}{text_cell("B2", "Alfa srl")}{text_cell("C2", "Moda")}</row>'
    f'<row r="3">{text_cell("C3", "Turismo")}</row>',
    after='<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>',
)

MEANING_CASES: tuple[MeaningCase, ...] = (
    MeaningCase(
        name="duplicate_ids",
        build=written("ids.csv", "id;nome\na1;Alfa srl\nb2;Beta spa\na1;Gamma srl\n"),
        code="duplicate_id",
        is_refused=True,
        row=4,
    ),
    MeaningCase(
        name="merged_cells_repeat_the_id",
        build=written("merged.xlsx", xlsx_bytes(_MERGED_NAME)),
        code="duplicate_id",
        is_refused=True,
        row=3,
    ),
    MeaningCase(
        name="mixed_decimal_marks",
        build=written("marks.csv", "nome;fatturato (€)\nAlfa srl;1.234,5\nBeta spa;1,234.5\nGamma srl;1.500\n"),
        code="mixed_decimal_marks",
        is_refused=False,
    ),
    MeaningCase(
        name="duplicate_headers",
        build=written("headers.csv", "nome;settore;settore\nAlfa srl;Moda;Energia\n"),
        code="two_columns_for_one_field",
        is_refused=False,
    ),
    MeaningCase(
        name="shifted_columns",
        build=written(
            "shift.csv", "nome,settore,città\nAlfa srl,Moda,Prato\nBeta, figli spa,Moda,Prato\nGamma,Moda,Pisa\n"
        ),
        code="shifted_row",
        is_refused=True,
        row=3,
    ),
    MeaningCase(
        name="totals_below",
        build=written("totals.csv", "nome;addetti\nAlfa srl;12\nBeta spa;30\nTotale;42\n"),
        code="totals_row",
        is_refused=False,
        row=4,
    ),
    MeaningCase(
        name="header_repeated_by_print_pages",
        build=written("pages.csv", "nome;addetti\nAlfa srl;12\nnome;addetti\nBeta spa;30\n"),
        code="repeated_header",
        is_refused=False,
        row=3,
    ),
    MeaningCase(
        name="row_without_name",
        build=written("nameless.csv", "nome;settore\nAlfa srl;Moda\n;Energia\n"),
        code="missing_name",
        is_refused=True,
        row=3,
    ),
    MeaningCase(
        name="header_only",
        build=written("header.csv", "nome;settore;città\n"),
        code="no_rows",
        is_refused=True,
    ),
    MeaningCase(
        name="only_title_rows",
        build=written("titles.csv", "Camera di Commercio di Prato\nElenco delle imprese 2026\n"),
        code="no_header",
        is_refused=True,
    ),
    MeaningCase(
        name="no_column_with_names",
        build=written("columns.csv", "settore;città\nModa;Prato\n"),
        code="no_header",
        is_refused=True,
    ),
)
