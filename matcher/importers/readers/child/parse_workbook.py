"""Parses a spreadsheet from standard input under hard limits and writes JSON lines: a script for a process of its own.

The parser aborts the whole process on some damaged files, so it must never run in the process that serves people. This
script imports nothing of abbina and starts in a few hundredths of a second. Its one argument is JSON: `kind` (xlsx,
ods, xls), `library` (the folder that holds python_calamine) and the limits `memory`, `cpu`, `max_rows`, `max_columns`,
`max_cells`. Each output line is one message:

    ["sheet", name, is_hidden, has_cells]     ["row", [cell, …]]   (from row 1; dates as ["d" | "dt" | "t", ISO text])
    ["problem", code, row, column, value]     (1-based, of the sheet above)
    ["refused", code, what]                   ["end"]
"""

from __future__ import annotations

import datetime
import io
import json
import re
import resource
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or __package__:
    from matcher.importers.readers.child.oddities import Oddities, Refused, check_reach, find_oddities
else:  # as a script: its own folder is the first place Python looks
    from oddities import Oddities, Refused, check_reach, find_oddities


_ODS_DURATION = re.compile(r"PT(\d+)H(\d\d)M(\d\d)(?:[.,]\d+)?S")  # how the parser gives a time of ODS


def messages(content: bytes, options: dict[str, Any]) -> Iterator[list[Any]]:
    """All messages of one workbook, sheet by sheet."""
    oddities = find_oddities(content, options["kind"], options)
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in workbook.sheets_metadata:
            is_hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
            is_grid = sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            yield ["sheet", sheet.name, is_hidden, is_grid]
            if is_grid:
                odd = oddities.get(sheet.name, Oddities())
                yield from _sheet_messages(workbook.get_sheet_by_name(sheet.name), odd, options)
    except python_calamine.PasswordError:
        yield ["refused", "encrypted", "the file is protected by a password"]
    except (python_calamine.CalamineError, OSError, ValueError) as err:
        yield ["refused", "damaged_workbook", f"its content is damaged ({str(err)[:120]})"]


def _sheet_messages(sheet: Any, odd: Oddities, limits: dict[str, Any]) -> Iterator[list[Any]]:
    for code, row, column, value in odd.problems:
        yield ["problem", code, row + 1, column + 1, value]
    if sheet.start is None:
        return
    height, width, left = sheet.end[0] + 1, sheet.end[1] + 1, sheet.start[1]
    check_reach(height, width, limits)
    if height * width > limits["max_cells"]:
        raise Refused("too_many_cells", f"a sheet has more than {limits['max_cells']:,} cells")
    areas = MergedAreas(
        [*odd.merges, *((*a, *b) for a, b in sheet.merged_cell_ranges or ())], width, limits["max_cells"]
    )
    for row, cells in enumerate(sheet.iter_rows()):
        line = [None] * left + [_plain(cell) for cell in cells]
        for place in odd.emptied.get(row, ()):
            line[place : place + 1] = [None] * (place < len(line))
        areas.fill(row, line)
        yield ["row", line]


class MergedAreas:
    """Repeats the value of merged areas while rows go by; areas are (top, left, bottom, right), 0-based, inclusive."""

    def __init__(self, areas: list[tuple[int, int, int, int]], width: int, max_cells: int) -> None:
        self._waiting = sorted((area for area in areas if area[1] < width), reverse=True)
        self._active: list[tuple[int, int, int, Any]] = []
        self._width = width
        self._budget = max_cells

    def fill(self, row: int, line: list[Any]) -> None:
        """Fills the merged places of `line`, the 0-based `row`; rows must come in order."""
        while self._waiting and self._waiting[-1][0] <= row:
            _, left, bottom, right = self._waiting.pop()
            self._active.append((bottom, left, min(right, self._width - 1) + 1, line[left]))
        self._active = [area for area in self._active if area[0] >= row and area[3] is not None]
        for _, left, end, value in self._active:
            self._budget -= end - left
            line[left:end] = [value] * (end - left)
            if self._budget < 0:
                raise Refused("too_many_cells", "its merged cells cover more than a sheet may hold")


def _plain(cell: Any) -> Any:
    """A cell as JSON carries it: blank text is None, whole floats are integers, dates are tagged, durations h:mm:ss."""
    if isinstance(cell, str):
        if cell.startswith("PT") and (duration := _ODS_DURATION.fullmatch(cell)):
            return f"{int(duration[1])}:{duration[2]}:{duration[3]}"
        return cell if cell and not cell.isspace() else None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 2**53 else cell
    if isinstance(cell, datetime.datetime):
        return ["dt", cell.isoformat()]
    if isinstance(cell, datetime.date):
        return ["d", cell.isoformat()]
    if isinstance(cell, datetime.time):
        return ["t", cell.isoformat()]
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return cell


def _limit_process(memory: int, cpu_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))


def main() -> None:
    """Reads the options and the workbook, writes the messages; memory that runs out is an answer too."""
    options = json.loads(sys.argv[1])
    _limit_process(options["memory"], options["cpu"])
    sys.path.append(options["library"])
    write = sys.stdout.write
    try:
        encode = json.JSONEncoder(allow_nan=False, check_circular=False).encode
        for message in messages(sys.stdin.buffer.read(), options):
            write(encode(message) + "\n")
        write('["end"]\n')
    except Refused as refused:
        write(json.dumps(["refused", refused.code, str(refused)]) + "\n")
    except MemoryError:
        write('["refused", "too_much_memory", "it takes too much memory to open"]\n')


if __name__ == "__main__":
    main()
