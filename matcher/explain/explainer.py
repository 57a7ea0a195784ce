"""Scored pairs → suggestions with reasons, evidence, doubts and advice in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.explain.case import Case
from matcher.explain.doubts import against, unknown
from matcher.explain.improvement import Advice, find_advice, improvement
from matcher.explain.judgements import judgement_shares, parts_told_apart
from matcher.explain.meetings import Meeting, find_meetings, shared_topics
from matcher.explain.quotes import FactKey, Quote, QuoteKey, find_facts, find_quotes
from matcher.explain.reasons import reasons_for
from matcher.explain.records import LEVEL_TERM, Record, find_records, told_apart
from matcher.fit import Fit, pair_fits
from matcher.history import SHARPNESS
from matcher.interest import Heads, PairScores, mutual_contributions
from matcher.language import Messages
from matcher.learning import RecordReader
from matcher.matching import Matching
from matcher.profiles import Profile
from matcher.sectors import SectorTaxonomy
from matcher.semantics import COMPANY, COUNTERPART
from matcher.suggestions import Contribution, Suggestion
from models.encoders import Encoder
from models.ranking import AdditiveRanker, sigmoid

NEGLIGIBLE = 5e-7
"""A contribution that rounds to zero at six decimals is not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A chosen pair: its position in `Matching.pairs` and its rank in the list it stands in."""

    pair: int
    rank: int


def explain(
    matching: Matching,
    heads: Heads,
    encoder: Encoder,
    taxonomy: SectorTaxonomy,
    messages: Messages,
    shown: Sequence[Shown],
    reader: RecordReader | None = None,
) -> tuple[Suggestion, ...]:
    """One suggestion per shown pair, in the order given; `reader` says what the track record is made of."""
    positions = [one.pair for one in shown]
    cases = make_cases(matching, heads, encoder, taxonomy, messages, positions, reader)
    base, contributions = mutual_contributions(
        heads, {name: column[positions] for name, column in matching.features.items()}
    )
    advice = find_advice(matching, heads, taxonomy, cases)
    fits = pair_fits(
        {name: column[positions] for name, column in matching.features.items()},
        sigmoid(matching.scores.mutual[positions]),
    )
    judged = judgement_shares(matching, positions)
    suggestions = []
    for index, (one, case) in enumerate(zip(shown, cases, strict=True)):
        whole = {name: float(column[index]) for name, column in contributions.items()}
        added = parts_told_apart(told_apart(whole, case.record), judged[index])
        start = float(base[index]) + added.pop(LEVEL_TERM, 0.0)
        parts = _named_contributions(start, added, messages)
        suggestions.append(_suggestion(case, one.rank, matching.scores, parts, advice[one.pair], fits[index]))
    return tuple(suggestions)


def make_cases(
    matching: Matching,
    heads: Heads,
    encoder: Encoder,
    taxonomy: SectorTaxonomy,
    messages: Messages,
    positions: Sequence[int],
    reader: RecordReader | None = None,
) -> list[Case]:
    """Everything that may be said of the pairs at these positions of `Matching.pairs`, in the order given."""
    found = _find(matching, heads, encoder, taxonomy, positions, reader)
    return [_case(matching, heads, messages, found, pair) for pair in positions]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What bears the shown pairs."""

    meetings: Mapping[int, tuple[Meeting, ...]]
    quotes: Mapping[QuoteKey, tuple[Quote, ...]]
    facts: Mapping[FactKey, float]
    records: Mapping[int, Record | None]


def _find(
    matching: Matching,
    heads: Heads,
    encoder: Encoder,
    taxonomy: SectorTaxonomy,
    positions: Sequence[int],
    reader: RecordReader | None,
) -> _Found:
    meetings = find_meetings(matching, taxonomy, positions)
    return _Found(
        meetings=meetings,
        quotes=find_quotes(matching, heads, encoder, taxonomy, positions, meetings),
        facts=find_facts(matching, heads, taxonomy, positions),
        records=find_records(matching, reader, positions),
    )


def _case(matching: Matching, heads: Heads, messages: Messages, found: _Found, pair: int) -> Case:
    question, pairs = matching.question, matching.pairs
    company_row, counterpart_row = int(pairs.companies[pair]), int(pairs.counterparts[pair])
    features = {name: float(column[pair]) for name, column in matching.features.items()}
    company, counterpart = question.companies.profiles[company_row], question.counterparts.profiles[counterpart_row]
    history = question.history
    return Case(
        pair=pair,
        company=company,
        counterpart=counterpart,
        features=features,
        company_terms=told_apart(_terms(heads.company, features), found.records[pair]),
        counterpart_terms=told_apart(_terms(heads.counterpart, features), found.records[pair]),
        score_logit=float(matching.scores.mutual[pair]),
        agnostic=bool(question.counterparts.agnostic[counterpart_row]),
        quotes=found.quotes,
        facts=found.facts,
        meetings=found.meetings[pair],
        topics=shared_topics(matching, pair),
        record=found.records[pair],
        precedents=_precedents(matching, company_row, counterpart_row),
        n_past=int(history.n_interactions[counterpart_row]) if history else 0,
        met=history is not None and (company.id, counterpart.id) in history.met,
        messages=messages,
    )


def _terms(ranker: AdditiveRanker, features: dict[str, float]) -> dict[str, float]:
    return {term.feature: term.weight * features[term.feature] for term in ranker.config.terms}


def _precedents(matching: Matching, company_row: int, counterpart_row: int) -> tuple[Profile, ...]:
    """The past companies that draw the counterpart to this one, the strongest first; none that it met badly."""
    question = matching.question
    if question.history is None or question.past_text is None or not question.history.past:
        return ()
    weights = question.history.weights[[counterpart_row]].toarray()[0]
    acted = np.flatnonzero(weights)
    nearness = question.past_text.about[acted] @ question.company_text.about[company_row]
    pull = weights[acted] * np.expm1(SHARPNESS * np.clip(nearness, 0.0, 1.0))
    past, met = question.history.past, question.history.met
    own_id, other_id = question.company_ids[company_row], question.counterpart_ids[counterpart_row]
    ranked = [(past[acted[i]], pull[i]) for i in np.lexsort((acted, -pull))]
    liked = [(profile, drawn) for profile, drawn in ranked if met.get((profile.id, other_id), 0.0) >= 0.0]
    return tuple(profile for profile, drawn in liked if drawn > 0.0 and profile.id != own_id)


def _named_contributions(base: float, added: dict[str, float], messages: Messages) -> tuple[Contribution, ...]:
    """The base first, then each feature by the size of what it adds; they sum to the logit of the score."""
    ordered = sorted(added.items(), key=lambda item: (-abs(item[1]), item[0]))
    named = [("base", base), *((name, value) for name, value in ordered if abs(value) > NEGLIGIBLE)]
    return tuple(
        Contribution(group=name, label=messages.text(f"group.{name}"), logit=round(value, 6)) for name, value in named
    )


def _suggestion(
    case: Case,
    rank: int,
    scores: PairScores,
    contributions: tuple[Contribution, ...],
    advice: Sequence[Advice],
    fit: Fit,
) -> Suggestion:
    for_company = reasons_for(case, COMPANY)
    reasons = [*for_company, *reasons_for(case, COUNTERPART, {reason.feature for reason in for_company})]
    logits = (scores.mutual, scores.company, scores.counterpart)
    score, company_interest, counterpart_interest = (round(float(sigmoid(logit[case.pair])), 6) for logit in logits)
    return Suggestion(
        company_id=case.company.id,
        company_name=case.company.name,
        counterpart_id=case.counterpart.id,
        counterpart_name=case.counterpart.name,
        counterpart_kind=str(case.counterpart.kind),
        rank=rank,
        score=score,
        company_interest=company_interest,
        counterpart_interest=counterpart_interest,
        reasons=tuple(reason.sentence for reason in reasons),
        evidence=tuple(reason.evidence for reason in reasons),
        against=against(case),
        unknown=unknown(case),
        improvement=improvement(case, advice),
        contributions=contributions,
        fit=str(fit),
    )
