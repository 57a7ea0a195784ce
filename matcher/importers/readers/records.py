"""Cuts delimited text into records, quotes and all, and says where the quotes do not close."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: its cells (None when blank), the line it starts on (1-based), and what is wrong with its quotes.

    `is_open`: a quote opened in it never closes; its cells are those before that quote and nothing follows it.
    `stray_quote`: text follows a closing quote; `swallowed` is then the number of lines that the quotes joined.
    """

    cells: tuple[str | None, ...]
    line: int
    is_open: bool = False
    stray_quote: bool = False
    swallowed: int = 0


@lru_cache(maxsize=16)
def _field_pattern(delimiter: str) -> re.Pattern[str]:
    """A cell and its end: quoted (1), what trails the quote (2) and the end (3), or bare (4) and its end (5)."""
    mark = re.escape(delimiter)
    stop, end = (rf"{mark}\n", rf"{mark}|\n|\Z") if delimiter else (r"\n", r"\n|\Z")
    return re.compile(rf'[ ]*+"((?:[^"]++|"")*+)"([^{stop}]*+)({end})|(?![ ]*")([^{stop}]*+)({end})')


def iterate_records(text: str, delimiter: str, start: int = 0) -> Iterator[Record]:
    """The records of `text` from position `start`; line ends are line feeds. Empty text gives none.

    A quote opens only at the start of a cell, as spreadsheet programs have it, and two quotes within are one. An empty
    `delimiter` means one column, quotes still counting.
    """
    match_field = _field_pattern(delimiter).match
    position, end, line = start, len(text), text.count("\n", 0, start) + 1
    while position < end:
        cells: list[str | None] = []
        breaks, stray = 0, False
        while True:
            field = match_field(text, position)
            if field is None:
                yield Record(cells=tuple(cells), line=line, is_open=True)
                return
            quoted, trail, quoted_end, bare, bare_end = field.groups()
            if quoted is None:
                cells.append(bare if bare and not bare.isspace() else None)
                stop = bare_end
            else:
                value = quoted.replace('""', '"') + trail
                cells.append(value if value and not value.isspace() else None)
                stop = quoted_end
                breaks += quoted.count("\n")
                stray = stray or not (trail == "" or trail.isspace())
            position = field.end()
            if stop != delimiter or not stop:
                break
        yield Record(cells=tuple(cells), line=line, stray_quote=stray, swallowed=breaks)
        line += 1 + breaks
