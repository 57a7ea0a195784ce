"""How well the theses of counterparts cover what companies do, field by field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.features.topics import SLIGHT
from matcher.pairs import PairRows
from matcher.sectors import Coverage
from matcher.sides import PreparedSide

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How the fields of each pair's company lie in what its counterpart covers, each `(n_pairs,)` float32 in [0, 1].

    `topics` and `sectors` are the share of the company's own that is covered, weighed by how specific they are;
    `best_sector` is the sector of it that is covered best. All are 0 where a side names nothing; of a company that is
    hardly in any field (`SLIGHT`) no share reaches 1.
    """

    topics: Floats
    sectors: Floats
    best_sector: Floats


def covered(
    companies: PreparedSide,
    counterparts: PreparedSide,
    pairs: PairRows,
    coverage: Coverage,
    topic_specificity: Floats,
    sector_specificity: Floats,
) -> Covered:
    """How well each pair's counterpart covers its company; see `Covered`.

    `topic_specificity` `(n_topics,)` and `sector_specificity` `(n_sectors,)` weigh the company's fields.
    """
    rows, of_pair = np.unique(pairs.counterparts, return_inverse=True)
    n_topics = coverage.n_topics
    named = np.hstack([counterparts.topics[rows], counterparts.sectors[rows]])
    reach = _reach(named, coverage.share)
    own = np.hstack([companies.topics * topic_specificity, companies.sectors * sector_specificity])
    found = np.zeros((3, len(pairs)), dtype=np.float32)
    for company, at in pairs.by_company():
        topics, sectors = own[company, :n_topics], own[company, n_topics:]
        taken = reach[of_pair[at]]
        found[0, at] = taken[:, :n_topics] @ topics / max(float(topics.sum()), SLIGHT)
        found[1, at] = taken[:, n_topics:] @ sectors / max(float(sectors.sum()), SLIGHT)
        found[2, at] = (taken[:, n_topics:] * sectors).max(axis=1, initial=0.0)
    return Covered(topics=found[0], sectors=found[1], best_sector=found[2])


def coverage_matrix(
    companies: PreparedSide,
    counterparts: PreparedSide,
    coverage: Coverage,
    topic_specificity: Floats,
    sector_specificity: Floats,
) -> Floats:
    """How much of each company the counterparts cover, for how many fields they name: `(n_companies, n_counterparts)`.

    The sum of the covered shares of its topics and of its sectors, over the square root of what the counterpart names:
    to find candidates by. 0 where a side names nothing.
    """
    named = np.hstack([counterparts.topics, counterparts.sectors])
    own = np.hstack([companies.topics * topic_specificity, companies.sectors * sector_specificity])
    total = np.ones_like(own)
    for fields in (slice(None, coverage.n_topics), slice(coverage.n_topics, None)):
        total[:, fields] = np.maximum(own[:, fields].sum(axis=1, keepdims=True), SLIGHT)
    breadth = np.sqrt(np.maximum(named.sum(axis=1), 1.0))
    return np.asarray((own / total) @ _reach(named, coverage.share).T / breadth, dtype=np.float32)


def _reach(named: Floats, share: Floats) -> Floats:
    """How well each row covers each field by the best of what it names, `(n, n_fields)` in [0, 1]."""
    reach = np.zeros_like(named)
    for thesis in np.flatnonzero(named.any(axis=0)):
        takes = np.flatnonzero(share[thesis])
        rows = np.flatnonzero(named[:, thesis])
        there = np.ix_(rows, takes)
        reach[there] = np.maximum(reach[there], named[rows, thesis, None] * share[thesis, takes])
    return reach
