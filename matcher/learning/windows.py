"""Training questions from the past itself: as of an earlier day, who dealt with the companies that came next?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.learning.config import PastConfig
from matcher.past.ledger import Ints, Ledger
from matcher.past.view import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Companies first seen from `start` on and before `end`, and the candidates as of `start`."""

    start: int
    end: int
    queries: Ints
    candidates: Ints
    relevant: npt.NDArray[np.bool_]


def rolling_windows(ledger: Ledger, split_day: int, config: PastConfig) -> list[Window]:
    """Windows that end at `split_day` and before, the latest first; one without a question is left out.

    Relevant are the candidates with a deal with the company dated before `split_day`; a company without one asks
    nothing.
    """
    known = ledger.before(split_day)
    ends = [split_day - number * config.window_days for number in range(config.n_windows)]
    windows = [open_window(known, end - config.window_days, end, config.min_deals) for end in ends]
    return [window for window in windows if len(window.queries)]


def open_window(known: Ledger, start: int, end: int, min_deals: int) -> Window:
    """The window over a ledger that holds only what may be known of its outcome."""
    candidates = known.before(start).experienced(min_deals)
    seen = known.first_seen()
    queries = np.flatnonzero((seen >= start) & (seen < end))
    relevant = deals_between(known, queries, candidates)
    asked = relevant.any(axis=1)
    return Window(start=start, end=end, queries=queries[asked], candidates=candidates, relevant=relevant[asked])


def deals_between(ledger: Ledger, queries: Ints, candidates: Ints) -> npt.NDArray[np.bool_]:
    """Whether there is a deal in the ledger, `(n_queries, n_candidates)`."""
    row = np.full(len(ledger.company_ids), -1, dtype=np.int64)
    column = np.full(len(ledger.counterpart_ids), -1, dtype=np.int64)
    row[queries], column[candidates] = np.arange(len(queries)), np.arange(len(candidates))
    rows, columns = row[ledger.deal_company], column[ledger.deal_counterpart]
    both = (rows >= 0) & (columns >= 0)
    found = np.zeros((len(queries), len(candidates)), dtype=np.bool_)
    found[rows[both], columns[both]] = True
    return found


def draw_lists(relevant: npt.NDArray[np.bool_], n_negatives: int, rng: np.random.Generator) -> list[Ints]:
    """For each row the columns of its training list, ascending: all relevant ones and those drawn of all."""
    n_candidates = relevant.shape[1]
    lists = []
    for row in relevant:
        drawn = rng.choice(n_candidates, min(n_negatives, n_candidates), replace=False)
        lists.append(np.union1d(np.flatnonzero(row), drawn))
    return lists


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingLists:
    """Rows of features list after list, `(n, n_features)`, with relevance `(n,)` and the rows of each list."""

    features: Floats
    relevance: npt.NDArray[np.int8]
    sizes: Ints


def join_lists(parts: list[TrainingLists]) -> TrainingLists:
    """All lists, in this order."""
    return TrainingLists(
        features=np.concatenate([part.features for part in parts]),
        relevance=np.concatenate([part.relevance for part in parts]),
        sizes=np.concatenate([part.sizes for part in parts]),
    )
