"""The shell around the core: files in, a `ShortlistRun` out. It reads, calls the core and puts the answer together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher import __version__
from matcher.candidates import RetrievalConfig
from matcher.completeness import completeness
from matcher.concepts import load_concepts, shipped_adaptation
from matcher.explain import Shown, explain, missing_fields, rule_reason
from matcher.importers import ImportedProfiles, import_interactions, import_profiles
from matcher.interest import Heads
from matcher.language import Messages, load_messages
from matcher.matching import Matching, Programme, ask, choose, match
from matcher.problems import Problem, Severity
from matcher.profiles import Interaction, Profile, ProfileKind
from matcher.rules import RULES
from matcher.sectors import load_taxonomy
from matcher.shortlist import ShortlistConfig
from matcher.suggestions import Exclusion, RunStamp, ShortlistRun, Side
from models.encoders import Encoder
from models.ranking import sigmoid

SEED = 0
"""Nothing in a shortlist run is random; the seed is written down all the same, as in every other product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortlistRequest:
    """What is asked of a run. `past` holds companies that only the history knows; `config` how lists are made."""

    startups: Path
    counterparts: Path
    history: Path | None = None
    past: Path | None = None
    side: Side = Side.STARTUPS
    config: ShortlistConfig = field(default_factory=ShortlistConfig)
    lang: str = "en"
    destination: str = "US"
    lenient: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inputs:
    programme: Programme
    problems: tuple[Problem, ...]
    data_hash: str


def run_shortlist(request: ShortlistRequest, heads: Heads, encoder: Encoder) -> ShortlistRun:
    """The whole main job on two files of profiles.

    Raises:
        UnreadableFile: a file cannot be read at all.
        RefusedImport: a file has errors and `lenient` is off; carries every problem.
        ConfigError: the language is not one of those spoken.
    """
    messages = load_messages(request.lang)
    taxonomy = load_taxonomy()
    inputs = _read(request)
    question = ask(inputs.programme, encoder, taxonomy, load_concepts(), shipped_adaptation(encoder.id))
    matching = match(question, heads, RetrievalConfig(), inputs.programme.forbidden)
    chosen = choose(matching, request.side, request.config)
    shown = [Shown(pair=int(pair), rank=rank) for listed in chosen for rank, pair in enumerate(listed, start=1)]
    suggestions = explain(matching, heads, encoder, taxonomy, messages, shown)
    companies = _in_order(question.companies.profiles, inputs.programme.companies)
    counterparts = _in_order(question.counterparts.profiles, inputs.programme.counterparts)
    return ShortlistRun(
        side=request.side,
        lang=request.lang,
        companies=companies,
        counterparts=counterparts,
        suggestions=suggestions,
        exclusions=_exclusions(matching, messages),
        problems=inputs.problems,
        matrix=_matrix(matching, companies, counterparts, [one.pair for one in shown]),
        completeness={
            (side, profile.id): _completeness(profile, messages)
            for side, profiles in ((Side.STARTUPS, companies), (Side.COUNTERPARTS, counterparts))
            for profile in profiles
        },
        stamp=_stamp(request, heads, encoder, inputs.data_hash),
    )


def _read(request: ShortlistRequest) -> _Inputs:
    startups = _profiles(request.startups, ProfileKind.STARTUP, request)
    counterparts = _profiles(request.counterparts, ProfileKind.INVESTOR, request)
    past = _profiles(request.past, ProfileKind.STARTUP, request) if request.past else None
    problems = [*startups.problems, *counterparts.problems, *(past.problems if past else ())]
    hashes = [startups.sha256, counterparts.sha256, past.sha256 if past else ""]
    interactions: tuple[Interaction, ...] = ()
    if request.history:
        history = import_interactions(request.history, lenient=request.lenient)
        interactions = _renamed(history.interactions, startups, counterparts)
        known = startups.profiles + (past.profiles if past else ())
        problems += [*history.problems, *_strangers(interactions, known, counterparts.profiles, request.history.name)]
        hashes.append(history.sha256)
    return _Inputs(
        programme=Programme(
            companies=startups.profiles,
            counterparts=counterparts.profiles,
            interactions=interactions,
            past=past.profiles if past else (),
            destination=request.destination,
        ),
        problems=tuple(problems),
        data_hash=hashlib.sha256("\n".join(hashes).encode()).hexdigest(),
    )


def _profiles(path: Path, kind: ProfileKind, request: ShortlistRequest) -> ImportedProfiles:
    return import_profiles(path, default_kind=kind, lenient=request.lenient)


def _renamed(
    interactions: Sequence[Interaction], startups: ImportedProfiles, counterparts: ImportedProfiles
) -> tuple[Interaction, ...]:
    """The interactions of merged duplicates, under the id that stayed."""
    return tuple(
        Interaction(
            startup_id=startups.merged_ids.get(interaction.startup_id, interaction.startup_id),
            counterpart_id=counterparts.merged_ids.get(interaction.counterpart_id, interaction.counterpart_id),
            date=interaction.date,
            relation=interaction.relation,
            outcome=interaction.outcome,
            stage_label=interaction.stage_label,
            amount=interaction.amount,
        )
        for interaction in interactions
    )


def _strangers(
    interactions: Sequence[Interaction], companies: Sequence[Profile], counterparts: Sequence[Profile], file: str
) -> list[Problem]:
    """One problem per column for the ids that no profile has."""
    known_companies = {profile.id for profile in companies}
    known_counterparts = {profile.id for profile in counterparts}
    unknown = (
        (
            "startup_id",
            sorted({one.startup_id for one in interactions} - known_companies),
            "they count toward a counterpart's activity, but not toward what it is drawn to",
            "ids of the startups file, or of a file of earlier companies given with --past",
        ),
        (
            "counterpart_id",
            sorted({one.counterpart_id for one in interactions} - known_counterparts),
            "their interactions are left out",
            "ids of the counterparts file",
        ),
    )
    return [
        Problem(
            code="unknown_party",
            severity=Severity.WARNING,
            message=f"{len(ids)} ids have no profile (first: {', '.join(ids[:3])}): {consequence}",
            file=file,
            column=column,
            value=ids[0],
            accepted=accepted,
        )
        for column, ids, consequence, accepted in unknown
        if ids
    ]


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


def _completeness(profile: Profile, messages: Messages) -> tuple[float, str]:
    found = completeness(profile)
    return found.score, missing_fields(found.missing, messages)


def _stamp(request: ShortlistRequest, heads: Heads, encoder: Encoder, data_hash: str) -> RunStamp:
    config = request.config
    options = {
        "side": str(request.side),
        "top": str(config.top),
        "diversity": f"{config.diversity:g}",
        "exposure_share": f"{config.exposure_share:g}",
        "destination": request.destination,
        "history": request.history.name if request.history else "",
    }
    return RunStamp(
        abbina_version=__version__,
        model_id=heads.model_id,
        encoder_id=encoder.id,
        data_hash=data_hash,
        seed=SEED,
        options=tuple(options.items()),
    )
