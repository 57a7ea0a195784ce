"""A ranker that knows no dates, made of scikit-learn alone: what is reached where the order in time says nothing.

It shares no code with the ranker that it is held against, but for the reading of the files and the split: a mistake of
one is not a mistake of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.benchmark import Benchmark
from evaluation.portfolios import past_portfolios, sector_labels, texts
from evaluation.rankings import Scores
from evaluation.splits import Task

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

FACTS = ("country", "region", "metro", "city", "stage")
PENALTY = 3.0
Likeness = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]
"""Among the startups of the history, `(n_past, n_past)`, and of the queries with them, `(n_queries, n_past)`."""


def timeless_scores(task: Task, benchmark: Benchmark) -> Scores:
    """Kernel ridge regression from the startups of the history to their counterparts, `(n_queries, n_candidates)`.

    The kernel is ((1 + s) / 2)², where s in [0, 1] is the mean of the TF-IDF cosines of texts and of sectors and of
    whether each of country, region, metro, city and stage is known and the same. Dates play no part.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.kernel_ridge import KernelRidge

    portfolios = past_portfolios(task, benchmark)
    past, asked = portfolios.past, portfolios.queries
    if not len(past):
        return np.zeros((len(task.queries), len(task.candidates)), dtype=np.float32)
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english", ngram_range=(1, 2))
    blocks = [
        _cosines(words, texts(past), texts(asked)),
        _cosines(TfidfVectorizer(analyzer=tuple), sector_labels(past), sector_labels(asked)),
        *(_alike(past[name], asked[name]) for name in FACTS),
    ]
    among, across = (((1.0 + np.mean(side, axis=0)) / 2.0) ** 2 for side in zip(*blocks, strict=True))
    held = portfolios.held.T.toarray().astype(np.float64)
    ridge = KernelRidge(alpha=PENALTY, kernel="precomputed").fit(among, held)
    return np.asarray(ridge.predict(across), dtype=np.float32)


def _cosines(vectorizer: TfidfVectorizer, past: Sequence[object], asked: Sequence[object]) -> Likeness:
    """Cosines of what the past has in it; zeros where that is nothing."""
    try:
        known = vectorizer.fit_transform(past)
    except ValueError:
        return np.zeros((len(past), len(past))), np.zeros((len(asked), len(past)))
    return (known @ known.T).toarray(), (vectorizer.transform(asked) @ known.T).toarray()


def _alike(past: pd.Series, asked: pd.Series) -> Likeness:
    """1 where both are known and the same, else 0."""
    from sklearn.preprocessing import OneHotEncoder

    named = sorted(set(past) - {""})
    if not named:
        return np.zeros((len(past), len(past))), np.zeros((len(asked), len(past)))
    encoder = OneHotEncoder(categories=[named], handle_unknown="ignore")
    known = encoder.fit_transform(past.to_numpy(dtype=object)[:, None])
    return (known @ known.T).toarray(), (encoder.transform(asked.to_numpy(dtype=object)[:, None]) @ known.T).toarray()
