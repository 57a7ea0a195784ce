"""What readers would say of a shown pair told apart by what the judge reads: fields, wishes, what the other says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import factorial

import numpy as np
import numpy.typing as npt

from matcher.features.judgement import COLUMNS, load_judge, typical_pair
from matcher.features.table import JUDGEMENT, judgement_table
from matcher.matching import Matching
from matcher.pairs import PairRows

PREFIX = f"{JUDGEMENT}_"
"""What the name of a part starts with where it stands among the features."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "fields": (
        *("about", "sector", "topic", "apart", "elsewhere"),
        *("covered_topics", "covered_sectors", "best_covered_sector"),
    ),
    "wishes": (
        *("wanted_by_company", "stage", "stages_past", "company_stage"),
        *("says_wishes", "seeks_capital", "wishes", "is_corporate", "is_accelerator"),
    ),
    "counterpart": (
        *("limits", "thesis", "topics_named", "clearest_topic", "general_topics", "sectors_named"),
        *("text_length", "labels", "first_stage", "last_stage", "countries", "least_ticket", "crowding"),
    ),
}
"""The columns of the judge that make up each part."""
_ROUNDING = 1e-9


def judgement_shares(matching: Matching, positions: Sequence[int]) -> list[dict[str, float]]:
    """Of each pair at these positions, each part's share of its judgement; {} for a pair that was not judged.

    Shares sum to 1; parts that pull against one another have shares below 0 or above 1. A part is worth what the trees'
    sum changes when it takes the place of that part of a typical pair, on average over the orders in which the parts
    may do so (Shapley 1953). What a typical pair has is shared out evenly; a sum beyond the bounds of a judgement is
    scaled down as a whole.
    """
    judged = [row for row, position in enumerate(positions) if matching.features[JUDGEMENT][position]]
    shares: list[dict[str, float]] = [{} for _ in positions]
    for row, found in zip(judged, _shares(matching, [positions[row] for row in judged]), strict=True):
        shares[row] = found
    return shares


def _shares(matching: Matching, positions: Sequence[int]) -> list[dict[str, float]]:
    at = np.asarray(positions, dtype=np.int64)
    pairs = PairRows(companies=matching.pairs.companies[at], counterparts=matching.pairs.counterparts[at])
    parts_of_pair = {name: column[at] for name, column in matching.features.items()}
    sums = _worth(judgement_table(matching.question, pairs, parts_of_pair))
    total = sums.sum(axis=1, keepdims=True)
    shares = np.divide(sums, total, out=np.zeros_like(sums), where=np.abs(total) > _ROUNDING)
    return [dict(zip(PARTS, map(float, row), strict=True)) for row in shares]


def _worth(table: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """What each part of each pair adds to the trees' sum, `(n, n_parts)`; a row sums to that of its pair."""
    n_parts = len(PARTS)
    part_of = {column: part for part, columns in enumerate(PARTS.values()) for column in columns}
    parts = np.array([part_of[column] for column in COLUMNS])
    taken = np.array(list(product((False, True), repeat=n_parts)))
    rows = np.where(taken[:, None, parts], table[None, :, :], typical_pair())
    sums = load_judge().score(rows.reshape(-1, len(COLUMNS))).reshape(len(taken), len(table))
    worth = np.tile(sums[0][:, None] / n_parts, n_parts)
    for number, others in enumerate(taken):
        before = int(others.sum())
        for part in np.flatnonzero(~others):
            weight = factorial(before) * factorial(n_parts - before - 1) / factorial(n_parts)
            worth[:, part] += weight * (sums[number + (1 << (n_parts - 1 - int(part)))] - sums[number])
    return worth


def parts_told_apart(terms: Mapping[str, float], shares: Mapping[str, float]) -> dict[str, float]:
    """The terms with the judgement's split into its parts, in its place; their sum stays the same."""
    if not terms.get(JUDGEMENT):
        return dict(terms)
    split = {f"{PREFIX}{part}": terms[JUDGEMENT] * share for part, share in shares.items()}
    return {**{name: value for name, value in terms.items() if name != JUDGEMENT}, **split}
