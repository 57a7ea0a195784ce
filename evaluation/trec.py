"""Run files in the TREC format: `startup_id Q0 counterpart_id rank score abbina`, 100 lines per query.

A reader that orders by score, equal scores by counterpart id, finds exactly the order that was written: scores are
written in full, and candidates of a task stand in the order of their ids.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from evaluation.rankings import DEPTH, Scores, check_shape, top_rows
from evaluation.splits import Task
from matcher.errors import DataError, UnreadableFile

TAG = "abbina"
_FIELDS = 6

Run = dict[str, tuple[tuple[str, float], ...]]
"""Query id → (candidate id, score), best first."""


def write_run(path: Path, task: Task, scores: Scores, depth: int = DEPTH) -> None:
    """Writes the first `depth` candidates of every query; raises as `format_run` does, before anything is written."""
    path.write_text(format_run(task, scores, depth), encoding="utf-8", newline="\n")


def read_run(path: Path) -> Run:
    """The run in a file.

    Raises:
        UnreadableFile: the file cannot be opened or is not UTF-8.
        DataError: a line is not one of a run.
    """
    try:
        return parse_run(path.read_text(encoding="utf-8"), str(path))
    except OSError as err:
        raise UnreadableFile(f"{path} cannot be read ({err.strerror})", code="missing") from err
    except UnicodeDecodeError as err:
        raise UnreadableFile(f"{path} is not UTF-8 text (byte {err.start})", code="encoding") from err


def format_run(task: Task, scores: Scores, depth: int = DEPTH) -> str:
    """The text of a run, queries by id, each list best first; candidates scored −inf are left out.

    Raises:
        DataError: an id has a space in it, which would end the column.
        ValueError: scores have another shape than the task, or one is NaN.
    """
    check_shape(task, scores)
    _check_ids(task.queries, "startup")
    _check_ids(task.candidates, "counterpart")
    return "".join(f"{line}\n" for line in _lines(task, scores, depth))


def parse_run(text: str, file: str = "run") -> Run:
    """The run in a text, queries in the order they are first met; ranks are not read, scores decide.

    Raises:
        DataError: a line has not six columns, its score is not a number, or a candidate is listed twice.
    """
    found: dict[str, dict[str, float]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        fields, place = line.split(), f"{file}, line {number}"
        if not fields:
            continue
        if len(fields) != _FIELDS:
            raise DataError(f"{place}: {len(fields)} columns; a run has: query Q0 candidate rank score tag")
        query, candidate, score = fields[0], fields[2], _score(fields[4], place)
        if candidate in found.setdefault(query, {}):
            raise DataError(f"{place}: {candidate} is listed twice for {query}; keep one")
        found[query][candidate] = score
    return {query: _in_order(listed) for query, listed in found.items()}


def run_scores(run: Run, task: Task, name: str) -> Scores:
    """A run as the scores of a task, called `name` in errors: minus the place in the list, −inf where not listed.

    Raises:
        DataError: it names a query or candidate that the task does not have, or a query has no list.
    """
    row = {query: position for position, query in enumerate(task.queries)}
    column = {candidate: position for position, candidate in enumerate(task.candidates)}
    scores = np.full((len(row), len(column)), -np.inf, dtype=np.float32)
    missing = [query for query in task.queries if query not in run]
    if missing:
        raise DataError(f"{name} has no list for {missing[0]} ({len(missing)} queries without one)")
    for query, listed in run.items():
        for candidate, _ in listed:
            if query not in row or candidate not in column:
                raise DataError(f"{name} lists {candidate} for {query}, which the task does not have")
        # The place in the list, not the score: two scores that differ may be one and the same in float32.
        scores[row[query], [column[candidate] for candidate, _ in listed]] = -np.arange(len(listed), dtype=np.float32)
    return scores


def _lines(task: Task, scores: Scores, depth: int) -> Iterator[str]:
    for row, (query, listed) in enumerate(zip(task.queries, top_rows(scores, depth), strict=True)):
        for rank, column in enumerate(listed[listed >= 0].tolist(), start=1):
            yield f"{query} Q0 {task.candidates[column]} {rank} {float(scores[row, column])!r} {TAG}"


def _in_order(listed: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(listed.items(), key=lambda pair: (-pair[1], pair[0])))


def _check_ids(ids: Sequence[str], side: str) -> None:
    for name in ids:
        if name.split() != [name]:
            raise DataError(f"the {side} id {name!r} has a space in it or is empty, and a run file separates by spaces")


def _score(text: str, place: str) -> float:
    try:
        score = float(text)
    except ValueError as err:
        raise DataError(f'{place}: the score "{text}" is not a number') from err
    if math.isnan(score):
        raise DataError(f"{place}: the score is NaN and has no place in an order")
    return score
