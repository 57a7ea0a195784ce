"""The ranker over past deals on a benchmark: its ledger, its training, its scores in the rows and columns of a task."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from evaluation.benchmark import Benchmark
from evaluation.rankings import Scores
from evaluation.splits import Task
from matcher.errors import ConfigError
from matcher.learning import PastConfig, PastRanker, train_past_ranker
from matcher.past import Ledger, build_ledger
from matcher.past.vectors import encode_prose
from models.encoders import Encoder


def to_ledger(benchmark: Benchmark, encoder: Encoder | None = None) -> Ledger:
    """The benchmark as a ledger; the text of a startup is its description, sectors and name.

    With an encoder the texts of startups that have a description are there as vectors too.
    """
    startups = benchmark.startups.copy()
    startups["text"] = startups["description"] + " " + startups["sectors"] + " " + startups["name"]
    startups["sectors"] = [[name.strip() for name in cell.split(";") if name.strip()] for cell in startups["sectors"]]
    ledger = build_ledger(startups, benchmark.interactions.rename(columns={"startup_id": "company_id"}))
    if encoder is None:
        return ledger
    described = startups[startups["description"].str.strip() != ""]
    prose = dict(zip(described["id"].astype(str), described["text"].astype(str), strict=True))
    return replace(ledger, vectors=encode_prose(ledger.company_ids, prose, encoder))


def train_before(
    ledger: Ledger, until: str, *, min_history: int, seed: int, left_out: tuple[str, ...] = ()
) -> PastRanker:
    """A ranker trained on what is dated before `until` (`YYYY-MM-DD`), without the groups of features `left_out`."""
    config = PastConfig(min_deals=min_history, left_out=left_out)
    return train_past_ranker(ledger, _ordinal(until), config, np.random.default_rng(seed))


def score_task(ranker: PastRanker, ledger: Ledger, task: Task) -> Scores:
    """`(n_queries, n_candidates)` scores; a row has mean 0.

    Raises:
        ConfigError: the ranker was trained on what came after the split: it has seen what it would be asked. Or it was
            trained on texts as another encoder reads them.
    """
    split = _ordinal(task.split)
    if ranker.trained_until > split:
        trained = dt.date.fromordinal(ranker.trained_until).isoformat()
        raise ConfigError(
            f"the model was trained on everything before {trained} and would be asked about {task.split}: it has seen "
            f"the answers. Train one with --until {task.split}, or ask from {trained} on"
        )
    row_of = {company_id: row for row, company_id in enumerate(ledger.company_ids)}
    queries = np.array([row_of[query] for query in task.queries], dtype=np.int64)
    ranker = replace(ranker, config=replace(ranker.config, min_deals=task.min_history))
    scores, candidates = ranker.score(ledger, queries, split)
    column_of = {ledger.counterpart_ids[row]: column for column, row in enumerate(candidates)}
    return scores[:, [column_of[candidate] for candidate in task.candidates]].astype(np.float32)


def retrained_scores(ledger: Ledger, task: Task, *, seed: int, left_out: tuple[str, ...] = ()) -> Scores:
    """Scores of a ranker trained on what precedes the split of the task, without the groups of features `left_out`."""
    ranker = train_before(ledger, task.split, min_history=task.min_history, seed=seed, left_out=left_out)
    return score_task(ranker, ledger, task)


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()
