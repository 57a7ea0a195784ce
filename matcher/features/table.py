"""The feature table of a list of pairs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from matcher import history as past
from matcher.features import facts, meaning, sectors
from matcher.features.pairs import PairRows
from matcher.history import History
from matcher.semantics import SideText, Space
from matcher.sides import PreparedSide, spoken_text

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything that is known when pairs are compared; nothing else may enter a feature.

    `sector_similarity` is `(n_sectors, n_sectors)`. `past_text` holds the past companies of `history` in the common
    space, row for row. `destination` is where the programme leads, ISO alpha-2.
    """

    companies: PreparedSide
    counterparts: PreparedSide
    company_text: SideText
    counterpart_text: SideText
    space: Space
    sector_similarity: Floats
    history: History | None
    past_text: SideText | None
    destination: str

    @property
    def company_ids(self) -> list[str]:
        """Ids of the companies in row order."""
        return [profile.id for profile in self.companies.profiles]

    @property
    def counterpart_ids(self) -> list[str]:
        """Ids of the counterparts in row order."""
        return [profile.id for profile in self.counterparts.profiles]


def compute_features(question: Question, pairs: PairRows) -> dict[str, Floats]:
    """One `(n_pairs,)` float32 column per name in `FEATURES`, values in [−1, 1], 0 = unknown or not applicable."""
    return {name: feature(question, pairs) for name, feature in FEATURES.items()}


def _words(question: Question, pairs: PairRows) -> Floats:
    queries = [f"{spoken_text(profile)} {profile.needs}" for profile in question.companies.profiles]
    texts = [f"{spoken_text(profile)} {profile.needs}" for profile in question.counterparts.profiles]
    return meaning.words_fit(queries, texts, pairs)


def _sector(question: Question, pairs: PairRows) -> Floats:
    return sectors.sector_fit(question.companies, question.counterparts, pairs, question.sector_similarity)


def _similar_past(question: Question, pairs: PairRows) -> Floats:
    if question.history is None or question.past_text is None:
        return _nothing(pairs)
    vectors = question.company_text.about
    return past.similar_past(question.history, question.company_ids, vectors, question.past_text.about, pairs)


def _past_outcomes(question: Question, pairs: PairRows) -> Floats:
    if question.history is None:
        return _nothing(pairs)
    return past.past_outcomes(question.history, question.company_ids, question.counterpart_ids, pairs)


def _nothing(pairs: PairRows) -> Floats:
    return np.zeros(len(pairs), dtype=np.float32)


FEATURES: Mapping[str, Callable[[Question, PairRows], Floats]] = MappingProxyType(
    {
        "about": lambda q, pairs: meaning.about_fit(q.company_text, q.counterpart_text, pairs),
        "needs": lambda q, pairs: meaning.needs_fit(q.company_text, q.counterpart_text, pairs),
        "asks": lambda q, pairs: meaning.asks_fit(q.company_text, q.counterpart_text, pairs),
        "words": _words,
        "sector": _sector,
        "wanted_by_company": lambda q, pairs: facts.wanted_by_company(q.companies, q.counterparts, pairs),
        "wanted_by_counterpart": lambda q, pairs: facts.wanted_by_counterpart(q.companies, q.counterparts, pairs),
        "stage": lambda q, pairs: facts.stage_fit(q.companies, q.counterparts, pairs),
        "ticket": lambda q, pairs: facts.ticket_fit(q.companies, q.counterparts, pairs),
        "place": lambda q, pairs: facts.place_fit(q.companies, q.counterparts, pairs, q.destination),
        "completeness": lambda q, pairs: q.counterparts.completeness[pairs.counterparts],
        "similar_past": _similar_past,
        "activity": lambda q, pairs: past.activity(q.history, pairs) if q.history else _nothing(pairs),
        "past_outcomes": _past_outcomes,
    }
)
"""Every feature of a pair by name, in column order."""
