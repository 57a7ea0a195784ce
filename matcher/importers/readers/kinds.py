"""What a file really is, told from its first bytes; the suffix decides only between plain-text formats."""

from __future__ import annotations

import re
from enum import StrEnum

from matcher.errors import UnreadableFile
from matcher.importers.readers.findings import refusal


class FileKind(StrEnum):
    """How the bytes are to be read."""

    ARCHIVE = "archive"
    XLS = "xls"
    TEXT = "text"


SPREADSHEET_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xls", ".xlt", ".ods", ".ots"})

_SAVE_AS_XLSX = "Open it in a spreadsheet program and save it as .xlsx."
_EXPORT_TABLE = "Give the table itself as .xlsx, .ods or .csv."
_EXTRACT = "Extract it and give the table inside."

_FOREIGN_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", _EXPORT_TABLE),
    (b"\x89PNG", "an image (PNG)", _EXPORT_TABLE),
    (b"\xff\xd8\xff", "an image (JPEG)", _EXPORT_TABLE),
    (b"GIF8", "an image (GIF)", _EXPORT_TABLE),
    (b"II*\x00", "an image (TIFF)", _EXPORT_TABLE),
    (b"MM\x00*", "an image (TIFF)", _EXPORT_TABLE),
    (b"\x1f\x8b", "a compressed file (gzip)", _EXTRACT),
    (b"BZh", "a compressed file (bzip2)", _EXTRACT),
    (b"\xfd7zXZ", "a compressed file (xz)", _EXTRACT),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)", _EXTRACT),
    (b"7z\xbc\xaf", "an archive (7-Zip)", _EXTRACT),
    (b"Rar!", "an archive (RAR)", _EXTRACT),
    (b"{\\rtf", "a Word document (RTF)", _EXPORT_TABLE),
    (b"PAR1", "a Parquet file", "Export it as .csv."),
    (b"SQLite format 3", "a database (SQLite)", "Export the table as .csv."),
    (b"\x7fELF", "a program", _EXPORT_TABLE),
    (b"MZ\x90", "a program", _EXPORT_TABLE),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = (
    b"\x09\x08\x10\x00\x00\x06",
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HTML = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta|div|style)\b", re.I | re.S)
_XML = re.compile(r"\s*<\?xml|\s*<(Workbook|office:document)\b")


def tell_kind(content: bytes, file: str) -> FileKind:
    """The kind of a file from its bytes.

    Raises:
        UnreadableFile: empty, or a known format that holds no table abbina reads, named for what it is.
    """
    if not content:
        raise refusal(file, "empty_file", "the file is empty (0 bytes)", "Save or send it again.")
    if content.startswith(_ZIP_STARTS):
        return FileKind.ARCHIVE
    if content.startswith(_COMPOUND):
        _check_compound(content, file)
        return FileKind.XLS
    if content.startswith(_BARE_BIFF):
        raise refusal(file, "foreign_format", "it is a workbook of Excel 4 or older", _SAVE_AS_XLSX)
    for magic, name, remedy in _FOREIGN_MAGIC:
        if content.startswith(magic):
            raise refusal(file, "foreign_format", f"it is {name}, not a table", remedy)
    return FileKind.TEXT


def check_text_kind(text: str, suffix: str, file: str) -> None:
    """Refuses text that is no table: HTML or XML under any name, and any text under a spreadsheet's name.

    Raises:
        UnreadableFile: says what the text is and how to save it.
    """
    start = text[:4096]
    if _HTML.match(start):
        what = "it is a web page (HTML), whatever its name says"
        raise refusal(file, "foreign_format", what, _SAVE_AS_XLSX)
    if _XML.match(start):
        raise refusal(file, "foreign_format", "it is an XML file, whatever its name says", _SAVE_AS_XLSX)
    if suffix in SPREADSHEET_SUFFIXES:
        what = f"it is named {suffix} but is plain text, not a workbook"
        raise refusal(file, "suffix_mismatch", what, "If it is a CSV file, rename it to .csv; else save it as .xlsx.")


def _check_compound(content: bytes, file: str) -> None:
    """Refuses the compound files of Microsoft Office that are not an open .xls workbook."""
    if _stream_name("EncryptedPackage") in content or _stream_name("EncryptionInfo") in content:
        raise encrypted_refusal(file)
    for stream, name in (("WordDocument", "a Word document"), ("PowerPoint Document", "a presentation")):
        if _stream_name(stream) in content:
            raise refusal(file, "foreign_format", f"it is {name}, not a table", _EXPORT_TABLE)
    if not any(_stream_name(stream) in content for stream in ("Workbook", "Book")):
        what = "it is an old Microsoft Office file without a workbook inside"
        raise refusal(file, "foreign_format", what, _EXPORT_TABLE)


def encrypted_refusal(file: str) -> UnreadableFile:
    """The refusal of a file that a password protects."""
    return refusal(file, "encrypted", "the file is protected by a password", "Save it without a password.")


def _stream_name(name: str) -> bytes:
    return name.encode("utf-16-le")
