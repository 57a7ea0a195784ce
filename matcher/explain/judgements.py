"""What readers would say of a shown pair told apart by what the judge reads: fields, wishes, either side's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from matcher.features.judgement import COLUMNS, load_judge
from matcher.features.table import JUDGEMENT, judgement_table
from matcher.matching import Matching
from matcher.pairs import PairRows

PREFIX = f"{JUDGEMENT}_"
"""What the name of a part starts with where it stands among the features."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "fields": (
        *("about", "sector", "topic", "apart", "elsewhere"),
        *("covered_topics", "covered_sectors", "best_covered_sector"),
        *("named_topics_near", "named_sectors_near", "best_named_field"),
    ),
    "wishes": (
        *("wanted_by_company", "stage", "stages_past", "company_stage"),
        *("says_wishes", "seeks_capital", "wishes", "is_corporate", "is_accelerator"),
    ),
    "counterpart": (
        *("limits", "thesis", "topics_named", "clearest_topic", "general_topics", "sectors_named"),
        *("text_length", "labels", "first_stage", "last_stage", "countries", "least_ticket", "crowding"),
    ),
    "company": ("company_topics", "company_sectors", "company_text_length", "company_labels"),
}
"""The columns of the judge that make up each part."""
_ROUNDING = 1e-9


def judgement_shares(matching: Matching, positions: Sequence[int]) -> list[dict[str, float]]:
    """Of each pair at these positions, each part's share of its judgement; {} for a pair that was not judged.

    Shares sum to 1; parts that pull against one another have shares below 0 or above 1. They are those of the sum of
    the trees (TreeSHAP), what the trees add to every pair alike shared out evenly; a sum beyond the bounds of a
    judgement is scaled down as a whole.
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
    told = load_judge().contributions(judgement_table(matching.question, pairs, parts_of_pair))
    index = {column: position for position, column in enumerate(COLUMNS)}
    sums = np.stack([told[:, [index[column] for column in columns]].sum(axis=1) for columns in PARTS.values()], axis=1)
    sums += told[:, -1:] / len(PARTS)
    total = sums.sum(axis=1, keepdims=True)
    shares = np.divide(sums, total, out=np.zeros_like(sums), where=np.abs(total) > _ROUNDING)
    return [dict(zip(PARTS, map(float, row), strict=True)) for row in shares]


def parts_told_apart(terms: Mapping[str, float], shares: Mapping[str, float]) -> dict[str, float]:
    """The terms with the judgement's split into its parts, in its place; their sum stays the same."""
    if not terms.get(JUDGEMENT):
        return dict(terms)
    split = {f"{PREFIX}{part}": terms[JUDGEMENT] * share for part, share in shares.items()}
    return {**{name: value for name, value in terms.items() if name != JUDGEMENT}, **split}
