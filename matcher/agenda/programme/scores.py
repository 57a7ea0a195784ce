"""What a meeting is worth: the mutual score of a pair, with what both sides said taken as interest."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.agenda.programme.wishes import Couple, Wishes
from matcher.interest import PairScores
from matcher.pairs import PairRows
from matcher.reciprocity import mutual_logit
from models.ranking import sigmoid

SAID_YES = math.log(4.0)
"""What a party's "meet" or "must" adds to the log-odds of its own interest: its odds are four times as high."""

DIGITS = 4
"""Decimals of a score in a problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPairs:
    """The candidates of a programme, as shortlists rank them.

    `pairs` are rows of `company_ids` and `counterpart_ids`, `scores` log-odds in their order. `excluded` gives for the
    pairs that a hard rule keeps out the rule in words.
    """

    company_ids: Sequence[str]
    counterpart_ids: Sequence[str]
    pairs: PairRows
    scores: PairScores
    excluded: Mapping[Couple, str]


def worth(scored: ScoredPairs, wishes: Wishes) -> dict[Couple, float]:
    """The score of every candidate in (0, 1), four decimals, by company and counterpart id.

    It is the mutual score of shortlists (`matcher.reciprocity.mutual_logit`) after each side that said it wants the
    meeting has its own log-odds raised by `SAID_YES`. As in every mutual score, one eager side does not make a meeting:
    the pair stays near the side that wants it less.
    """
    ids = [
        (scored.company_ids[company], scored.counterpart_ids[counterpart])
        for company, counterpart in zip(
            scored.pairs.companies.tolist(), scored.pairs.counterparts.tolist(), strict=True
        )
    ]
    nobody: frozenset[str] = frozenset()
    said = [(pair, wishes.eager.get(pair, nobody)) for pair in ids]
    by_company = np.array([pair[0] in eager for pair, eager in said], dtype=bool)
    by_counterpart = np.array([pair[1] in eager for pair, eager in said], dtype=bool)
    logits = mutual_logit(
        scored.scores.company + SAID_YES * by_company, scored.scores.counterpart + SAID_YES * by_counterpart
    )
    return dict(zip(ids, np.round(sigmoid(logits), DIGITS).tolist(), strict=True))
