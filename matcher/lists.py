"""From a programme to its shortlists, wherever its profiles come from: files, or a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.candidates import RetrievalConfig
from matcher.completeness import completeness
from matcher.concepts import load_concepts, shipped_adaptation
from matcher.explain import Shown, explain, missing_fields, rule_reason
from matcher.fit import Fit, pair_fits
from matcher.language import Messages, load_messages
from matcher.learning import RecordReader, read_record
from matcher.matching import Matching, Programme, ask, choose, match
from matcher.model import Model
from matcher.problems import Problem
from matcher.profiles import Profile
from matcher.rules import RULES
from matcher.sectors import load_taxonomy
from matcher.shortlist import ShortlistConfig
from matcher.suggestions import Exclusion, RunStamp, ShortlistRun, Side
from models.encoders import Encoder
from models.ranking import sigmoid

SEED = 0
"""Nothing in a shortlist run is random; the seed is written down all the same, as in every other product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedProgramme:
    """A programme with every candidate pair scored; `reader` knows the past behind the scores, if any."""

    programme: Programme
    matching: Matching
    reader: RecordReader | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsWanted:
    """Whom lists are for, how they are made, and the language of their reasons."""

    side: Side = Side.STARTUPS
    config: ShortlistConfig = field(default_factory=ShortlistConfig)
    lang: str = "en"


def match_programme(programme: Programme, model: Model, encoder: Encoder) -> MatchedProgramme:
    """Every candidate pair of the programme, scored; no list is made.

    Raises:
        ConfigError: the ranker over the past was trained on texts as another encoder reads them.
    """
    reader = read_programme_record(programme, model, encoder)
    record = reader.record if reader else None
    taxonomy, adaptation = load_taxonomy(), shipped_adaptation(encoder.id)
    question = ask(programme, encoder, taxonomy, load_concepts(), adaptation, record)
    matching = match(question, model.heads, RetrievalConfig(), programme.forbidden)
    return MatchedProgramme(programme=programme, matching=matching, reader=reader)


def list_programme(
    matched: MatchedProgramme,
    wanted: ListsWanted,
    model: Model,
    encoder: Encoder,
    *,
    stamp: RunStamp,
    problems: tuple[Problem, ...] = (),
) -> ShortlistRun:
    """The lists of a matched programme, with reasons; `stamp` and `problems` go into the run as they are.

    Raises:
        ConfigError: the language is not one of those spoken.
    """
    messages = load_messages(wanted.lang)
    matching, programme, question = matched.matching, matched.programme, matched.matching.question
    chosen = choose(matching, wanted.side, wanted.config)
    shown = [Shown(pair=int(pair), rank=rank) for listed in chosen for rank, pair in enumerate(listed, start=1)]
    companies = _in_order(question.companies.profiles, programme.companies)
    counterparts = _in_order(question.counterparts.profiles, programme.counterparts)
    return ShortlistRun(
        side=wanted.side,
        lang=wanted.lang,
        companies=companies,
        counterparts=counterparts,
        suggestions=explain(matching, model.heads, encoder, load_taxonomy(), messages, shown, matched.reader),
        exclusions=_exclusions(matching, messages),
        problems=problems,
        matrix=_matrix(matching, companies, counterparts, [one.pair for one in shown]),
        completeness={
            (side, profile.id): _completeness(profile, messages)
            for side, profiles in ((Side.STARTUPS, companies), (Side.COUNTERPARTS, counterparts))
            for profile in profiles
        },
        stamp=stamp,
        fitting=_fitting(matching, wanted.side),
    )


def read_programme_record(programme: Programme, model: Model, encoder: Encoder) -> RecordReader | None:
    """What the model's ranker makes of the history, sides sorted by id as in a `Question`; None without a history.

    Raises:
        ConfigError: the ranker was trained on texts as another encoder reads them.
    """
    if model.past is None or not programme.interactions:
        return None
    companies, counterparts = (
        sorted(side, key=lambda profile: profile.id) for side in (programme.companies, programme.counterparts)
    )
    return read_record(model.past, companies, counterparts, programme.past, programme.interactions, encoder)


def _in_order(prepared: Sequence[Profile], written: Sequence[Profile]) -> tuple[Profile, ...]:
    """The prepared profiles (nearest sectors filled in) in the order of the file."""
    by_id = {profile.id: profile for profile in prepared}
    return tuple(by_id[profile.id] for profile in written)


def _exclusions(matching: Matching, messages: Messages) -> tuple[Exclusion, ...]:
    codes = tuple(RULES)
    reasons = {code: rule_reason(code, messages) for code in codes}
    company_ids, counterpart_ids = matching.question.company_ids, matching.question.counterpart_ids
    rows = zip(
        matching.excluded.companies.tolist(),
        matching.excluded.counterparts.tolist(),
        matching.broken.tolist(),
        strict=True,
    )
    return tuple(
        Exclusion(
            company_id=company_ids[company],
            counterpart_id=counterpart_ids[counterpart],
            rule=codes[rule],
            reason=reasons[codes[rule]],
        )
        for company, counterpart, rule in rows
    )


def _matrix(
    matching: Matching, companies: Sequence[Profile], counterparts: Sequence[Profile], shown: list[int]
) -> pd.DataFrame:
    """Mutual scores of every company with every counterpart that stands in at least one list."""
    company_ids, counterpart_ids = matching.question.company_ids, matching.question.counterpart_ids
    columns = np.unique(matching.pairs.counterparts[shown])
    scores: npt.NDArray[np.float64] = np.full((len(company_ids), len(counterpart_ids)), np.nan, dtype=np.float64)
    scores[matching.pairs.companies, matching.pairs.counterparts] = sigmoid(matching.scores.mutual)
    wanted = {counterpart_ids[column] for column in columns}
    frame = pd.DataFrame(scores, index=pd.Index(company_ids), columns=pd.Index(counterpart_ids))
    ordered = [profile.id for profile in counterparts if profile.id in wanted]
    return frame.loc[[profile.id for profile in companies], ordered]


def _fitting(matching: Matching, side: Side) -> dict[str, int]:
    """How many options of each party of a side fit at least possibly; 0 for one that has no option."""
    fits = pair_fits(matching.features, sigmoid(matching.scores.mutual))
    good = np.array([fit is not Fit.WEAK for fit in fits], dtype=np.bool_)
    is_main = side is Side.STARTUPS
    rows = matching.pairs.companies if is_main else matching.pairs.counterparts
    ids = matching.question.company_ids if is_main else matching.question.counterpart_ids
    counts = np.bincount(rows[good], minlength=len(ids))
    return dict(zip(ids, counts.tolist(), strict=True))


def _completeness(profile: Profile, messages: Messages) -> tuple[float, str]:
    found = completeness(profile)
    return found.score, missing_fields(found.missing, messages)
