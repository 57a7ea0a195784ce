"""Does a company's text find the statement of interest written for it among all others? From English and from Italian.

The statements of `datasets/statements/test.jsonl` were written apart from those that train anything. For every company
the rank of its own statement among all of them is taken; MRR is the mean of 1 / rank (Voorhees 1999). `agreement` is
how many of the ten best statements the English and the Italian text of one company share.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.concepts import Concept

Scores = npt.NDArray[np.floating]
Scorer = Callable[[Sequence[str], Sequence[str]], Scores]
"""Company texts and statements → `(n_companies, n_statements)` scores, higher is nearer."""

AGREED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRetrieval:
    """MRR from English and from Italian texts to English statements, and their agreement in the first ten (0–10)."""

    mrr_en: float
    mrr_it: float
    agreement: float


def retrieve_statements(concepts: Sequence[Concept], scorer: Scorer) -> StatementRetrieval:
    """How well `scorer` finds each company's own statement; equal scores count against it."""
    statements = [concept.interest_en for concept in concepts]
    english = scorer([concept.en for concept in concepts], statements)
    italian = scorer([concept.it for concept in concepts], statements)
    return StatementRetrieval(
        mrr_en=mean_reciprocal_rank(english),
        mrr_it=mean_reciprocal_rank(italian),
        agreement=shared_best(english, italian, AGREED),
    )


def mean_reciprocal_rank(scores: Scores) -> float:
    """The mean of 1 / rank of the diagonal of a square score matrix; ties are ranked last.

    >>> mean_reciprocal_rank(np.array([[2.0, 1.0], [3.0, 3.0]]))
    0.75
    """
    own = np.diag(scores)[:, None]
    ranks = (scores >= own).sum(axis=1)
    return float((1.0 / ranks).mean())


def shared_best(first: Scores, second: Scores, k: int) -> float:
    """How many of the k best columns two score matrices share, on average over rows."""
    best = [np.argsort(-scores, axis=1, kind="stable")[:, :k] for scores in (first, second)]
    return float(np.mean([len(set(one) & set(other)) for one, other in zip(*best, strict=True)]))
