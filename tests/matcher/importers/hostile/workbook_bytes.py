"""Smallest possible workbooks, made byte by byte so that each can be broken in exactly one place."""

from __future__ import annotations

import io
import struct
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SECTOR = 512


def zip_bytes(parts: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A zip of `parts`, in order."""
    buffer = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> bytes:
    """A worksheet part with the given rows."""
    text = f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return text.encode()


def xlsx_parts(sheet: bytes, *, state: str = "visible", extra: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """The parts of a workbook with one sheet named Aziende."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="Aziende" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>'
    )
    strings = f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    relations = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet1.xml"/>{strings if "xl/sharedStrings.xml" in (extra or {}) else ""}</Relationships>'
    )
    root = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    )
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": root.encode(),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relations.encode(),
        "xl/worksheets/sheet1.xml": sheet,
        **(extra or {}),
    }


def xlsx_bytes(sheet: bytes, *, state: str = "visible", extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook with one sheet named Aziende, and extra parts."""
    return zip_bytes(xlsx_parts(sheet, state=state, extra=extra))


def shared_strings(*texts: str) -> dict[str, bytes]:
    """The part that holds the texts cells refer to by number."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return {"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{items}</sst>'.encode()}


def text_cell(reference: str, text: str) -> str:
    """A cell with its text in place."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods_parts(rows: str, *, head: str = "", manifest: str = "") -> dict[str, bytes]:
    """The parts of an ODS file with one sheet named Aziende; `head` stands before the root element."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content xmlns:office="{urn}:office:1.0" '
        f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">'
        f'<office:body><office:spreadsheet><table:table table:name="Aziende">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    declared = (
        f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>{manifest}</manifest:manifest>'
    )
    return {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content.encode(),
        "META-INF/manifest.xml": declared.encode(),
    }


def ods_bytes(rows: str, *, head: str = "", manifest: str = "") -> bytes:
    """An ODS file with one sheet named Aziende."""
    return zip_bytes(ods_parts(rows, head=head, manifest=manifest))


def ods_cell(text: str, attributes: str = "") -> str:
    """A text cell of ODS."""
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def compound_bytes(stream: str, content: bytes) -> bytes:
    """A Microsoft compound file (the container of .xls) with one stream."""
    content = content.ljust(max(4096, -(-len(content) // _SECTOR) * _SECTOR), b"\0")
    n_sectors = len(content) // _SECTOR
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + n_sectors), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0).ljust(109 * 4, b"\xff")
    root = _directory_entry("Root Entry", 5, child=1, start=0xFFFFFFFE, size=0)
    entry = _directory_entry(stream, 2, child=0xFFFFFFFF, start=2, size=len(content))
    return header + table + (root + entry).ljust(_SECTOR, b"\0") + content


def _directory_entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    fields = struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return encoded.ljust(64, b"\0") + fields + bytes(36) + struct.pack("<IQ", start, size)


def biff_bytes(*cells: bytes) -> bytes:
    """The stream of an .xls workbook with one sheet named Aziende and the given cell records."""
    name = b"Aziende"
    start = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    sheet_start = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)
    globals_length = (4 + len(start)) + (4 + 8 + len(name)) + 4
    bound = struct.pack("<IBBBB", globals_length, 0, 0, len(name), 0) + name
    book = _record(0x0809, start) + _record(0x0085, bound) + _record(0x000A, b"")
    return book + _record(0x0809, sheet_start) + b"".join(cells) + _record(0x000A, b"")


def biff_label(row: int, column: int, text: str) -> bytes:
    """A text cell of .xls (0-based place)."""
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1"))


def biff_number(row: int, column: int, value: float) -> bytes:
    """A number cell of .xls (0-based place)."""
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
