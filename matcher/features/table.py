"""The feature table of a list of pairs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from matcher import history as past
from matcher.features import facts, judgement, meaning, sectors, topics
from matcher.features.coverage import covered
from matcher.history import History
from matcher.pairs import PairRows
from matcher.sectors import load_coverage, load_topics
from matcher.semantics import SideText, Space
from matcher.sides import PreparedSide
from matcher.track_record import TrackRecord, record_fit, record_known

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything that is known when pairs are compared; nothing else may enter a feature.

    `sector_similarity` is `(n_sectors, n_sectors)`, `sector_specificity` `(n_sectors,)`,
    `topic_specificity` `(n_topics,)`. `past_text` holds the past
    companies of `history` in the common space, row for row; `record` is what a learned ranker makes of the history, and
    takes the place of `similar_past` and `activity` where it knows the counterpart. `destination` is
    where the programme leads, ISO alpha-2.
    """

    companies: PreparedSide
    counterparts: PreparedSide
    company_text: SideText
    counterpart_text: SideText
    space: Space
    sector_similarity: Floats
    sector_specificity: Floats
    topic_specificity: Floats
    history: History | None
    past_text: SideText | None
    destination: str
    record: TrackRecord | None = None

    @property
    def company_ids(self) -> list[str]:
        """Ids of the companies in row order."""
        return [profile.id for profile in self.companies.profiles]

    @property
    def counterpart_ids(self) -> list[str]:
        """Ids of the counterparts in row order."""
        return [profile.id for profile in self.counterparts.profiles]


def compute_features(question: Question, pairs: PairRows, *, judged: bool = True) -> dict[str, Floats]:
    """One `(n_pairs,)` float32 column per name in `FEATURES`, values in [−1, 1], 0 = unknown or not applicable.

    Without `judged` nobody is asked for a judgement, and it is 0: for rankers that do not weigh it.
    """
    parts = compute_parts(question, pairs)
    if not judged:
        return parts | {JUDGEMENT: _nothing(pairs)}
    columns = judgement_table(question, pairs, parts)
    lift = judgement.judgement(question.companies, question.counterparts, pairs, columns, judgement.load_judge())
    return parts | {JUDGEMENT: lift}


def compute_parts(question: Question, pairs: PairRows) -> dict[str, Floats]:
    """The same without what a judge makes of all of them."""
    found = {name: feature(question, pairs) for name, feature in _READ.items()}
    companies, counterparts = question.companies, question.counterparts
    apart = topics.fields_apart(companies, counterparts, pairs, found["sector"], found["topic"])
    elsewhere = topics.named_elsewhere(companies, counterparts, pairs, _special_topics(), found["about"])
    return found | {APART: apart, ELSEWHERE: elsewhere}


def judgement_table(question: Question, pairs: PairRows, parts: Mapping[str, Floats]) -> Floats:
    """What a judge reads of each pair, given its other features: `(n_pairs, len(judgement.COLUMNS))`."""
    companies, counterparts = question.companies, question.counterparts
    near = covered(
        companies, counterparts, pairs, load_coverage(), question.topic_specificity, question.sector_specificity
    )
    crowding = question.counterpart_text.crowding
    return judgement.judgement_columns(companies, counterparts, pairs, parts, near, crowding, ~_special_topics())


def _sector(question: Question, pairs: PairRows) -> Floats:
    similarity, specificity = question.sector_similarity, question.sector_specificity
    return sectors.sector_fit(question.companies, question.counterparts, pairs, similarity, specificity)


def _topic(question: Question, pairs: PairRows) -> Floats:
    return topics.topic_fit(question.companies, question.counterparts, pairs, question.topic_specificity)


def _special_topics() -> npt.NDArray[np.bool_]:
    """The topics that are not general, `(n_topics,)`, in the order of their codes."""
    table = load_topics()
    return np.array([not table.topic(code).is_general for code in table.codes], dtype=np.bool_)


def _similar_past(question: Question, pairs: PairRows) -> Floats:
    if question.history is None or question.past_text is None:
        return _nothing(pairs)
    vectors, past_vectors = question.company_text.about, question.past_text.about
    fit = past.similar_past(
        question.history, question.company_ids, vectors, past_vectors, _history_pairs(question, question.history, pairs)
    )
    return _where_unjudged(question, pairs, fit)


def _past_outcomes(question: Question, pairs: PairRows) -> Floats:
    if question.history is None:
        return _nothing(pairs)
    history_pairs = _history_pairs(question, question.history, pairs)
    return past.past_outcomes(question.history, question.company_ids, history_pairs)


def _activity(question: Question, pairs: PairRows) -> Floats:
    if question.history is None:
        return _nothing(pairs)
    fit = past.activity(question.history, _history_pairs(question, question.history, pairs))
    return _where_unjudged(question, pairs, fit)


def _track_record(question: Question, pairs: PairRows) -> Floats:
    return _nothing(pairs) if question.record is None else record_fit(question.record, pairs)


def _where_unjudged(question: Question, pairs: PairRows, fit: Floats) -> Floats:
    """The fit where no learned ranker judges the counterpart by the same past."""
    if question.record is None:
        return fit
    return np.where(record_known(question.record, pairs), np.float32(0.0), fit)


def _history_pairs(question: Question, history: History, pairs: PairRows) -> PairRows:
    """The pairs with counterparts as rows of the history, which are not always those of the question."""
    asked, of_pair = np.unique(pairs.counterparts, return_inverse=True)
    profiles = question.counterparts.profiles
    rows = np.array([history.row_of[profiles[row].id] for row in asked], dtype=np.int32)
    return PairRows(companies=pairs.companies, counterparts=rows[of_pair])


def _nothing(pairs: PairRows) -> Floats:
    return np.zeros(len(pairs), dtype=np.float32)


APART, ELSEWHERE, JUDGEMENT = "apart", "elsewhere", "judgement"
_READ: Mapping[str, Callable[[Question, PairRows], Floats]] = MappingProxyType(
    {
        "about": lambda q, pairs: meaning.about_fit(q.company_text, q.counterpart_text, pairs),
        "needs": lambda q, pairs: meaning.needs_fit(q.company_text, q.counterpart_text, pairs),
        "asks": lambda q, pairs: meaning.asks_fit(q.company_text, q.counterpart_text, pairs),
        "sector": _sector,
        "topic": _topic,
        "wanted_by_company": lambda q, pairs: facts.wanted_by_company(q.companies, q.counterparts, pairs),
        "wanted_by_counterpart": lambda q, pairs: facts.wanted_by_counterpart(q.companies, q.counterparts, pairs),
        "stage": lambda q, pairs: facts.stage_fit(q.companies, q.counterparts, pairs),
        "ticket": lambda q, pairs: facts.ticket_fit(q.companies, q.counterparts, pairs),
        "place": lambda q, pairs: facts.place_fit(q.companies, q.counterparts, pairs, q.destination),
        "seat": lambda q, pairs: facts.seat_fit(q.companies, q.counterparts, pairs, q.destination),
        "limits": lambda q, pairs: facts.text_limits(q.companies, q.counterparts, pairs, q.destination),
        "thesis": lambda q, pairs: q.counterparts.thesis[pairs.counterparts],
        "similar_past": _similar_past,
        "activity": _activity,
        "past_outcomes": _past_outcomes,
        "track_record": _track_record,
    }
)
FEATURES: tuple[str, ...] = (*_READ, APART, ELSEWHERE, JUDGEMENT)
"""Every feature of a pair by name, in column order; the last three are read with others at hand."""
