"""The shell around the core: files in, a `ShortlistRun` out. It reads, calls the core and puts the answer together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from matcher import __version__
from matcher.errors import DataError
from matcher.importers import ImportedInteractions, ImportedProfiles, import_interactions, import_profiles
from matcher.language import load_messages
from matcher.learning import RecordReader
from matcher.lists import SEED, ListsWanted, MatchedProgramme, list_programme, match_programme
from matcher.matching import Matching, Programme
from matcher.model import Model
from matcher.problems import Problem, Severity
from matcher.profiles import Interaction, Profile, ProfileKind
from matcher.shortlist import ShortlistConfig
from matcher.suggestions import RunStamp, ShortlistRun, Side
from models.encoders import Encoder


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortlistRequest:
    """What is asked of a run.

    `past` holds companies that only the history knows, `forbidden` pairs of ids that may not meet, `config` how lists
    are made.
    """

    startups: Path
    counterparts: Path
    history: Path | None = None
    past: Path | None = None
    forbidden: Path | None = None
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
    merged_ids: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedFiles:
    """A programme as its files tell it, and every candidate pair of it scored.

    `merged_ids` maps the ids of merged duplicates to those that stayed; `data_hash` is over all files.
    """

    programme: Programme
    problems: tuple[Problem, ...]
    data_hash: str
    merged_ids: dict[str, str]
    matching: Matching
    reader: RecordReader | None


def run_shortlist(request: ShortlistRequest, model: Model, encoder: Encoder) -> ShortlistRun:
    """The whole main job on two files of profiles.

    Raises:
        UnreadableFile: a file cannot be read at all.
        RefusedImport: a file has errors and `lenient` is off; carries every problem.
        DataError: `lenient` left no party in one of the two files, or both are one table.
        ConfigError: the language is not one of those spoken, or the ranker over the past was trained on texts as
            another encoder reads them.
    """
    load_messages(request.lang)
    found = match_files(request, model, encoder)
    matched = MatchedProgramme(programme=found.programme, matching=found.matching, reader=found.reader)
    wanted = ListsWanted(side=request.side, config=request.config, lang=request.lang)
    stamp = _stamp(request, model, encoder, found.data_hash)
    return list_programme(matched, wanted, model, encoder, stamp=stamp, problems=found.problems)


def match_files(request: ShortlistRequest, model: Model, encoder: Encoder) -> MatchedFiles:
    """The files of a request read, and their candidate pairs scored; no list is made. Raises as `run_shortlist`."""
    inputs = _read(request)
    matched = match_programme(inputs.programme, model, encoder)
    return MatchedFiles(
        programme=inputs.programme,
        problems=inputs.problems,
        data_hash=inputs.data_hash,
        merged_ids=inputs.merged_ids,
        matching=matched.matching,
        reader=matched.reader,
    )


def _read(request: ShortlistRequest) -> _Inputs:
    startups = _profiles(request.startups, ProfileKind.STARTUP, request)
    counterparts = _profiles(request.counterparts, ProfileKind.INVESTOR, request)
    if startups.sha256 == counterparts.sha256:
        raise DataError(
            f"{request.counterparts.name}: the same table is given for both sides; give the companies first, then whom "
            "they may meet"
        )
    past = _profiles(request.past, ProfileKind.STARTUP, request) if request.past else None
    earlier = past.profiles if past else ()
    sides = (startups, counterparts, past)
    history = _facts(request.history, request, sides)
    forbidden = _facts(request.forbidden, request, sides)
    known = (
        {profile.id for profile in (*startups.profiles, *earlier)},
        {profile.id for profile in counterparts.profiles},
    )
    strangers = [
        *_strangers(history, request.history, known, _HISTORY_CONSEQUENCES),
        *_strangers(forbidden, request.forbidden, known, _FORBIDDEN_CONSEQUENCES),
    ]
    files = (startups, counterparts, past, history, forbidden)
    return _Inputs(
        programme=Programme(
            companies=startups.profiles,
            counterparts=counterparts.profiles,
            interactions=_rows(history),
            past=earlier,
            forbidden=frozenset((one.startup_id, one.counterpart_id) for one in _rows(forbidden)),
            destination=request.destination,
        ),
        problems=(
            *_swapped(request, startups.profiles, counterparts.profiles),
            *(problem for file in files if file for problem in file.problems),
            *strangers,
        ),
        data_hash=hashlib.sha256("\n".join(file.sha256 if file else "" for file in files).encode()).hexdigest(),
        merged_ids={**startups.merged_ids, **counterparts.merged_ids},
    )


def _profiles(path: Path, kind: ProfileKind, request: ShortlistRequest) -> ImportedProfiles:
    imported = import_profiles(path, default_kind=kind, lenient=request.lenient)
    if not imported.profiles:
        raise DataError(f"{path.name}: no row of it could be taken as a party, so there is nobody to match")
    return imported


def _facts(
    path: Path | None,
    request: ShortlistRequest,
    sides: tuple[ImportedProfiles, ImportedProfiles, ImportedProfiles | None],
) -> ImportedInteractions | None:
    """A file of pairs, those of merged duplicates under the id that stayed; None without a file."""
    if path is None:
        return None
    startups, counterparts, past = sides
    companies = {**(past.merged_ids if past else {}), **startups.merged_ids}
    for profile in startups.profiles:
        companies.pop(profile.id, None)
    imported = import_interactions(path, lenient=request.lenient)
    renamed = tuple(
        replace(
            one,
            startup_id=companies.get(one.startup_id, one.startup_id),
            counterpart_id=counterparts.merged_ids.get(one.counterpart_id, one.counterpart_id),
        )
        for one in imported.interactions
    )
    return replace(imported, interactions=renamed)


def _rows(facts: ImportedInteractions | None) -> tuple[Interaction, ...]:
    return facts.interactions if facts else ()


_HISTORY_CONSEQUENCES = (
    "counted toward a counterpart's activity, but not toward what it is drawn to",
    "their interactions are left out",
)
_FORBIDDEN_CONSEQUENCES = ("no pair is kept apart for them",) * 2


def _strangers(
    facts: ImportedInteractions | None,
    path: Path | None,
    known: tuple[set[str], set[str]],
    consequences: tuple[str, str],
) -> list[Problem]:
    """One problem per column for the ids that no profile has."""
    if facts is None or path is None:
        return []
    columns = (
        ("startup_id", {one.startup_id for one in facts.interactions}, "the startups file, or of --past"),
        ("counterpart_id", {one.counterpart_id for one in facts.interactions}, "the counterparts file"),
    )
    problems = []
    for (column, ids, source), profiles, consequence in zip(columns, known, consequences, strict=True):
        strange = sorted(ids - profiles)
        if strange:
            count = "1 id has" if len(strange) == 1 else f"{len(strange)} ids have"
            message = f"{count} no profile (first: {', '.join(strange[:3])}): {consequence}."
            problems.append(
                Problem(
                    code="unknown_party",
                    severity=Severity.WARNING,
                    message=message,
                    file=path.name,
                    column=column,
                    value=strange[0],
                    accepted=f"ids of {source}",
                )
            )
    return problems


def _swapped(request: ShortlistRequest, companies: Sequence[Profile], counterparts: Sequence[Profile]) -> list[Problem]:
    """A warning for each file most of whose parties belong to the other side."""
    sides = ((request.startups, companies, False), (request.counterparts, counterparts, True))
    problems = []
    for path, profiles, are_companies in sides:
        n_strange = sum(profile.is_company is are_companies for profile in profiles)
        if 2 * n_strange > len(profiles):
            role, other = ("counterparts", "companies") if are_companies else ("companies", "counterparts")
            message = (
                f"given as {role}, but {n_strange} of its {len(profiles)} parties are {other}: were files swapped?"
            )
            problems.append(Problem(code="other_side", severity=Severity.WARNING, message=message, file=path.name))
    return problems


def _stamp(request: ShortlistRequest, model: Model, encoder: Encoder, data_hash: str) -> RunStamp:
    config = request.config
    options = {
        "side": str(request.side),
        "top": str(config.top),
        "diversity": f"{config.diversity:g}",
        "exposure_share": f"{config.exposure_share:g}",
        "destination": request.destination,
        "history": request.history.name if request.history else "",
        "past": request.past.name if request.past else "",
        "forbidden": request.forbidden.name if request.forbidden else "",
    }
    return RunStamp(
        abbina_version=__version__,
        model_id=model.id,
        encoder_id=encoder.id,
        data_hash=data_hash,
        seed=SEED,
        options=tuple(options.items()),
    )
