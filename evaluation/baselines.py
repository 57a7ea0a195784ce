"""Simple ways to score, which anything trained has to beat.

Each is a function of a task and its benchmark → `(n_queries, n_candidates)` float32, higher is better, in the order of
the task. They look at the task's history, at what is known of past startups and of the queries themselves, and at
nothing else. Where nothing is known a row is constant, so that ids decide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from evaluation.benchmark import Benchmark
from evaluation.portfolios import past_portfolios, popularity, sector_labels, texts
from evaluation.rankings import Scores
from evaluation.splits import Task
from matcher.index import WordIndex, tokenize

Baseline = Callable[[Task, Benchmark], Scores]
Floats = npt.NDArray[np.float32]

SEED = 0
REGION_WEIGHT = 0.7
REGION_SHRINKAGE = 1.0
"""Deals' worth of the average region that is added to every counterpart."""
SHARPNESS = 8.0
"""How much more a near past startup counts than a far one: weight exp(8 · similarity) − 1."""
PLACES = ("country", "region", "metro", "city")


def random_scores(task: Task, benchmark: Benchmark) -> Scores:  # noqa: ARG001 - the signature of a baseline
    """A different order for every query, always the same one."""
    shape = (len(task.queries), len(task.candidates))
    return np.random.default_rng(SEED).random(shape, dtype=np.float32)


def popularity_scores(task: Task, benchmark: Benchmark) -> Scores:  # noqa: ARG001 - the signature of a baseline
    """The logarithm of how many startups the candidate dealt with: the same order for every query."""
    return np.tile(np.log(popularity(task)).astype(np.float32), (len(task.queries), 1))


def region_popularity(task: Task, benchmark: Benchmark) -> Scores:
    """Popularity + 0.7 × how much likelier the query's region is in the candidate's portfolio than in the whole past.

    The lift is ln((n_region + α·share) / (n + α) / share), α = 1; 0 where the region is empty or new.
    """
    portfolios = past_portfolios(task, benchmark)
    regions = sorted(set(portfolios.past["region"]) - {""})
    lifts = np.zeros((len(task.candidates), len(regions) + 1), dtype=np.float32)
    if regions:
        lifts[:, :-1] = _lifts(portfolios.held, _one_hot(portfolios.past["region"], regions))
    column = {name: position for position, name in enumerate(regions)}
    asked = [column.get(name, len(regions)) for name in portfolios.queries["region"]]
    return popularity_scores(task, benchmark) + REGION_WEIGHT * lifts[:, asked].T


def tfidf_profile(task: Task, benchmark: Benchmark) -> Scores:
    """The TF-IDF cosine of the query's text and all texts of the candidate's portfolio taken as one, in [0, 1]."""
    portfolios = past_portfolios(task, benchmark)
    past, asked = _tfidf(texts(portfolios.past), texts(portfolios.queries))
    return _dense(asked @ _unit_rows(portfolios.held @ past).T)


def tfidf_knn(task: Task, benchmark: Benchmark) -> Scores:
    """ln(1 + Σ over the candidate's portfolio of exp(8 · TF-IDF cosine) − 1)."""
    portfolios = past_portfolios(task, benchmark)
    past, asked = _tfidf(texts(portfolios.past), texts(portfolios.queries))
    return _soft_neighbours(_dense(asked @ past.T), portfolios.held)


def bm25_knn(task: Task, benchmark: Benchmark) -> Scores:
    """The sum of the BM25 of the query's text over the texts of the candidate's portfolio."""
    portfolios = past_portfolios(task, benchmark)
    index = WordIndex(texts(portfolios.past))
    found = np.zeros((len(task.queries), len(portfolios.past)), dtype=np.float32)
    for row, text in enumerate(texts(portfolios.queries)):
        found[row] = index.scores(text)
    return np.ascontiguousarray((portfolios.held @ found.T).T, dtype=np.float32)


def sector_knn(task: Task, benchmark: Benchmark) -> Scores:
    """The same as `tfidf_knn` on the sector labels alone, whole labels, rare ones weighing more."""
    portfolios = past_portfolios(task, benchmark)
    past, asked = _label_vectors(sector_labels(portfolios.past), sector_labels(portfolios.queries))
    return _soft_neighbours(_dense(asked @ past.T), portfolios.held)


def place_knn(task: Task, benchmark: Benchmark) -> Scores:
    """The same on places: similarity is the share of country, region, metro and city that are known and alike."""
    portfolios = past_portfolios(task, benchmark)
    alike = np.zeros((len(task.queries), len(portfolios.past)), dtype=np.float32)
    for level in PLACES:
        asked, past = (side[level].to_numpy(dtype=object) for side in (portfolios.queries, portfolios.past))
        alike += (asked[:, None] == past) & (asked[:, None] != "")
    return _soft_neighbours(alike / np.float32(len(PLACES)), portfolios.held)


BASELINES: dict[str, Baseline] = {
    "random": random_scores,
    "popularity": popularity_scores,
    "region-popularity": region_popularity,
    "tfidf-profile": tfidf_profile,
    "tfidf-knn": tfidf_knn,
    "bm25-knn": bm25_knn,
    "sector-knn": sector_knn,
    "place-knn": place_knn,
}
"""Every baseline by its name in tables, weakest idea first."""


def _soft_neighbours(similarity: Floats, held: sp.csr_matrix) -> Scores:
    """ln(1 + Σ exp(8 · similarity) − 1 over each portfolio); similarity is `(n_queries, n_past)` in [0, 1]."""
    weights = np.expm1(SHARPNESS * similarity)
    return np.ascontiguousarray(np.log1p((held @ weights.T).T), dtype=np.float32)


def _lifts(held: sp.csr_matrix, groups: sp.csr_matrix) -> Floats:
    """The ln of each group's share of a portfolio over its share of the past, `(n_candidates, n_groups)`, shrunk."""
    counts = _dense(held @ groups).astype(np.float64)
    share = np.asarray(groups.sum(axis=0)).ravel() / groups.shape[0]
    sizes = np.asarray(held.sum(axis=1)).reshape(-1, 1)
    shrunk = (counts + REGION_SHRINKAGE * share) / (sizes + REGION_SHRINKAGE)
    return np.asarray(np.log(shrunk / share), dtype=np.float32)


def _one_hot(values: pd.Series[str], groups: Sequence[str]) -> sp.csr_matrix:
    column = {name: position for position, name in enumerate(groups)}
    places = [(row, column[value]) for row, value in enumerate(values) if value in column]
    return _ones(places, (len(values), len(groups)))


def _tfidf(past: Sequence[str], asked: Sequence[str]) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """Unit TF-IDF rows over words and word pairs that two past texts have or more; zero rows where none is known."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=_words_and_pairs, sublinear_tf=True, min_df=2, dtype=np.float32)
    try:
        vectors = vectorizer.fit_transform(past)
    except ValueError:  # scikit-learn refuses a vocabulary without words
        return sp.csr_matrix((len(past), 1), dtype=np.float32), sp.csr_matrix((len(asked), 1), dtype=np.float32)
    return vectors, vectorizer.transform(asked)


def _words_and_pairs(text: str) -> list[str]:
    words = tokenize(text)
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def _label_vectors(
    past: Sequence[Sequence[str]], asked: Sequence[Sequence[str]]
) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """Unit rows over the labels of the past, each weighing 1 + ln((1 + n) / (1 + n with it)); zero rows where none."""
    labels = sorted({label for row in past for label in row})
    column = {label: position for position, label in enumerate(labels)}
    sides = []
    for rows in (past, asked):
        places = [(number, column[label]) for number, row in enumerate(rows) for label in row if label in column]
        sides.append(_ones(places, (len(rows), max(1, len(labels)))))
    with_label = np.asarray(sides[0].sum(axis=0)).ravel()
    weights = sp.diags(1.0 + np.log((1 + len(past)) / (1 + with_label))).astype(np.float32)
    return _unit_rows(sides[0] @ weights), _unit_rows(sides[1] @ weights)


def _ones(places: Sequence[tuple[int, int]], shape: tuple[int, int]) -> sp.csr_matrix:
    rows, columns = np.array(places, dtype=np.int64).reshape(-1, 2).T
    return sp.csr_matrix((np.ones(len(places), dtype=np.float32), (rows, columns)), shape=shape)


def _unit_rows(matrix: sp.csr_matrix) -> sp.csr_matrix:
    """Rows at length 1, zero rows as they are."""
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sp.csr_matrix(sp.diags(1.0 / np.where(norms > 0, norms, 1.0)) @ matrix)


def _dense(matrix: sp.csr_matrix) -> Floats:
    return np.ascontiguousarray(matrix.toarray(), dtype=np.float32)
