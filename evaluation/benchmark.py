"""A benchmark folder as tables: startups, counterparts, and the dated interactions between them.

Everything is text as written, empty where the file has nothing, but amounts, which are float64 with NaN. Ids are never
read as numbers, and dates stay `YYYY-MM-DD`, so that they order as text. Counterparts that only the interactions name
have no row, and count all the same.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from matcher.errors import DataError, RefusedImport, UnreadableFile
from matcher.problems import Problem, Severity

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What one file of the folder holds; `ids` and `dates` must be there, `texts` and `amounts` may be missing."""

    file: str
    ids: tuple[str, ...]
    dates: tuple[str, ...]
    texts: tuple[str, ...]
    amounts: tuple[str, ...]


STARTUPS = Layout(
    file="startups.csv",
    ids=("id",),
    dates=("first_date",),
    texts=("name", "description", "sectors", "country", "region", "city", "metro", "founded", "stage", "seeking"),
    amounts=("amount_usd",),
)
COUNTERPARTS = Layout(
    file="counterparts.csv",
    ids=("id",),
    dates=(),
    texts=("name", "kind", "description", "sectors", "stages", "countries", "hq"),
    amounts=("ticket_min_usd", "ticket_max_usd"),
)
INTERACTIONS = Layout(
    file="interactions.csv",
    ids=("startup_id", "counterpart_id"),
    dates=("date",),
    texts=("relation", "stage"),
    amounts=("amount_usd",),
)
LAYOUTS = (STARTUPS, COUNTERPARTS, INTERACTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """The three tables, rows in the order of the files, with the columns of their layouts and any others in the file.

    `startups` and `counterparts` have one row per id: the first. `data_hash` is the SHA-256 of the three files.
    """

    startups: pd.DataFrame
    counterparts: pd.DataFrame
    interactions: pd.DataFrame
    data_hash: str


def read_benchmark(folder: Path) -> Benchmark:
    """The benchmark in a folder.

    Raises:
        UnreadableFile: a file is missing, is not UTF-8, or is not a table.
        DataError: a column is missing or named twice.
        RefusedImport: cells are wrong; every one of them is in its problems.
    """
    contents = {}
    for layout in LAYOUTS:
        try:
            contents[layout.file] = (folder / layout.file).read_bytes()
        except OSError as err:
            message = f"{folder / layout.file} cannot be read ({err.strerror}). A benchmark folder holds "
            raise UnreadableFile(message + ", ".join(each.file for each in LAYOUTS), code="missing") from err
    return parse_benchmark(contents)


def parse_benchmark(contents: Mapping[str, bytes]) -> Benchmark:
    """The benchmark in the bytes of its three files, by file name; raises as `read_benchmark` does."""
    startups, counterparts, interactions = (_parse(layout, contents[layout.file]) for layout in LAYOUTS)
    return Benchmark(
        startups=startups.drop_duplicates("id", ignore_index=True),
        counterparts=counterparts.drop_duplicates("id", ignore_index=True),
        interactions=interactions,
        data_hash=data_hash(contents),
    )


def data_hash(contents: Mapping[str, bytes]) -> str:
    """SHA-256 of the three files, each with its name and length before it, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for layout in LAYOUTS:
        content = contents[layout.file]
        digest.update(f"{layout.file} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _parse(layout: Layout, content: bytes) -> pd.DataFrame:
    header, rows = _rows(layout.file, content)
    _check_header(layout, header)
    problems = tuple(_problems(layout, header, rows))
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise RefusedImport(f"{layout.file} was refused: {problems[0].line()}{more}", problems)
    table = pd.DataFrame(rows, columns=header, dtype=str)
    missing = [column for column in (*layout.texts, *layout.amounts) if column not in header]
    table = table.assign(**dict.fromkeys(missing, ""))
    return table.assign(**{column: _numbers(table[column].tolist()) for column in layout.amounts})


def _rows(file: str, content: bytes) -> tuple[list[str], list[list[str]]]:
    """The header and the rows that are not blank, as many cells in each as the header has."""
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except UnicodeDecodeError as err:
        raise UnreadableFile(f"{file} is not UTF-8 text (byte {err.start}); save it as CSV UTF-8", "encoding") from err
    except csv.Error as err:
        raise UnreadableFile(f"{file} is not a comma-separated table: {err}", code="format") from err
    if not lines:
        raise UnreadableFile(f"{file} is empty; its first line must name the columns", code="empty")
    for number, row in enumerate(lines[1:], start=2):
        if row and len(row) != len(lines[0]):
            wrong = f"{len(row)} cells under {len(lines[0])} columns"
            raise DataError(f"{file}, row {number}: {wrong}; look for a missing quote or a comma too many")
    return [name.strip() for name in lines[0]], [row for row in lines[1:] if row]


def _check_header(layout: Layout, header: Sequence[str]) -> None:
    missing = [column for column in (*layout.ids, *layout.dates) if column not in header]
    if missing:
        raise DataError(f'{layout.file} has no column "{missing[0]}"; its columns are {", ".join(header)}')
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise DataError(f'{layout.file} has two columns "{twice[0]}"; keep one')


def _problems(layout: Layout, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Problem]:
    """Every cell that is wrong, row by row."""
    checks = {
        **dict.fromkeys(layout.ids, (_is_id, "empty_id", "an id is missing", "any text")),
        **dict.fromkeys(layout.dates, (_is_date, "wrong_date", "this is not a day", "YYYY-MM-DD or nothing")),
        **dict.fromkeys(layout.amounts, (_is_amount, "wrong_number", "this is not a number", "2500000.0 or nothing")),
    }
    checked = [(column, header.index(column), *checks[column]) for column in checks if column in header]
    for number, row in enumerate(rows, start=2):
        for column, position, is_right, code, message, accepted in checked:
            if not is_right(row[position]):
                yield Problem(
                    code=code,
                    severity=Severity.ERROR,
                    message=message,
                    file=layout.file,
                    row=number,
                    column=column,
                    value=row[position][:80],
                    accepted=accepted,
                )


def _is_id(value: str) -> bool:
    return bool(value.strip())


def _is_date(value: str) -> bool:
    if not value:
        return True
    if not _DAY.fullmatch(value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_amount(value: str) -> bool:
    try:
        return not value or math.isfinite(float(value))
    except ValueError:
        return False


def _numbers(cells: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([float(cell) if cell else np.nan for cell in cells], dtype=np.float64)
