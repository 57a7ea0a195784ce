"""The zip that an XLSX or ODS file is, looked through part by part before anything parses it.

Nothing declared is trusted: each part is inflated as a stream and counted, up to hard caps; nothing is kept or written.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum

from matcher.importers.readers.findings import Findings, refusal
from matcher.importers.readers.kinds import encrypted_refusal
from matcher.importers.readers.limits import MEBIBYTE, ReadLimits
from matcher.problems import Severity

_ENTRY_SIGNATURE = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_CHUNK = 1 << 16
_RATIO_FROM = 8 * MEBIBYTE
_TAIL = 64
_MANIFEST = "META-INF/manifest.xml"  # read first: it says whether the other parts of an ODS file are encrypted
_DECLARATION = re.compile(rb"<!DOCTYPE|<!ENTITY")
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([^"']{0,40})["']""")
_TABLE_REPEATS = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']0*([1-9][0-9]{7,})""")
_BEYOND_ANY_SHEET = re.compile(rb"""\br\s*=\s*["'](?:[A-Z]{4,}[0-9]*|[A-Z]{0,3}0*[1-9][0-9]{7,})["']""")
_LONG_REFERENCE = re.compile(rb"""=\s*["'](?:[A-Z]{4}|[A-Z]{0,3}\d{8})""")  # quick look before the exact one
_DAMAGED = "Open it where it was made and save it again."


class WorkbookKind(StrEnum):
    """The spreadsheet formats that are zips."""

    XLSX = "xlsx"
    ODS = "ods"


def scan_archive(content: bytes, findings: Findings, limits: ReadLimits) -> WorkbookKind:
    """The kind of workbook in the zip `content`, once every part of it was inflated within bounds and looked at.

    To `findings` go `macros_ignored`, `external_links` and `embedded_file`.

    Raises:
        UnreadableFile: damaged, encrypted, no workbook, a zip bomb, DTD or entities in its XML, impossible cells.
    """
    file = findings.file
    if content.count(_ENTRY_SIGNATURE) > limits.max_parts:
        raise refusal(file, "zip_bomb", f"the zip has more than {limits.max_parts:,} parts", "It is no usual workbook.")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeError, ValueError, struct.error, OSError) as err:
        raise refusal(file, "damaged_zip", "the file is cut off or damaged (its zip cannot be read)", _DAMAGED) from err
    kind = _workbook_kind(parts, content, findings)
    _check_directory(parts, findings, limits)
    for part in sorted(parts, key=lambda part: part.filename != _MANIFEST):
        _check_part(part, content, findings, limits)
    _note_extras(parts, findings)
    return kind


def _workbook_kind(parts: list[zipfile.ZipInfo], content: bytes, findings: Findings) -> WorkbookKind:
    names = {part.filename for part in parts}
    if any(re.fullmatch(r"xl/workbook\d*\.xml", name) for name in names):
        return WorkbookKind.XLSX
    mimetype = next((part for part in parts if part.filename == "mimetype"), None)
    declared = next(_inflated(mimetype, content, findings.file), b"") if mimetype else b""
    if declared.startswith(b"application/vnd.oasis.opendocument.spreadsheet") and "content.xml" in names:
        return WorkbookKind.ODS
    for marker, name in (
        ("xl/workbook.bin", "a binary workbook (.xlsb)"),
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a presentation"),
        ("Index/Document.iwa", "an Apple Numbers or Pages document"),
        ("content.xml", "an OpenDocument file that is not a spreadsheet"),
    ):
        if marker in names:
            what = f"it is {name}, whatever its name says"
            raise refusal(findings.file, "foreign_format", what, "Save the table as .xlsx, .ods or .csv.")
    shown = ", ".join(sorted(names)[:3]) or "nothing"
    what = f"it is a zip archive without a workbook (it holds {shown[:120]})"
    raise refusal(findings.file, "foreign_format", what, "Extract it and give the table inside.")


def _check_directory(parts: list[zipfile.ZipInfo], findings: Findings, limits: ReadLimits) -> None:
    """What the directory alone tells: encryption, odd packing, repeated names, declared sizes."""
    file = findings.file
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted_refusal(file)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise refusal(file, "damaged_zip", "a part is packed in a way no spreadsheet program uses", _DAMAGED)
    if len({part.filename for part in parts}) < len(parts):
        raise refusal(file, "damaged_zip", "a part stands in the zip twice", _DAMAGED)
    if sum(part.file_size for part in parts) > limits.max_inflated_bytes:
        what = f"unpacked it would take more than {limits.max_inflated_bytes // MEBIBYTE} MiB (a zip bomb?)"
        raise refusal(file, "zip_bomb", what, "Delete empty formatted rows and columns, or save it as .csv.")
    for part in parts:
        if part.file_size > max(_RATIO_FROM, limits.max_ratio * part.compress_size):
            what = f"{part.filename[:80]} unpacks to over {limits.max_ratio} times its size (a zip bomb?)"
            raise refusal(file, "zip_bomb", what, "Delete empty formatted rows and columns, or save it as .csv.")


def _check_part(part: zipfile.ZipInfo, content: bytes, findings: Findings, limits: ReadLimits) -> None:
    """Inflates one part to its end, checking length and checksum against what is declared, and its XML on the way."""
    size, checksum, tail = 0, 0, b""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    for chunk in _inflated(part, content, findings.file):
        if size == 0:
            _check_start(part.filename, chunk, is_xml, findings)
        size += len(chunk)
        if size > min(part.file_size, limits.max_inflated_bytes):
            what = f"{part.filename[:80]} unpacks to more than the zip declares (a zip bomb?)"
            raise refusal(findings.file, "zip_bomb", what, _DAMAGED)
        checksum = zlib.crc32(chunk, checksum)
        if is_xml:
            _check_xml(part.filename, tail + chunk, findings.file)
            tail = chunk[-_TAIL:]
    if size != part.file_size or checksum != part.CRC:
        what = f"the file is cut off or damaged ({part.filename[:80]} is not whole)"
        raise refusal(findings.file, "damaged_zip", what, _DAMAGED)


def _inflated(part: zipfile.ZipInfo, content: bytes, file: str) -> Iterator[bytes]:
    """The bytes of a part in pieces of bounded size, read from its own stream and not from what the zip declares."""
    damaged = refusal(file, "damaged_zip", f"the file is cut off or damaged ({part.filename[:80]})", _DAMAGED)
    header = content[part.header_offset : part.header_offset + _LOCAL_HEADER.size]
    if part.header_offset < 0 or len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise damaged
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = part.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    packed = memoryview(content)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[offset : offset + _CHUNK]) for offset in range(0, len(packed), _CHUNK))
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for offset in range(0, len(packed), _CHUNK):
            pending = bytes(packed[offset : offset + _CHUNK])
            while pending and not inflater.eof:
                if piece := inflater.decompress(pending, MEBIBYTE):
                    yield piece
                pending = inflater.unconsumed_tail
    except zlib.error as err:
        raise damaged from err
    if not inflater.eof:
        raise damaged


def _check_start(name: str, chunk: bytes, is_xml: bool, findings: Findings) -> None:
    if chunk.startswith(b"PK\x03\x04"):
        message = f"The file embedded in the workbook ({name[:80]}) was not opened."
        findings.add("embedded_file", Severity.WARNING, message)
    if not is_xml:
        return
    encoding = _XML_ENCODING.match(chunk.removeprefix(b"\xef\xbb\xbf"))
    if b"\x00" in chunk[:4] or (encoding and encoding.group(1).lower() not in {b"utf-8", b"us-ascii", b"ascii"}):
        what = f"{name[:80]} is not written in UTF-8, as every spreadsheet program does"
        raise refusal(findings.file, "unsafe_xml", what, _DAMAGED)


def _check_xml(name: str, piece: bytes, file: str) -> None:
    if _DECLARATION.search(piece):
        what = f"{name[:80]} declares a document type or entities, which no spreadsheet program writes"
        raise refusal(
            file, "unsafe_xml", what, "It may be an attack. Ask the sender for a file saved as .xlsx or .csv."
        )
    if name == _MANIFEST and b"encryption-data" in piece:
        raise encrypted_refusal(file)
    if _LONG_REFERENCE.search(piece) and (_BEYOND_ANY_SHEET.search(piece) or _TABLE_REPEATS.search(piece)):
        what = f"{name[:80]} names a row or column beyond those of any spreadsheet"
        raise refusal(file, "far_cell", what, _DAMAGED)


def _note_extras(parts: list[zipfile.ZipInfo], findings: Findings) -> None:
    names = [part.filename for part in parts]
    if any(
        name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/", "xl/macrosheets/")) for name in names
    ):
        message = "The workbook holds macros; they are ignored and never run."
        findings.add("macros_ignored", Severity.WARNING, message)
    if any(name.startswith("xl/externalLinks/") for name in names):
        message = "The workbook takes values from other workbooks; they are read as last saved and never followed."
        findings.add("external_links", Severity.NOTE, message)
