"""Hostile and broken workbooks: bombs, far cells, entities, macros, formulas, damage."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from hostile_case import HostileCase, refused, reported, written
from workbook_bytes import (
    biff_bytes,
    biff_label,
    compound_bytes,
    ods_bytes,
    ods_cell,
    ods_parts,
    shared_strings,
    sheet_xml,
    text_cell,
    xlsx_bytes,
    xlsx_parts,
    zip_bytes,
)

_HEADER = '<row r="1">' + text_cell("A1", "nome") + "</row>"
_LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{previous};' * 10}'>" for previous, name in pairwise("abcdefghi")
)


def _xlsx(rows: str, *, after: str = "", before: str = "") -> Callable[[Path], Path]:
    return written("a.xlsx", xlsx_bytes(sheet_xml(rows, after=after, before=before)))


def _with_parts(parts: dict[str, bytes]) -> Callable[[Path], Path]:
    return written("a.xlsx", xlsx_bytes(sheet_xml(_HEADER), extra=parts))


def _with_sheet(sheet: bytes) -> Callable[[Path], Path]:
    return written("a.xlsx", xlsx_bytes(sheet))


def _made(file: str, make: Callable[[], bytes]) -> Callable[[Path], Path]:
    return lambda folder: written(file, make())(folder)


def _ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def _with_text(text: str) -> bytes:
    return xlsx_bytes(sheet_xml(f'<row r="1">{text_cell("A1", text)}</row>'))


def _bomb() -> bytes:
    return xlsx_bytes(sheet_xml(" " * (100 << 20)))


def _lying_bomb() -> bytes:
    """A bomb whose zip declares 1,000 bytes for the part that unpacks to 100 MiB, in both of its directories."""
    content = bytearray(_bomb())
    true_size = struct.pack("<I", len(sheet_xml(" " * (100 << 20))))
    while (place := content.find(true_size)) >= 0:
        content[place : place + 4] = struct.pack("<I", 1000)
    return bytes(content)


def _overlapping_bomb() -> bytes:
    """Many directory entries for one packed megabyte: small on disk, large in sum."""
    packed = zip_bytes({"xl/workbook.xml": b" " * (1 << 20)})
    start = packed.index(b"PK\x01\x02")
    end = packed.index(b"PK\x05\x06")
    entry = packed[start:end]
    names = [f"xl/w{number:07}.xml".encode() for number in range(4000)]
    entries = entry + b"".join(entry.replace(b"xl/workbook.xml", name[:15].ljust(15, b"x")) for name in names)
    n_entries = len(names) + 1
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, n_entries, n_entries, len(entries), start, 0)
    return packed[:start] + entries + tail


def _flagged_as_encrypted() -> bytes:
    content = bytearray(xlsx_bytes(sheet_xml(_HEADER)))
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


def _damaged_inside() -> bytes:
    content = bytearray(zip_bytes(xlsx_parts(sheet_xml(_HEADER)), stored=True))
    place = content.index(b"<sheetData>")
    content[place + 1] ^= 0xFF
    return bytes(content)


def _packed_as_lzma() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name, part in xlsx_parts(sheet_xml(_HEADER)).items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _twin_parts() -> bytes:
    content = zip_bytes({**xlsx_parts(sheet_xml(_HEADER)), "xl/workbook_.xml": b"<x/>"})
    return content.replace(b"xl/workbook_.xml", b"xl/workbook.xml\0")


def _repeated_text() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 40_001))
    return xlsx_bytes(sheet_xml(rows), extra=shared_strings("x" * 30_000))


def _crossing_merges() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="ZZ{n}"><v>1</v></c></row>' for n in range(1, 2001))
    merges = "".join(f'<mergeCell ref="A{n}:ZZ2000"/>' for n in range(1, 2001))
    return xlsx_bytes(sheet_xml(rows, after=f"<mergeCells>{merges}</mergeCells>"))


BOMB_CASES: tuple[HostileCase, ...] = (
    refused("zip_bomb", _made("a.xlsx", _bomb), "zip_bomb", "200 times its size"),
    refused("zip_bomb_that_lies", _made("a.xlsx", _lying_bomb), "zip_bomb", "more than the zip declares"),
    refused("zip_bomb_overlapping", _made("a.xlsx", _overlapping_bomb), "zip_bomb", "more than 128 MiB"),
    refused(
        "too_many_parts",
        _made("a.xlsx", lambda: xlsx_bytes(b"", extra={f"p{n}": b"" for n in range(6000)})),
        "zip_bomb",
        "5,000 parts",
    ),
    refused("one_text_forty_thousand_times", _made("a.xlsx", _repeated_text), "too_much_memory", "512 MiB"),
    refused("far_cell", _xlsx(_HEADER + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "far_cell", "16,384"),
    refused("far_cell_alone", _xlsx("<c r='XFD1048576'><v>1</v></c>"), "far_cell", "row 1,048,576"),
    refused("far_column", _xlsx('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "far_cell", "column 16,384"),
    refused("far_row", _xlsx('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "far_cell", "row 1,048,576"),
    refused(
        "far_cell_escaped", _xlsx('<row r="1"><c r="&#88;FD1048576"><v>1</v></c></row>'), "far_cell", "too far out"
    ),
    refused(
        "far_cell_other_prefix",
        _with_sheet(
            b'<m:worksheet xmlns:m="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><m:sheetData>'
            b'<m:row r="1"><m:c r="XFD1048576"><m:v>1</m:v></m:c></m:row></m:sheetData></m:worksheet>'
        ),
        "far_cell",
        "too far out",
    ),
    refused("impossible_cell", _xlsx('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), "far_cell", "beyond those of any"),
    refused("impossible_row", _xlsx('<row r="99999999"><c><v>1</v></c></row>'), "far_cell", "beyond those of any"),
    refused(
        "two_distant_cells",
        _xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="99999"><c r="ZZ99999"><v>1</v></c></row>'),
        "too_much_memory",
        "far from the others",
    ),
    refused(
        "too_many_cells_between_two",
        _xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="9999"><c r="ZZ9999"><v>1</v></c></row>'),
        "too_many_cells",
        "2,000,000 cells",
    ),
    refused(
        "lying_dimension_and_far_cell",
        _xlsx('<row r="1"><c r="XFD1048576"><v>1</v></c></row>', before='<dimension ref="A1:B2"/>'),
        "far_cell",
        "too far out",
    ),
    refused("crossing_merges", _made("a.xlsx", _crossing_merges), "too_many_cells", "merged cells cover"),
    refused(
        "ods_row_repeated",
        written("a.ods", ods_bytes(_ods_row(ods_cell("x"), repeated=1048576))),
        "far_cell",
        "too far out",
    ),
    refused(
        "ods_cell_repeated",
        written("a.ods", ods_bytes(_ods_row(ods_cell("x", 'table:number-columns-repeated="16384"')))),
        "far_cell",
        "column 16,384",
    ),
    refused(
        "ods_block_repeated",
        written(
            "a.ods",
            ods_bytes(_ods_row(ods_cell("x", 'table:number-columns-repeated="900"'), repeated=100_000)),
        ),
        "far_cell",
        "repeated 90,000,000 times",
    ),
    refused(
        "ods_absurd_repeat",
        written("a.ods", ods_bytes('<table:table-row table:number-rows-repeated="4294967295"/>')),
        "far_cell",
        "beyond those of any",
    ),
)

_XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

XML_CASES: tuple[HostileCase, ...] = (
    refused(
        "xxe", _with_sheet(_XXE + sheet_xml('<row r="1"><c r="A1"><v>&e;</v></c></row>')), "unsafe_xml", "entities"
    ),
    refused("billion_laughs", _with_sheet(f"{_LAUGHS}]>".encode() + sheet_xml(_HEADER)), "unsafe_xml", "sheet1.xml"),
    refused("ods_billion_laughs", written("a.ods", ods_bytes("", head=f"{_LAUGHS}]>")), "unsafe_xml", "content.xml"),
    refused(
        "dtd_in_shared_strings",
        _with_parts({"xl/sharedStrings.xml": _XXE + b"<sst/>"}),
        "unsafe_xml",
        "xl/sharedStrings.xml",
    ),
    refused(
        "dtd_in_utf16", _with_sheet(f"<?xml version='1.0'?>{_LAUGHS}]><x/>".encode("utf-16")), "unsafe_xml", "UTF-8"
    ),
    refused("xml_in_utf7", _with_sheet(b'<?xml version="1.0" encoding="UTF-7"?><x/>'), "unsafe_xml", "UTF-8"),
    refused("dtd_across_chunks", _with_sheet(b" " * ((1 << 16) - 5) + _XXE + b"<x/>"), "unsafe_xml", "entities"),
)

DAMAGE_CASES: tuple[HostileCase, ...] = (
    refused("cut_off", written("a.xlsx", xlsx_bytes(sheet_xml(_HEADER))[:-200]), "damaged_zip", "cut off or damaged"),
    refused("only_the_start", written("a.xlsx", b"PK\x03\x04"), "damaged_zip", "cut off or damaged"),
    refused("damaged_inside", written("a.xlsx", _damaged_inside()), "damaged_zip", "is not whole"),
    refused("odd_packing", written("a.xlsx", _packed_as_lzma()), "damaged_zip", "no spreadsheet program uses"),
    refused("flagged_as_encrypted", written("a.xlsx", _flagged_as_encrypted()), "encrypted", "password"),
    refused(
        "encrypted_ods",
        written(
            "a.ods", zip_bytes({**ods_parts("", manifest="<manifest:encryption-data/>"), "content.xml": b"\0\1\2"})
        ),
        "encrypted",
        "password",
    ),
    refused("broken_sheet_xml", _with_sheet(b"<worksheet><sheetData><row><c"), "damaged_workbook", "damaged"),
    refused("broken_ods_xml", written("a.ods", ods_bytes("<table:table-row>")), "damaged_workbook", "XML is broken"),
    refused("empty_workbook", _xlsx(""), "empty_file", "no cell"),
    refused(
        "noise_named_xls", written("a.xls", compound_bytes("Workbook", b"\xff" * 5000)), "damaged_workbook", "damaged"
    ),
    refused(
        "xls_cut_off", written("a.xls", compound_bytes("Workbook", biff_bytes())[:2000]), "damaged_workbook", "damaged"
    ),
)

CONTENT_CASES: tuple[HostileCase, ...] = (
    reported(
        "formula_never_saved",
        _xlsx(_HEADER + '<row r="2"><c r="A2"><f>B1+1</f></c></row>'),
        "formula_without_value",
        "never saved",
        2,
    ),
    reported(
        "command_formula",
        _xlsx("<row r='1'><c r='A1'><f>cmd|' /C calc'!A0</f><v>0</v></c></row>"),
        "command_formula",
        "not run",
        1,
    ),
    reported(
        "error_cell",
        _xlsx(_HEADER + '<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>'),
        "error_cell",
        "failed formula",
        2,
    ),
    reported(
        "formula_as_text", _xlsx(f'<row r="1">{text_cell("A1", "=1+1")}</row>'), "formula_as_text", "never run", 1
    ),
    reported("long_cell", _made("a.xlsx", lambda: _with_text("y" * 10**6)), "cell_too_long", "1,000,000", 1),
    reported("mojibake", _made("a.xlsx", lambda: _with_text("CittÃ\xa0 è")), "mojibake", "garbled", 1),
    reported("macros", _with_parts({"xl/vbaProject.bin": b"\xd0\xcf"}), "macros_ignored", "never run"),
    reported(
        "embedded_zip", _with_parts({"xl/embeddings/b.zip": zip_bytes({"x": b""})}), "embedded_file", "not opened"
    ),
    reported("external_link", _with_parts({"xl/externalLinks/e1.xml": b"<x/>"}), "external_links", "never followed"),
    reported(
        "hidden_sheet", written("a.xlsx", xlsx_bytes(sheet_xml(_HEADER), state="veryHidden")), "hidden_sheet", "hidden"
    ),
    reported(
        "ods_error_cell",
        written("a.ods", ods_bytes(_ods_row(ods_cell("a"), ods_cell("#REF!", 'calcext:value-type="error"')))),
        "error_cell",
        "failed formula",
        1,
    ),
    reported(
        "ods_formula_never_saved",
        written("a.ods", ods_bytes(_ods_row(ods_cell("a"), '<table:table-cell table:formula="of:=1"/>'))),
        "formula_without_value",
        "never saved",
        1,
    ),
    reported(
        "xls_formula_as_text",
        written("a.xls", compound_bytes("Workbook", biff_bytes(biff_label(1, 0, "=1+1")))),
        "formula_as_text",
        "never run",
        2,
    ),
)


WORKBOOK_CASES = BOMB_CASES + XML_CASES + DAMAGE_CASES + CONTENT_CASES
