"""How well the theses of counterparts cover what companies do, field by field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.features.topics import SLIGHT
from matcher.pairs import PairRows
from matcher.sectors import Coverage
from matcher.sides import PreparedSide
from matcher.topic_membership import ONCE

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How the fields of each pair's company lie in what its counterpart covers, each `(n_pairs,)` float32 in [0, 1].

    `topics` and `sectors` are the share of the company's own that is covered, weighed by how specific they are;
    `best_sector` is the sector of it that is covered best. The other way round, `named_topics` and `named_sectors` are
    the share of what the counterpart names that covers the company, and `best_field` the field of it that does so best.
    All are 0 where a side names nothing; of a side that is hardly in any field (`SLIGHT`) no share reaches 1.
    """

    topics: Floats
    sectors: Floats
    best_sector: Floats
    named_topics: Floats
    named_sectors: Floats
    best_field: Floats


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
    total = np.maximum(np.stack([named[:, :n_topics].sum(axis=1), named[:, n_topics:].sum(axis=1)]), SLIGHT)
    own = np.hstack([companies.topics * topic_specificity, companies.sectors * sector_specificity])
    # one term of its text is enough for a company to be wholly of a field
    firm = np.minimum(1.0, np.hstack([companies.topics, companies.sectors]) / np.float32(ONCE))
    found = np.zeros((6, len(pairs)), dtype=np.float32)
    for company, at in pairs.by_company():
        theirs = of_pair[at]
        topics, sectors = own[company, :n_topics], own[company, n_topics:]
        taken = reach[theirs]
        found[0, at] = taken[:, :n_topics] @ topics / max(float(topics.sum()), SLIGHT)
        found[1, at] = taken[:, n_topics:] @ sectors / max(float(sectors.sum()), SLIGHT)
        found[2, at] = (taken[:, n_topics:] * sectors).max(axis=1, initial=0.0)
        near = (coverage.share * firm[company]).max(axis=1)
        borne = named[theirs] * near
        found[3, at] = borne[:, :n_topics].sum(axis=1) / total[0, theirs]
        found[4, at] = borne[:, n_topics:].sum(axis=1) / total[1, theirs]
        found[5, at] = borne.max(axis=1, initial=0.0)
    return Covered(
        topics=found[0],
        sectors=found[1],
        best_sector=found[2],
        named_topics=found[3],
        named_sectors=found[4],
        best_field=found[5],
    )


def _reach(named: Floats, share: Floats) -> Floats:
    """How well each row covers each field by the best of what it names, `(n, n_fields)` in [0, 1]."""
    reach = np.zeros_like(named)
    for thesis in np.flatnonzero(named.any(axis=0)):
        takes = np.flatnonzero(share[thesis])
        rows = np.flatnonzero(named[:, thesis])
        there = np.ix_(rows, takes)
        reach[there] = np.maximum(reach[there], named[rows, thesis, None] * share[thesis, takes])
    return reach
