"""What a shortlist run produces, ready to be shown or exported: plain values, already in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from matcher.problems import Problem
from matcher.profiles import Profile


class Side(StrEnum):
    """Whom the shortlists are for."""

    STARTUPS = "startups"
    COUNTERPARTS = "counterparts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """How much one group of facts moves the score of one pair, in logits; they sum to `logit(score)` with the base."""

    group: str
    label: str
    logit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One row of a shortlist: a pair, its rank for the party the list is for, its score and the case for and against.

    `score`, `company_interest` and `counterpart_interest` lie in [0, 1]. `fit` is one of `matcher.fit.Fit`, "" where it
    was not kept. `reasons`, `evidence`, `against`, `unknown`
    and `improvement` are sentences in the run's language; `evidence[i]` backs `reasons[i]` and quotes its source.
    """

    company_id: str
    company_name: str
    counterpart_id: str
    counterpart_name: str
    counterpart_kind: str
    rank: int
    score: float
    company_interest: float
    counterpart_interest: float
    reasons: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    improvement: str = ""
    contributions: tuple[Contribution, ...] = ()
    fit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A pair that a hard rule keeps out, with the rule's code and the reason in the run's language."""

    company_id: str
    counterpart_id: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStamp:
    """What makes a run repeatable: written into everything it produces. Holds no clock time and no path."""

    abbina_version: str
    model_id: str
    encoder_id: str
    data_hash: str
    seed: int
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortlistRun:
    """Everything one run made.

    `suggestions` are sorted by the id of the party the list is for, then rank. `matrix` holds mutual scores in [0, 1],
    companies as rows (index: ids in file order), counterparts shown at least once as columns (ids), NaN where the
    pair was excluded or was not a candidate. `completeness` maps (side, profile id) to (score in [0, 1], what to
    add first): ids of the two files may coincide. `fitting` maps the party of each list to how many of all its options
    fit at least possibly, listed or not; {} where that was not kept.
    """

    side: Side
    lang: str
    companies: tuple[Profile, ...]
    counterparts: tuple[Profile, ...]
    suggestions: tuple[Suggestion, ...]
    exclusions: tuple[Exclusion, ...]
    problems: tuple[Problem, ...]
    matrix: pd.DataFrame
    completeness: dict[tuple[Side, str], tuple[float, str]]
    stamp: RunStamp
    fitting: dict[str, int] = field(default_factory=dict)
