"""The core of a run: profiles and history in, scored and chosen pairs out. Pure, given the encoder's vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.candidates import RetrievalConfig, retrieve
from matcher.concepts import Concept
from matcher.features import PairRows, Question
from matcher.features.sectors import sector_specificity
from matcher.history import History, build_history, rival_pairs
from matcher.interest import Heads, PairScores, read_features, score_pairs
from matcher.profiles import Interaction, Profile
from matcher.rules import RuleContext, broken_rules
from matcher.sector_guess import guess_sectors
from matcher.sectors import SectorTaxonomy
from matcher.semantics import COMPANY, COUNTERPART, SideText, build_space, encode_side, place_side
from matcher.shortlist import ShortlistConfig, make_shortlists
from matcher.sides import country_universe, prepare_side
from matcher.suggestions import Side
from matcher.track_record import TrackRecord
from models.encoders import Adaptation, Encoder

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Who takes part and what is known of the past.

    `past` are profiles of companies that only the history knows (earlier cohorts); those of `companies` need not be
    repeated. `forbidden` are (company id, counterpart id) pairs. `destination` is ISO 3166 alpha-2.
    """

    companies: tuple[Profile, ...]
    counterparts: tuple[Profile, ...]
    interactions: tuple[Interaction, ...] = ()
    past: tuple[Profile, ...] = ()
    forbidden: frozenset[tuple[str, str]] = frozenset()
    destination: str = "US"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Every candidate pair, scored: features, log-odds and chosen lists, rows as in `question`.

    `excluded` holds the pairs that a hard rule keeps out and `broken` the rule's index in `rules.RULES` for each.
    """

    question: Question
    pairs: PairRows
    features: dict[str, Floats]
    scores: PairScores
    excluded: PairRows
    broken: npt.NDArray[np.int8]


def ask(
    programme: Programme,
    encoder: Encoder,
    taxonomy: SectorTaxonomy,
    concepts: Sequence[Concept],
    adaptation: Adaptation | None = None,
    record: TrackRecord | None = None,
) -> Question:
    """Everything known of the programme, as features read it; sides sorted by id, so that order never matters.

    `record` has a row per company and a column per counterpart, both sorted by id.
    """
    companies = guess_sectors(sorted(programme.companies, key=_id), taxonomy, encoder)
    counterparts = guess_sectors(sorted(programme.counterparts, key=_id), taxonomy, encoder)
    history, past = _history(programme, companies, counterparts)
    encoded_companies = encode_side(companies, COMPANY, encoder)
    encoded_counterparts = encode_side(counterparts, COUNTERPART, encoder)
    space = build_space([encoded_companies, encoded_counterparts], concepts, encoder, taxonomy, adaptation)
    company_text, counterpart_text = place_side(encoded_companies, space), place_side(encoded_counterparts, space)
    past_text: SideText | None = None
    if history is not None:
        past_text = place_side(encode_side(past, COMPANY, encoder), space)
    universe = country_universe(companies, counterparts)
    prepared = prepare_side(counterparts, universe, taxonomy, counterpart_text.sectors, counterpart_text.topics)
    return Question(
        companies=prepare_side(companies, universe, taxonomy, company_text.sectors, company_text.topics),
        counterparts=prepared,
        company_text=company_text,
        counterpart_text=counterpart_text,
        space=space,
        sector_similarity=taxonomy.similarity,
        sector_specificity=sector_specificity(prepared.sectors),
        topic_specificity=sector_specificity(prepared.topics),
        history=history,
        past_text=past_text,
        destination=programme.destination,
        record=record,
    )


def match(
    question: Question, heads: Heads, retrieval: RetrievalConfig, forbidden: frozenset[tuple[str, str]]
) -> Matching:
    """Retrieve, apply the hard rules, compute features, score."""
    return _match(question, heads, retrieve(question, retrieval), forbidden, range(len(question.companies)))


def match_company(question: Question, heads: Heads, row: int, forbidden: frozenset[tuple[str, str]]) -> Matching:
    """The same for one company of the question and every counterpart: what a service answers to one who asks."""
    n_counterparts = len(question.counterparts)
    everybody = PairRows(
        companies=np.full(n_counterparts, row, dtype=np.int32), counterparts=np.arange(n_counterparts, dtype=np.int32)
    )
    return _match(question, heads, everybody, forbidden, [row])


def _match(
    question: Question,
    heads: Heads,
    candidates: PairRows,
    forbidden: frozenset[tuple[str, str]],
    rows: Sequence[int],
) -> Matching:
    """`candidates` are pairs of the companies in `rows`."""
    broken = broken_rules(
        RuleContext(
            companies=question.companies,
            counterparts=question.counterparts,
            pairs=candidates,
            history=question.history,
            forbidden=forbidden,
            destination=question.destination,
            rivals=_rivals(question, rows),
        )
    )
    pairs = candidates.where(broken < 0)
    features = read_features(heads, question, pairs)
    return Matching(
        question=question,
        pairs=pairs,
        features=features,
        scores=score_pairs(heads, features),
        excluded=candidates.where(broken >= 0),
        broken=broken[broken >= 0],
    )


def choose(matching: Matching, side: Side, config: ShortlistConfig) -> list[npt.NDArray[np.int64]]:
    """For each party of the side, in row order, the positions of its chosen pairs in `matching.pairs`, best first."""
    question, pairs = matching.question, matching.pairs
    if side is Side.STARTUPS:
        askers, options, vectors = pairs.companies, pairs.counterparts, question.counterpart_text.about
        n_askers = len(question.companies)
    else:
        askers, options, vectors = pairs.counterparts, pairs.companies, question.company_text.about
        n_askers = len(question.counterparts)
    return make_shortlists(askers, options, matching.scores.mutual, vectors, n_askers, config)


def _rivals(question: Question, rows: Sequence[int]) -> frozenset[tuple[str, str]]:
    if question.history is None or question.past_text is None:
        return frozenset()
    return rival_pairs(
        question.history,
        [question.companies.profiles[row] for row in rows],
        question.counterparts.profiles,
        question.company_text.about[list(rows)],
        question.past_text.about,
    )


def _history(
    programme: Programme, companies: tuple[Profile, ...], counterparts: tuple[Profile, ...]
) -> tuple[History | None, tuple[Profile, ...]]:
    if not programme.interactions:
        return None, ()
    acted = {interaction.startup_id for interaction in programme.interactions}
    known = {profile.id: profile for profile in (*programme.past, *companies) if profile.id in acted}
    past = tuple(known[profile_id] for profile_id in sorted(known))
    return build_history(programme.interactions, past, counterparts), past


def _id(profile: Profile) -> str:
    return profile.id
