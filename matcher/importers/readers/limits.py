"""How much a file may hold before it is refused: every bound of the readers in one place."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """Upper bounds, all inclusive. The defaults take any programme's spreadsheet and no bomb.

    `max_bytes` is the size of the file; `max_rows`, `max_columns` and `max_cells` hold per sheet, counted from its top
    left corner; `max_cell_chars` is the limit of spreadsheet programs. `max_inflated_bytes`, `max_parts` and
    `max_ratio` (inflated / packed, looked at above 8 MiB) hold for the zip that an XLSX or ODS file is.
    `child_*` hold for the process that parses a spreadsheet: address space in bytes, processor seconds, wall seconds.
    """

    max_bytes: int = 32 * MEBIBYTE
    max_rows: int = 200_000
    max_columns: int = 1_000
    max_cells: int = 2_000_000
    max_cell_chars: int = 32_767
    max_inflated_bytes: int = 128 * MEBIBYTE
    max_parts: int = 5_000
    max_ratio: int = 200
    child_memory_bytes: int = 512 * MEBIBYTE
    child_cpu_seconds: int = 20
    child_wall_seconds: float = 30.0


DEFAULT_LIMITS = ReadLimits()
