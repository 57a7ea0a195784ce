"""JSON and JSON Lines to a table: one record per row, one level of nesting flattened, every misfit reported."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from matcher.errors import UnreadableFile
from matcher.importers.readers.delimited import check_extent
from matcher.importers.readers.findings import Findings, refusal
from matcher.importers.readers.json_values import JsonReader
from matcher.importers.readers.limits import ReadLimits
from matcher.importers.tables import Cell, Table
from matcher.problems import Severity

_BLANK = re.compile(r"\s*")
_ACCEPTED = '[{"name": "…"}, …] or one {"name": "…"} per line'
_FIX = "Export it again, or save the table as .xlsx or .csv."
LIST_SEPARATOR = "; "
"""Joins the items of a list of plain values into one multi-valued cell."""


def read_json(text: str, findings: Findings, limits: ReadLimits, *, is_lines: bool) -> Table:
    """The records of JSON (`[{…}, …]`, or an object with one such list) or JSON Lines as one table.

    Record i is row i + 2 under a row of keys in order of first appearance. An object inside a record becomes columns
    `outer.inner`; a list of plain values becomes text joined by "; ". To `findings` go, with row and key, the errors
    `bad_json_line` (the other lines are read), `not_a_record`, `repeated_key` (the first value is kept) and
    `nested_value`, and the warning `not_a_number` (NaN, Infinity: taken as empty).

    Raises:
        UnreadableFile: broken, not a list of records, nested too deeply, over the limits.
    """
    if text.count("[") + text.count("{") + text.count(",") > 3 * limits.max_cells:
        raise refusal(findings.file, "too_many_cells", f"it holds more than {limits.max_cells:,} values", "Split it.")
    reader = JsonReader(text)
    try:
        values = _lines(text, reader, findings) if is_lines else _listed(text, reader, findings)
        records = _records(values, reader, findings, limits)
    except RecursionError as err:
        raise refusal(findings.file, "nested_too_deeply", "its values are nested too deeply", _FIX) from err
    return _table(records, findings.file, limits)


def looks_like_json_lines(text: str) -> bool:
    """True when the first line is one whole JSON object and another line follows it."""
    first, _, rest = text.lstrip().partition("\n")
    if not rest.strip():
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _lines(text: str, reader: JsonReader, findings: Findings) -> Iterator[Any]:
    row = 1
    for number, line in enumerate(text.split("\n"), start=1):
        start = _skip_blank(line, 0)
        if start == len(line):
            continue
        row += 1
        try:
            value, end = reader.decode_at(line, start)
            if _skip_blank(line, end) != len(line):
                raise json.JSONDecodeError("Extra data", line, end)
        except json.JSONDecodeError as err:
            message = f"Line {number} is not JSON ({err.msg}, character {err.pos + 1})."
            findings.add("bad_json_line", Severity.ERROR, message, row=row, value=line, accepted=_ACCEPTED)
            reader.take_repeated_keys()
            value = {}
        yield value


def _listed(text: str, reader: JsonReader, findings: Findings) -> Iterator[Any]:
    """The items of the top-level list one by one, or of the only list of objects within a top-level object."""
    position = _skip_blank(text, 0)
    if text[position : position + 1] != "[":
        yield from _wrapped(text, position, reader, findings.file)
        return
    position, n_items = _skip_blank(text, position + 1), 0
    while text[position : position + 1] != "]" or n_items:
        value, position = _decoded(text, position, reader, findings.file, n_items + 1)
        yield value
        n_items += 1
        position = _skip_blank(text, position)
        mark = text[position : position + 1]
        if mark == "]":
            break
        if mark != ",":
            raise _broken(text, position, "a comma or the closing bracket is missing", findings.file, n_items)
        position = _skip_blank(text, position + 1)
    if _skip_blank(text, position + 1) != len(text):
        raise _broken(text, position + 1, "something follows the closing bracket", findings.file, n_items)


def _wrapped(text: str, position: int, reader: JsonReader, file: str) -> list[Any]:
    whole, end = _decoded(text, position, reader, file, 1)
    if _skip_blank(text, end) != len(text):
        raise _broken(text, end, "something follows the first value", file, 1)
    lists = [value for value in whole.values() if _is_list_of_objects(value)] if isinstance(whole, dict) else []
    if len(lists) == 1:
        return list(lists[0])
    what = f"it holds {'several lists' if lists else 'no list'} of records"
    raise refusal(file, "not_records", what, f"Accepted: {_ACCEPTED}.")


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _decoded(text: str, position: int, reader: JsonReader, file: str, record: int) -> tuple[Any, int]:
    try:
        return reader.decode_at(text, position)
    except json.JSONDecodeError as err:
        raise _broken(text, err.pos, err.msg, file, record) from err


def _broken(text: str, position: int, reason: str, file: str, record: int) -> UnreadableFile:
    line = text.count("\n", 0, position) + 1
    character = position - text.rfind("\n", 0, position)
    what = f"it is not valid JSON: record {record}, line {line}, character {character}: {reason.rstrip('.')}"
    return refusal(file, "bad_json", what, _FIX)


def _records(
    values: Iterator[Any], reader: JsonReader, findings: Findings, limits: ReadLimits
) -> list[dict[str, Cell]]:
    records: list[dict[str, Cell]] = []
    for row, value in enumerate(values, start=2):
        check_extent(row, 0, 0, findings.file, limits)
        for key in reader.take_repeated_keys():
            message = "The key stands twice in this record; the first value was kept."
            findings.add("repeated_key", Severity.ERROR, message, row=row, column=key)
        if isinstance(value, dict):
            check_extent(row, len(value), 0, findings.file, limits)
            records.append(_flattened(value, row, findings))
            continue
        message = "This is not a record with named values."
        findings.add("not_a_record", Severity.ERROR, message, row=row, value=repr(value)[:80], accepted=_ACCEPTED)
        records.append({})
    return records


def _flattened(record: dict[str, Any], row: int, findings: Findings) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for key, value in record.items():
        members = {f"{key}.{inner}": item for inner, item in value.items()} if isinstance(value, dict) else {key: value}
        for name, item in members.items():
            if name in cells:
                message = "Two values of this record have this name; the first was kept."
                findings.add("repeated_key", Severity.ERROR, message, row=row, column=name)
                continue
            cells[name] = _cell(item, row, name, findings)
    return cells


def _cell(value: Any, row: int, column: str, findings: Findings) -> Cell:
    if isinstance(value, float) and not math.isfinite(value):
        message = "NaN and Infinity are no values; the cell was taken as empty."
        findings.add("not_a_number", Severity.WARNING, message, row=row, column=column)
        return None
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return LIST_SEPARATOR.join(str(item) for item in value if item is not None) or None
    if isinstance(value, list | dict):
        message = "The value is nested too deeply for a table; it was not read."
        accepted = "plain values, lists of plain values, one object within a record"
        value_text = repr(value)[:80] if len(value) < 100 else ""
        findings.add(
            "nested_value", Severity.ERROR, message, row=row, column=column, value=value_text, accepted=accepted
        )
        return None
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    return value if isinstance(value, bool | int | float) else None


def _table(records: list[dict[str, Cell]], file: str, limits: ReadLimits) -> Table:
    names = list(dict.fromkeys(name for record in records for name in record))
    check_extent(len(records) + 1, len(names), (len(records) + 1) * len(names), file, limits)
    rows = tuple(tuple(record.get(name) for name in names) for record in records)
    return Table(file=file, rows=(tuple(names), *rows) if names else ())


def _skip_blank(text: str, position: int) -> int:
    blank = _BLANK.match(text, position)
    return blank.end() if blank else position
