"""Events where both sides rated and accepted or refused each other, and their halves: what is seen and what is hidden.

A matrix of an event is `(n_a, n_b)` float64, rows in the order of `a_ids`, columns in that of `b_ids`, whoever rates.
Ratings are in [0, 10], decisions 0 or 1; NaN is a pair that did not meet, a rating not given, or one that is hidden.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matcher.errors import DataError, RefusedImport, UnreadableFile
from matcher.problems import Problem, Severity

Floats = npt.NDArray[np.float64]
Cells = npt.NDArray[np.bool_]

FILE = "ratings.csv"
EVENT, SIDE_A, SIDE_B = "event", "side_a", "side_b"
RATINGS = ("a_rates_b", "b_rates_a")
DECISIONS = ("a_wants_b", "b_wants_a")
COLUMNS = (EVENT, SIDE_A, SIDE_B, *RATINGS, *DECISIONS)
HIGHEST = 10.0
_TRADES_PER_PERSON = 10

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event: who was there, ids in order, and what each side said of the other."""

    id: str
    a_ids: tuple[str, ...]
    b_ids: tuple[str, ...]
    a_rates: Floats
    b_rates: Floats
    a_wants: Floats
    b_wants: Floats

    @property
    def met(self) -> Cells:
        """The pairs whose two decisions are known."""
        found: Cells = ~np.isnan(self.a_wants) & ~np.isnan(self.b_wants)
        return found

    @property
    def mutual(self) -> Cells:
        """The pairs where both said yes; False where a decision is not known."""
        found: Cells = (self.a_wants == 1.0) & (self.b_wants == 1.0)
        return found


def read_events(folder: Path) -> tuple[Event, ...]:
    """The events in `ratings.csv` of a folder, in the order of the file; raises as `parse_events` does.

    Raises:
        UnreadableFile: the file is missing.
    """
    try:
        content = (folder / FILE).read_bytes()
    except OSError as err:
        columns = ", ".join(COLUMNS)
        message = (
            f"{folder / FILE} cannot be read ({err.strerror}); name a folder that holds it, with columns {columns}"
        )
        raise UnreadableFile(message, code="missing") from err
    return parse_events(content)


def parse_events(content: bytes) -> tuple[Event, ...]:
    """The events in the bytes of a file with one row per pair that met, in the order of the file.

    Raises:
        UnreadableFile: the file is not UTF-8 or holds no pair.
        DataError: a column is missing.
        RefusedImport: cells are wrong or a pair stands twice; every one is in its problems.
    """
    rows = _rows(content)
    problems = tuple(_problems(rows))
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise RefusedImport(f"{FILE} was refused: {problems[0].line()}{more}", problems)
    events = dict.fromkeys(row[EVENT] for row in rows)
    return tuple(_event(each, [row for row in rows if row[EVENT] == each]) for each in events)


def seen_half(event: Event, rng: np.random.Generator) -> tuple[Event, Cells]:
    """The event with half of its pairs hidden, and which they are; no pair is both seen and hidden."""
    hidden = halve(event.met, rng)
    return hide(event, hidden), hidden


def hide(event: Event, hidden: Cells) -> Event:
    """The event without anything that either side said of the hidden pairs."""
    return replace(
        event,
        a_rates=np.where(hidden, np.nan, event.a_rates),
        b_rates=np.where(hidden, np.nan, event.b_rates),
        a_wants=np.where(hidden, np.nan, event.a_wants),
        b_wants=np.where(hidden, np.nan, event.b_wants),
    )


def halve(cells: Cells, rng: np.random.Generator) -> Cells:
    """Half of the cells, drawn so that every row has exactly half of its own and every column nearly so.

    A row with an odd number gives one more or one less. Rows take the columns least taken so far, then trade them at
    random (the curveball of Strona et al. 2014), which keeps the counts of rows and columns.
    """
    half = np.zeros_like(cells)
    for row in rng.permutation(len(cells)):
        own = rng.permutation(np.flatnonzero(cells[row]))
        n_taken = (len(own) + int(rng.integers(2))) // 2
        order = np.argsort(half[:, own].sum(axis=0), kind="stable")
        half[row, own[order[:n_taken]]] = True
    for _ in range(_TRADES_PER_PERSON * len(cells) if len(cells) > 1 else 0):
        _trade(half, cells, rng)
    return half


def _trade(half: Cells, cells: Cells, rng: np.random.Generator) -> None:
    """Two rows pool the columns that one of them has and the other could have, and deal them out again."""
    first, second = rng.choice(len(cells), size=2, replace=False)
    pooled = np.flatnonzero((half[first] != half[second]) & cells[first] & cells[second])
    given = rng.permutation(pooled)[: int(half[first, pooled].sum())]
    half[first, pooled], half[second, pooled] = False, True
    half[first, given], half[second, given] = True, False


def _rows(content: bytes) -> list[dict[str, str]]:
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), restval="")
        rows = list(reader)
    except UnicodeDecodeError as err:
        raise UnreadableFile(f"{FILE} is not UTF-8 text (byte {err.start}); save it as CSV UTF-8", "encoding") from err
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise DataError(f'{FILE} has no column "{missing[0]}"; it needs {", ".join(COLUMNS)}')
    if not rows:
        raise UnreadableFile(f"{FILE} holds no pair; every row after the header is one", code="empty")
    return rows


def _problems(rows: Sequence[Row]) -> Iterator[Problem]:
    """Every cell that is wrong, and every pair that stands twice, row by row."""
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, start=2):
        for column in (EVENT, SIDE_A, SIDE_B):
            if not row[column].strip():
                yield _problem("empty_id", "an id is missing", number, row, column, "any text")
        for column in RATINGS:
            if not _is_rating(row[column]):
                yield _problem("wrong_rating", "this is not a rating", number, row, column, "0 to 10, or nothing")
        for column in DECISIONS:
            if row[column] not in ("0", "1"):
                yield _problem("wrong_decision", "this is not a decision", number, row, column, "0 or 1")
        pair = (row[EVENT], row[SIDE_A], row[SIDE_B])
        if pair in seen:
            message = f"the pair stands in row {seen[pair]} already; keep one"
            yield _problem("repeated_pair", message, number, row, SIDE_B, "each pair once in an event")
        seen.setdefault(pair, number)


def _problem(code: str, message: str, number: int, row: Row, column: str, accepted: str) -> Problem:
    return Problem(
        code=code,
        severity=Severity.ERROR,
        message=message,
        file=FILE,
        row=number,
        column=column,
        value=row[column][:80],
        accepted=accepted,
    )


def _is_rating(cell: str) -> bool:
    try:
        return not cell or 0.0 <= float(cell) <= HIGHEST
    except ValueError:
        return False


def _event(event_id: str, rows: Sequence[Row]) -> Event:
    a_ids, b_ids = (tuple(sorted({row[side] for row in rows})) for side in (SIDE_A, SIDE_B))
    places = [(a_ids.index(row[SIDE_A]), b_ids.index(row[SIDE_B])) for row in rows]
    matrices = {}
    for column in (*RATINGS, *DECISIONS):
        matrices[column] = np.full((len(a_ids), len(b_ids)), np.nan)
        for place, row in zip(places, rows, strict=True):
            matrices[column][place] = float(row[column] or "nan")
    a_rates, b_rates, a_wants, b_wants = (matrices[column] for column in (*RATINGS, *DECISIONS))
    return Event(
        id=event_id, a_ids=a_ids, b_ids=b_ids, a_rates=a_rates, b_rates=b_rates, a_wants=a_wants, b_wants=b_wants
    )
