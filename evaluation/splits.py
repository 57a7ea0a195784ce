"""Who is ranked for whom: splits by time or by programme, never at random over pairs.

The protocol: queries are the startups whose first known round falls into [split, until); candidates are the
counterparts that dealt with `min_history` startups or more before `split`; relevant are the candidates with an
interaction with the startup; a startup without any is no query. Only the history, dated before `split`, may be looked
at when scores are made. Interactions without a date belong to no history.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.benchmark import Benchmark
from matcher.errors import ConfigError

MIN_HISTORY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One ranking task: every candidate is scored for every query.

    `queries` (startup ids) and `candidates` (counterpart ids) are sorted and give matrices their rows and columns.
    `relevant` has one set per query, in the tasks made here never empty. `history` has the columns of the benchmark's
    interactions, in their order. `split` and `until` are `YYYY-MM-DD`, or empty where time was not what split.
    """

    split: str
    until: str
    min_history: int
    queries: tuple[str, ...]
    candidates: tuple[str, ...]
    relevant: Mapping[str, frozenset[str]]
    history: pd.DataFrame
    data_hash: str


def temporal_task(benchmark: Benchmark, split: str, until: str = "", min_history: int = MIN_HISTORY) -> Task:
    """The task of a period: startups first seen in [split, until), or from `split` on when `until` is empty.

    Raises:
        ConfigError: a date is not `YYYY-MM-DD`, the period is empty, or `min_history` is below 1.
    """
    start, end = _day(split), _day(until) if until else dt.date.max
    if start >= end:
        raise ConfigError(f"the period from {split} to {until} is empty; --until must be after --split")
    first = benchmark.startups["first_date"]
    asked = benchmark.startups["id"][(first >= split) & ((first < until) if until else True)]
    date = benchmark.interactions["date"]
    return _task(benchmark, set(asked), (date != "") & (date < split), split=split, until=until, least=min_history)


def leave_programme_out(
    benchmark: Benchmark, column: str, programme: str, *, split: str = "", min_history: int = MIN_HISTORY
) -> Task:
    """The task of one programme, given all others: its startups are the queries and no interaction of theirs is known.

    A programme is what shares a value of `column` of the startups. Time does not count unless `split` is given: then
    queries are those first seen from it on, and the history what the others did before it.

    Raises:
        ConfigError: there is no such column or programme, the date is none, or `min_history` is below 1.
    """
    names = programmes(benchmark, column)
    if programme not in names:
        raise ConfigError(f'no startup has {column} "{programme}"; there are {", ".join(names) or "no values at all"}')
    startups, interactions = benchmark.startups, benchmark.interactions
    own = startups["id"][startups[column] == programme]
    known = ~interactions["startup_id"].isin(own)
    asked = set(own)
    if split:
        _day(split)
        asked &= set(startups["id"][startups["first_date"] >= split])
        known &= (interactions["date"] != "") & (interactions["date"] < split)
    return _task(benchmark, asked, known, split=split, until="", least=min_history)


def programmes(benchmark: Benchmark, column: str) -> tuple[str, ...]:
    """The values of a column of the startups that are not empty, sorted.

    Raises:
        ConfigError: there is no such column.
    """
    if column not in benchmark.startups.columns:
        raise ConfigError(f'startups.csv has no column "{column}"; it has {", ".join(benchmark.startups.columns)}')
    return tuple(sorted(set(benchmark.startups[column].astype(str)) - {""}))


def cold_start(task: Task, least: int, most: int) -> Task:
    """The same task among the candidates that dealt with `least` to `most` startups before, however active others are.

    Queries that none of these is relevant to drop out. For counterparts with a single deal, make the task with
    `min_history` 1.
    """
    count = past_startups(task.history)
    cold = tuple(candidate for candidate in task.candidates if least <= count[candidate] <= most)
    relevant = {query: task.relevant[query] & frozenset(cold) for query in task.queries}
    queries = tuple(query for query in task.queries if relevant[query])
    return replace(task, queries=queries, candidates=cold, relevant={query: relevant[query] for query in queries})


def past_startups(history: pd.DataFrame) -> Mapping[str, int]:
    """How many startups each counterpart of a history dealt with: deals in several rounds of one count once."""
    pairs = history[["startup_id", "counterpart_id"]].drop_duplicates()
    return {str(name): int(count) for name, count in pairs["counterpart_id"].value_counts().items()}


def relevance(task: Task) -> npt.NDArray[np.bool_]:
    """Whether each candidate is relevant to each query, `(n_queries, n_candidates)`."""
    column = {candidate: position for position, candidate in enumerate(task.candidates)}
    matrix = np.zeros((len(task.queries), len(task.candidates)), dtype=np.bool_)
    for row, query in enumerate(task.queries):
        matrix[row, [column[candidate] for candidate in task.relevant[query]]] = True
    return matrix


def rolling_windows(split: str, n: int, months: int) -> tuple[tuple[str, str], ...]:
    """The last `n` periods of so many months before `split`, oldest first; the last one ends at `split`.

    A model that may know nothing from `split` on is trained and chosen on the tasks of these periods. Where a month
    is too short for the day, its last day is taken.

    >>> rolling_windows("2016-01-01", 2, 6)
    (('2015-01-01', '2015-07-01'), ('2015-07-01', '2016-01-01'))

    Raises:
        ConfigError: the date is none, or `months` is below 1.
    """
    end = _day(split)
    if months < 1:
        raise ConfigError(f"a window of {months} months is none; take 1 or more")
    days = [_months_before(end, months * back).isoformat() for back in range(n, -1, -1)]
    return tuple(pairwise(days))


def protocol_hash(task: Task) -> str:
    """SHA-256 of what is asked and what counts as right: split, until, min_history, queries, candidates, relevant."""
    described = [task.split, task.until, task.min_history, task.queries, task.candidates]
    answers = [sorted(task.relevant[query]) for query in task.queries]
    return hashlib.sha256(json.dumps([*described, answers], ensure_ascii=False).encode()).hexdigest()


def _task(
    benchmark: Benchmark, asked: Collection[str], known: pd.Series[bool], *, split: str, until: str, least: int
) -> Task:
    """The task of the startups asked for, given the interactions that are known."""
    if least < 1:
        raise ConfigError(f"--min-history {least}: a candidate has dealt with 1 startup or more before the split")
    history = benchmark.interactions[known].reset_index(drop=True)
    candidates = sorted(name for name, count in past_startups(history).items() if count >= least)
    pairs = benchmark.interactions[["startup_id", "counterpart_id"]]
    pairs = pairs[pairs["startup_id"].isin(asked) & pairs["counterpart_id"].isin(candidates)]
    relevant: dict[str, set[str]] = {}
    for startup, counterpart in zip(pairs["startup_id"], pairs["counterpart_id"], strict=True):
        relevant.setdefault(startup, set()).add(counterpart)
    queries = tuple(sorted(relevant))
    return Task(
        split=split,
        until=until,
        min_history=least,
        queries=queries,
        candidates=tuple(candidates),
        relevant={query: frozenset(relevant[query]) for query in queries},
        history=history,
        data_hash=benchmark.data_hash,
    )


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ConfigError(f'"{text}" is not a day; write it as 2016-01-01')
    return day


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
