"""A task as files that a peer reads, and its answer read back: what every peer is told is the same, and told once.

A task folder holds `task.json` (ids: past startups, queries, candidates), `deals.npz` (`(n_candidates, n_past)`, 1 per
pair), `days.npz` (the same pairs: days from the oldest deal to their first one, from 1), `past.npz` and `queries.npz`
(the facts of startups, `(n, n_facts)`) and `candidates.npz` (what the kind of a candidate and its portfolio's places
and sectors are, `(n_candidates, n_candidate_facts)`). Matrices are scipy CSR float32; nothing dated on the split or
later is among them, and the answers are not.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from evaluation.benchmark import Benchmark
from evaluation.portfolios import Portfolios, past_portfolios, sector_labels
from evaluation.splits import Task
from matcher.index import tokenize

LABELS = ("country", "region", "metro", "city", "stage")
MIN_STARTUPS = 2
"""Past startups that must share a label, a sector or a word before it is a fact."""
MAX_WORDS = 2000


def task_files(task: Task, benchmark: Benchmark) -> dict[str, bytes]:
    """The files of a task folder by name; the same task gives the same bytes."""
    portfolios = past_portfolios(task, benchmark)
    past, queries, n_labels = startup_facts(portfolios)
    ids = {
        "past": portfolios.past["id"].tolist(),
        "queries": list(task.queries),
        "candidates": list(task.candidates),
        "n_labels": n_labels,
    }
    return {
        "task.json": json.dumps(ids, ensure_ascii=False).encode(),
        "deals.npz": _packed(portfolios.held),
        "days.npz": _packed(_first_days(task, portfolios)),
        "past.npz": _packed(past),
        "queries.npz": _packed(queries),
        "candidates.npz": _packed(_candidate_facts(task, benchmark, portfolios, past[:, :n_labels])),
    }


def startup_facts(portfolios: Portfolios) -> tuple[sp.csr_matrix, sp.csr_matrix, int]:
    """Facts of past startups and of queries, and how many of the columns are labels; the rest are words.

    Labels are 0/1: country, region, metro, city, stage, each sector. Words are TF-IDF of the description, unit rows.
    """
    sides = (portfolios.past, portfolios.queries)
    past, asked = map(_label_lists, sides)
    known = _common(past)
    labels = [_counted(rows, known, binary=True) for rows in (past, asked)]
    words = [[tokenize(text) for text in side["description"]] for side in sides]
    vocabulary = _common(words[0], MAX_WORDS)
    counts = [_counted(rows, vocabulary, binary=False) for rows in words]
    found = np.asarray((counts[0] > 0).sum(axis=0)).ravel()
    rarity = sp.diags(1.0 + np.log((1 + len(past)) / (1 + found)))
    both = [
        sp.csr_matrix(sp.hstack([a, _unit(b @ rarity)]), dtype=np.float32) for a, b in zip(labels, counts, strict=True)
    ]
    return both[0], both[1], len(known)


def _label_lists(startups: pd.DataFrame) -> list[list[str]]:
    sectors = sector_labels(startups)
    columns = [[f"{name}={value}" if value else "" for value in startups[name]] for name in LABELS]
    return [
        [*filter(None, labels), *(f"sector={sector}" for sector in own)]
        for *labels, own in zip(*columns, sectors, strict=True)
    ]


def _common(rows: Sequence[Sequence[str]], most: int | None = None) -> dict[str, int]:
    """The column of each name that `MIN_STARTUPS` rows share: by name, and of the `most` that most rows share."""
    counts = pd.Series([name for row in rows for name in set(row)], dtype=object).value_counts()
    names = sorted((-int(count), str(name)) for name, count in counts.items() if count >= MIN_STARTUPS)
    return {name: position for position, name in enumerate(sorted(name for _, name in names[:most]))}


def _counted(rows: Sequence[Sequence[str]], known: Mapping[str, int], *, binary: bool) -> sp.csr_matrix:
    places = [(row, known[name]) for row, names in enumerate(rows) for name in names if name in known]
    at, columns = np.array(places, dtype=np.int64).reshape(-1, 2).T
    counts = sp.csr_matrix((np.ones(len(places), dtype=np.float32), (at, columns)), shape=(len(rows), len(known)))
    return counts.minimum(1.0) if binary else sp.csr_matrix(counts.log1p())


def _candidate_facts(task: Task, benchmark: Benchmark, portfolios: Portfolios, labels: sp.csr_matrix) -> sp.csr_matrix:
    """The kind of each candidate (0/1) beside the share of its portfolio that has each label."""
    kind = dict(zip(benchmark.counterparts["id"], benchmark.counterparts["kind"], strict=True))
    kinds = [[kind[name]] if kind.get(name) else [] for name in task.candidates]
    size = np.maximum(np.asarray(portfolios.held.sum(axis=1)).ravel(), 1)
    shares = sp.diags(1.0 / size) @ portfolios.held @ labels
    return sp.csr_matrix(sp.hstack([_counted(kinds, _common(kinds), binary=True), shares]))


def _first_days(task: Task, portfolios: Portfolios) -> sp.csr_matrix:
    row = {name: position for position, name in enumerate(task.candidates)}
    column = {name: position for position, name in enumerate(portfolios.past["id"])}
    first = task.history.groupby(["counterpart_id", "startup_id"])["date"].min()
    first = first[[who in row and what in column for who, what in first.index]]
    days = np.array([dt.date.fromisoformat(day).toordinal() for day in first], dtype=np.int64)
    places = ([row[who] for who, _ in first.index], [column[what] for _, what in first.index])
    values = (days - days.min(initial=dt.date.max.toordinal()) + 1).astype(np.float32)
    return sp.csr_matrix((values, places), shape=portfolios.held.shape)


def _unit(matrix: sp.csr_matrix) -> sp.csr_matrix:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sp.csr_matrix(sp.diags(1.0 / np.where(norms > 0, norms, 1.0)) @ matrix)


def _packed(matrix: sp.csr_matrix) -> bytes:
    target = io.BytesIO()
    sp.save_npz(target, sp.csr_matrix(matrix, dtype=np.float32))
    return target.getvalue()
