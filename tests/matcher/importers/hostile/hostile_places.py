"""Things that are no table at all: folders, pipes, endless files, and files that are something else than their name."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

from hostile_case import HostileCase, refused, reported, written
from workbook_bytes import compound_bytes, sheet_xml, xlsx_bytes, zip_bytes


def _folder(folder: Path) -> Path:
    path = folder / "aziende.csv"
    path.mkdir()
    return path


def _loop(folder: Path) -> Path:
    path = folder / "loop.csv"
    path.symlink_to(path)
    return path


def _pipe(folder: Path) -> Path:
    path = folder / "pipe.csv"
    os.mkfifo(path)
    return path


def _endless(folder: Path) -> Path:
    path = folder / "endless.csv"
    path.symlink_to("/dev/zero")
    return path


def _sparse(folder: Path) -> Path:
    path = folder / "sparse.csv"
    with path.open("wb") as stream:
        stream.truncate(10 << 30)
    return path


def _unreadable(folder: Path) -> Path:
    path = written("secret.csv", "nome\nAlfa\n")(folder)
    path.chmod(0)
    return path


NO_PERMISSION = refused("no_permission", _unreadable, "no_permission", "may not read")
"""Apart from the others: the administrator may read everything, so it is skipped for him."""

PLACE_CASES: tuple[HostileCase, ...] = (
    refused("missing", lambda folder: folder / "no.csv", "missing_file", "no such file"),
    refused("below_a_file", lambda folder: written("a.csv", "x")(folder) / "b.csv", "missing_file", "no such file"),
    refused("name_too_long", lambda folder: folder / ("x" * 300 + ".csv"), "missing_file", "shorter name"),
    refused("name_with_nul", lambda folder: folder / "a\0b.csv", "read_error", "cannot be opened"),
    refused("folder", _folder, "directory", "a folder"),
    refused("link_to_itself", _loop, "symlink_loop", "points back to itself"),
    refused("pipe_without_writer", _pipe, "special_file", "a pipe or a device"),
    refused("endless_device", _endless, "special_file", "a pipe or a device"),
    refused("ten_gigabytes", _sparse, "file_too_large", "larger than 32 MiB"),
)

_XML_2003 = '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
_HTML = "\n<html><body><table><tr><td>nome</td></tr></table></body></html>"
_XLSX = xlsx_bytes(sheet_xml("<row r='1'><c r='A1'><v>1</v></c></row>"))
_ODT = zip_bytes({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})

DISGUISE_CASES: tuple[HostileCase, ...] = (
    refused("pdf_named_xlsx", written("a.xlsx", b"%PDF-1.7\n%\xe2\xe3"), "foreign_format", "a PDF document"),
    refused("image_named_csv", written("a.csv", b"\x89PNG\r\n\x1a\n\0\0"), "foreign_format", "an image (PNG)"),
    refused("photo_named_xlsx", written("a.xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF"), "foreign_format", "an image (JPEG)"),
    refused("html_named_xls", written("a.xls", _HTML), "foreign_format", "a web page (HTML)"),
    refused("xml_2003_named_xls", written("a.xls", _XML_2003), "foreign_format", "an XML file"),
    refused("csv_named_xls", written("a.xls", "nome\tcittà\nAlfa\tPisa\n"), "suffix_mismatch", "rename it to .csv"),
    refused("csv_named_xlsx", written("a.xlsx", "nome;città\nAlfa;Pisa\n"), "suffix_mismatch", "plain text"),
    reported("xlsx_named_csv", written("a.csv", _XLSX), "suffix_mismatch", "is a workbook (.xlsx)"),
    reported("xlsx_named_xls", written("a.xls", _XLSX), "suffix_mismatch", "is a workbook (.xlsx)"),
    refused("gzip", written("a.csv.gz", gzip.compress(b"nome\nAlfa\n")), "foreign_format", "gzip"),
    refused("rich_text", written("a.csv", "{\\rtf1 nome}"), "foreign_format", "RTF"),
    refused("parquet", written("a.csv", b"PAR1\0\0PAR1"), "foreign_format", "Parquet"),
    refused("sqlite", written("a.xlsx", b"SQLite format 3\0"), "foreign_format", "database"),
    refused("word", written("a.xlsx", zip_bytes({"word/document.xml": b"<x/>"})), "foreign_format", "a Word document"),
    refused(
        "slides", written("a.xlsx", zip_bytes({"ppt/presentation.xml": b"<x/>"})), "foreign_format", "presentation"
    ),
    refused("binary_workbook", written("a.xlsx", zip_bytes({"xl/workbook.bin": b""})), "foreign_format", ".xlsb"),
    refused("numbers", written("a.xlsx", zip_bytes({"Index/Document.iwa": b""})), "foreign_format", "Apple Numbers"),
    refused("writer_named_ods", written("a.ods", _ODT), "foreign_format", "not a spreadsheet"),
    refused("zip_of_csv", written("a.zip", zip_bytes({"a.csv": b"nome\n"})), "foreign_format", "it holds a.csv"),
    refused("zip_in_zip", written("a.xlsx", zip_bytes({"b.xlsx": _XLSX})), "foreign_format", "it holds b.xlsx"),
    refused("old_word", written("a.xls", compound_bytes("WordDocument", b"")), "foreign_format", "a Word document"),
    refused("locked_xlsx", written("a.xlsx", compound_bytes("EncryptedPackage", b"")), "encrypted", "password"),
    refused("excel_4", written("a.xls", b"\x09\x04\x06\0\0\0\x10\0\0\0"), "foreign_format", "Excel 4 or older"),
)
