"""Retrieval: which pairs are worth scoring. By meaning, words, coverage, sector and history, from both sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.features import PairRows, Question, all_pairs
from matcher.features.coverage import coverage_matrix
from matcher.features.sectors import nearest_membership
from matcher.history import SHARPNESS
from matcher.index import FaissIndex, WordIndex
from matcher.sectors import load_coverage
from matcher.text import spoken_text

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalConfig:
    """How wide the net is cast. Up to `score_all` pairs are all scored: retrieval then drops nothing.

    `near` are the nearest counterparts per company by text; `words` by shared words; `covered` those whose fields cover
    the company's best; `sector` by taxonomy; `wish` by taxonomy among those that give what the company says it seeks;
    `past` by what the counterpart did before; `reverse` the nearest companies per counterpart. A way in with 0 is
    closed.
    """

    score_all: int = 150_000
    near: int = 200
    words: int = 100
    covered: int = 400
    sector: int = 200
    wish: int = 150
    past: int = 100
    reverse: int = 10


def retrieve(question: Question, config: RetrievalConfig) -> PairRows:
    """The candidate pairs, companies outermost, both sorted by row, each pair once."""
    n_companies, n_counterparts = len(question.companies), len(question.counterparts)
    if n_companies * n_counterparts <= config.score_all:
        return all_pairs(n_companies, n_counterparts)
    keys = np.concatenate(
        [
            _near(question.company_text.about, question.counterpart_text.about, config.near, n_counterparts),
            _near(question.company_text.needs, question.counterpart_text.about, config.near // 3, n_counterparts),
            _near(question.company_text.about, question.counterpart_text.needs, config.near // 3, n_counterparts),
            _reverse(question, config.reverse),
            _by_words(question, config.words),
            _by_coverage(question, config.covered),
            _by_sector(question, config),
            _by_past(question, config.past),
            _best_described(question, config.words),
        ]
    )
    unique = np.unique(keys)
    return PairRows(
        companies=(unique // n_counterparts).astype(np.int32), counterparts=(unique % n_counterparts).astype(np.int32)
    )


def _near(queries: Floats, vectors: Floats, k: int, n_counterparts: int) -> npt.NDArray[np.int64]:
    companies, counterparts = _nearest(queries, vectors, k)
    return companies * n_counterparts + counterparts


def _reverse(question: Question, k: int) -> npt.NDArray[np.int64]:
    counterparts, companies = _nearest(question.counterpart_text.about, question.company_text.about, k)
    return companies * len(question.counterparts) + counterparts


def _nearest(queries: Floats, vectors: Floats, k: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Rows of the k nearest vectors with a positive product for each query: query rows and vector rows, flat.

    Zero rows, of parties without text, are near nothing.
    """
    asked, known = np.flatnonzero(queries.any(axis=1)), np.flatnonzero(vectors.any(axis=1))
    if k < 1 or not len(asked) or not len(known):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    scores, rows = FaissIndex(vectors[known]).search(queries[asked], min(k, len(known)))
    query, place = np.nonzero(scores > 0)
    return asked[query], known[rows[query, place]]


def _by_words(question: Question, k: int) -> npt.NDArray[np.int64]:
    index = WordIndex([f"{spoken_text(profile)} {profile.needs}" for profile in question.counterparts.profiles])
    scores = (index.scores(f"{spoken_text(profile)} {profile.needs}") for profile in question.companies.profiles)
    return _keys(np.stack([_top(row, k) for row in scores]), len(question.counterparts))


def _by_coverage(question: Question, k: int) -> npt.NDArray[np.int64]:
    """Whose topics and sectors cover most of the company's; who names many fields needs to cover more."""
    reach = coverage_matrix(
        question.companies,
        question.counterparts,
        load_coverage(),
        question.topic_specificity,
        question.sector_specificity,
    )
    return _keys(np.stack([_top(row, k) for row in reach]), len(question.counterparts))


def _by_sector(question: Question, config: RetrievalConfig) -> npt.NDArray[np.int64]:
    """The best described of the company's field, and those of it that give what the company says it seeks."""
    nearest = nearest_membership(question.counterparts.sectors, question.sector_similarity, question.sector_specificity)
    of_field = question.companies.sectors @ nearest.T
    described = of_field * (0.1 + question.counterparts.completeness)[None, :]
    stated = np.where(question.companies.seeks_stated[:, None], question.companies.seeks, np.float32(0.0))
    giving = of_field * (stated @ question.counterparts.offers.T)
    found = [_top(row, config.sector) for row in described], [_top(row, config.wish) for row in giving]
    return np.concatenate([_keys(np.stack(rows), len(question.counterparts)) for rows in found])


def _by_past(question: Question, k: int) -> npt.NDArray[np.int64]:
    if question.history is None or question.past_text is None or not question.history.past:
        return np.empty(0, dtype=np.int64)
    similarity = np.clip(question.company_text.about @ question.past_text.about.T, 0.0, 1.0)
    kernel = np.expm1(SHARPNESS * similarity)
    past_ids = np.array([profile.id for profile in question.history.past])
    kernel[np.array(question.company_ids)[:, None] == past_ids[None, :]] = 0.0
    drawn = np.asarray((question.history.weights @ kernel.T).T)
    return _keys(np.stack([_top(row, k) for row in drawn]), len(question.counterparts))


def _best_described(question: Question, k: int) -> npt.NDArray[np.int64]:
    """A floor under thin companies: the best-described counterparts are candidates for everyone."""
    best = _top(question.counterparts.completeness, k)
    return _keys(np.broadcast_to(best, (len(question.companies), len(best))), len(question.counterparts))


def _top(scores: Floats, k: int) -> npt.NDArray[np.int64]:
    """Rows of the k highest positive scores (ties by row), −1 where fewer are positive."""
    order = np.argsort(-scores, kind="stable")[:k]
    return np.where(scores[order] > 0, order, -1)


def _keys(rows: npt.NDArray[np.int64], n_counterparts: int) -> npt.NDArray[np.int64]:
    companies = np.broadcast_to(np.arange(len(rows))[:, None], rows.shape)
    keys = companies.astype(np.int64) * n_counterparts + rows
    return np.asarray(keys[rows >= 0])
