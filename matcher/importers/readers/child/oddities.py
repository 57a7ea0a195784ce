"""What the parser does not tell of a workbook, read from its XML: far cells, failed formulas, merged areas of ODS.

Runs in the child process only: it imports nothing of abbina and nothing that is slow to start.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

_MAX_ODDITIES = 5_000
_SIGNS_XLSX = tuple(
    re.compile(sign)
    for sign in (
        rb"<f[ >/]",
        rb":f[ >/]",
        rb":c[ >/]",
        rb"""=\s*["']e["']""",
        rb"""=\s*["'](?:[A-Z]{3}\d|[A-Z]{1,2}\d{6})""",
        rb"&#",
    )
)
"""Signs in the XML of a sheet that its cells must be looked at one by one; most sheets show none and are spared.

Apart and starting with plain letters, they are found twenty times faster than as one expression.
"""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")
_COMMAND = re.compile(r"\s*[\w.]+\|")


class Refused(Exception):  # noqa: N818 - an answer, not a failure
    """The workbook is refused: `code` and what is wrong with it."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


@dataclass(slots=True)
class Oddities:
    """What the parser does not tell about one sheet: merged areas, cells to empty, problems (positions are 0-based)."""

    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    emptied: dict[int, list[int]] = field(default_factory=dict)
    problems: list[tuple[str, int, int, str]] = field(default_factory=list)

    def report(self, code: str, row: int, column: int, value: str) -> None:
        """Keeps one problem, up to a ceiling."""
        if len(self.problems) < _MAX_ODDITIES:
            self.problems.append((code, row, column, value[:80]))


def walk(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls back for each element and text of `xml`, names without namespace; refuses document types."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as err:
        raise Refused("damaged_workbook", f"its XML is broken ({err})") from err


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_doctype(*_: object) -> None:
    raise Refused("unsafe_xml", "its XML declares a document type")


class XlsxWatch:
    """Follows the cells of one XLSX sheet: far ones, failed formulas, formulas without a saved value."""

    def __init__(self, limits: dict[str, int]) -> None:
        self.oddities = Oddities()
        self._limits = limits
        self._row = self._column = 0
        self._kind, self._field = "", ""
        self._formula: str | None = None
        self._value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes the start of an element."""
        self._field = name if name in {"f", "v", "t"} else ""
        if name == "row":
            number = attributes.get("r", "")
            self._row, self._column = (int(number) if number.isdecimal() else self._row + 1), 0
        elif name == "c":
            self._place(attributes.get("r", ""))
            self._kind, self._formula, self._value = attributes.get("t", ""), None, ""
        elif name == "f":
            self._formula = ""

    def text(self, text: str) -> None:
        """Takes a piece of text."""
        if self._field == "f":
            self._formula = (self._formula or "") + text
        elif self._field:
            self._value += text

    def end(self, name: str) -> None:
        """Takes the end of an element; judges the cell that ends."""
        self._field = ""
        if name != "c":
            return
        if self._value or self._formula is not None:
            check_reach(self._row, self._column, self._limits)
        row, column = self._row - 1, self._column - 1
        if self._kind == "e":
            self.oddities.report("error_cell", row, column, self._value)
        elif self._formula is not None and not self._value and self._kind != "str":
            self.oddities.report("formula_without_value", row, column, f"={self._formula}")
        if self._formula and _COMMAND.match(self._formula):
            self.oddities.report("command_formula", row, column, f"={self._formula}")

    def _place(self, reference: str) -> None:
        found = _REFERENCE.match(reference)
        if not found:
            self._column += 1
            return
        self._column = 0
        for letter in found.group(1):
            self._column = self._column * 26 + ord(letter) - 64
        self._row = int(found.group(2))


class OdsWatch:
    """Follows the sheets of an ODS content: repeats, merged areas, failed formulas, formulas without a saved value."""

    def __init__(self, limits: dict[str, int]) -> None:
        self.sheets: dict[str, Oddities] = {}
        self._oddities = Oddities()
        self._limits = limits
        self._row = self._column = self._row_repeat = self._note_depth = 0
        self._cell: dict[str, str] | None = None
        self._text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes the start of an element."""
        if name == "table":
            self._oddities = self.sheets.setdefault(attributes.get("name", ""), Oddities())
            self._row = 0
        elif name == "table-row":
            self._row_repeat, self._column = _repeat(attributes, "number-rows-repeated"), 0
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell, self._text = attributes, ""
        elif name == "annotation":
            self._note_depth += 1

    def text(self, text: str) -> None:
        """Takes a piece of text; that of comments is no part of a cell."""
        if self._cell is not None and not self._note_depth:
            self._text += text

    def end(self, name: str) -> None:
        """Takes the end of an element; judges the cell that ends."""
        if name == "annotation":
            self._note_depth -= 1
        elif name == "table-row":
            self._row += self._row_repeat
        elif name in {"table-cell", "covered-table-cell"} and self._cell is not None:
            repeat = _repeat(self._cell, "number-columns-repeated")
            self._judge(self._cell, self._text.strip(), repeat)
            self._column += repeat
            self._cell = None

    def _judge(self, cell: dict[str, str], text: str, repeat: int) -> None:
        kind, row, column = cell.get("value-type", ""), self._row, self._column
        if kind or text:
            check_reach(row + self._row_repeat, column + repeat, self._limits)
            if repeat * self._row_repeat > self._limits["max_cells"]:
                raise Refused("far_cell", f"the cell in row {row + 1} is repeated {repeat * self._row_repeat:,} times")
        rows, columns = _repeat(cell, "number-rows-spanned"), _repeat(cell, "number-columns-spanned")
        if rows * columns > 1:
            self._oddities.merges.append((row, column, row + rows - 1, column + columns - 1))
        has_formula = "formula" in cell
        if kind == "error" or (has_formula and text.startswith(("#", "Err:"))):
            self._oddities.report("error_cell", row, column, text)
            self._oddities.emptied.setdefault(row, []).append(column)
        elif has_formula and not kind and not text:
            self._oddities.report("formula_without_value", row, column, cell["formula"])


def _repeat(attributes: dict[str, str], name: str) -> int:
    number = attributes.get(name, "1")
    return max(int(number), 1) if number.isdecimal() else 1


def check_reach(row: int, column: int, limits: dict[str, int]) -> None:
    """Refuses a cell (1-based place) beyond the limits of rows and columns."""
    if row > limits["max_rows"] or column > limits["max_columns"]:
        place = (
            f"row {row:,}, column {column:,}; at most {limits['max_rows']:,} rows and {limits['max_columns']:,} columns"
        )
        raise Refused("far_cell", f"a cell lies too far out ({place})")


def find_oddities(content: bytes, kind: str, limits: dict[str, int]) -> dict[str, Oddities]:
    """Oddities by sheet name, from the XML itself; sheets whose XML shows no sign of any are left out."""
    if kind == "xls":
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if kind == "ods":
            watch = OdsWatch(limits)
            walk(archive.read("content.xml"), watch.start, watch.end, watch.text)
            return watch.sheets
        found: dict[str, Oddities] = {}
        for name, part in _sheet_parts(archive).items():
            xml = archive.read(part) if part in archive.namelist() else b""
            if any(sign.search(xml) for sign in _SIGNS_XLSX):
                cells = XlsxWatch(limits)
                walk(xml, cells.start, cells.end, cells.text)
                found[name] = cells.oddities
        return found


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the zip that holds each sheet, by sheet name."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            sheets[attributes.get("name", "")] = attributes.get("id", "")

    for part, start in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        if part in archive.namelist():
            walk(archive.read(part), start)
    paths = {name: targets.get(relation_id, "") for name, relation_id in sheets.items()}
    return {name: path[1:] if path.startswith("/") else f"xl/{path}" for name, path in paths.items() if path}
