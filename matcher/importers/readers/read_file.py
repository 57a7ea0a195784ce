"""One door for every input file: bytes in, tables and problems out, or a clear refusal."""

from __future__ import annotations

import hashlib
from pathlib import Path

from matcher.importers.readers.archive import scan_archive
from matcher.importers.readers.cell_checks import checked_table
from matcher.importers.readers.delimited import read_delimited
from matcher.importers.readers.encoding import decode_text
from matcher.importers.readers.file_bytes import read_bytes
from matcher.importers.readers.findings import Findings, printable_name, refusal
from matcher.importers.readers.json_records import looks_like_json_lines, read_json
from matcher.importers.readers.kinds import FileKind, check_text_kind, tell_kind
from matcher.importers.readers.limits import DEFAULT_LIMITS, ReadLimits
from matcher.importers.readers.spreadsheets import read_spreadsheet
from matcher.importers.tables import ReadFile, Table
from matcher.problems import Severity

_SUFFIXES_OF = {
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx"}),
    "ods": frozenset({".ods", ".ots"}),
    "xls": frozenset({".xls", ".xlt"}),
}
_LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_DELIMITED_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})


def read_file(path: Path, *, limits: ReadLimits = DEFAULT_LIMITS) -> ReadFile:
    """The tables of a CSV, TSV, XLSX, XLSM, XLS, ODS, JSON or JSON Lines file, empty sheets left out.

    What a file is comes from its bytes; the suffix decides only between text formats. A workbook under another name is
    read with the warning `suffix_mismatch`. Problems carry the row number of a spreadsheet program and, for
    formats with cells, the column letters. Same bytes, same answer.

    Raises:
        UnreadableFile: the file as a whole cannot be taken; the message says what it really is and what to do, `code`
            is for machines.
    """
    file = printable_name(path.name)
    suffix = path.suffix.lower()
    findings = Findings(file)
    content = read_bytes(path, limits.max_bytes)
    kind = tell_kind(content, file)
    if kind is FileKind.TEXT:
        tables = [_read_text(decode_text(content, findings), suffix, findings, limits)]
    else:
        workbook = "xls" if kind is FileKind.XLS else scan_archive(content, findings, limits).value
        _check_suffix(workbook, suffix, findings)
        tables = read_spreadsheet(content, workbook, findings, limits)
    checked = tuple(checked_table(table, findings, limits.max_cell_chars) for table in tables if any(table.rows))
    problems = findings.problems()
    if not checked and not any(problem.severity is Severity.ERROR for problem in problems):
        raise refusal(file, "empty_file", "no cell of it holds anything", "Check that it is the right file.")
    return ReadFile(tables=checked, problems=problems, sha256=hashlib.sha256(content).hexdigest())


def _read_text(text: str, suffix: str, findings: Findings, limits: ReadLimits) -> Table:
    check_text_kind(text, suffix, findings.file)
    is_lines = suffix in _LINE_SUFFIXES
    if suffix == ".json" or is_lines:
        if not text.lstrip().startswith(("{", "[")):
            what = f"it is named {suffix} but does not start like JSON"
            raise refusal(findings.file, "bad_json", what, "If it is a CSV file, rename it to .csv.")
        return read_json(text, findings, limits, is_lines=is_lines or looks_like_json_lines(text))
    if text.lstrip().startswith(("[{", '{"')) and suffix not in _DELIMITED_SUFFIXES:
        return read_json(text, findings, limits, is_lines=looks_like_json_lines(text))
    return read_delimited(text, suffix, findings, limits)


def _check_suffix(workbook: str, suffix: str, findings: Findings) -> None:
    if suffix in _SUFFIXES_OF[workbook]:
        return
    message = f"The file is named “{suffix}” but is a workbook (.{workbook}); it was read as one. Rename it."
    findings.add("suffix_mismatch", Severity.WARNING, message, accepted=f".{workbook}")
