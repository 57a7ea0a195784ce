"""The shell around the building of agenda problems: two tables, an event and wishes in, a problem out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.agenda.problem import Problem as AgendaProblem
from matcher.agenda.programme import ScoredPairs, build_problem, know_parties, read_event
from matcher.agenda.programme.listing import Listed
from matcher.errors import RefusedImport
from matcher.explain import rule_reason
from matcher.importers import ImportedPreferences, import_preferences, import_presences
from matcher.language import load_messages
from matcher.matching import Matching
from matcher.model import Model
from matcher.pipeline import ShortlistRequest, match_files
from matcher.preferences import Presence
from matcher.problems import Problem, Severity
from matcher.profiles import Profile
from matcher.rules import RULES
from models.encoders import Encoder


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRequest:
    """What is asked for: the tables and how they are matched as in a shortlist, the event, and a table of wishes."""

    tables: ShortlistRequest
    event: Path
    preferences: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRun:
    """A problem, the parties that it is about, and how it came about.

    `problems` are all doubts about all files. `data_hash` is over the tables, `model_id` and `encoder_id` say what
    scored the pairs.
    """

    problem: AgendaProblem
    companies: tuple[Profile, ...]
    counterparts: tuple[Profile, ...]
    listed: Listed
    problems: tuple[Problem, ...]
    model_id: str
    encoder_id: str
    data_hash: str


def run_programme(request: ProgrammeRequest, model: Model, encoder: Encoder) -> ProgrammeRun:
    """The problem of an event from its files.

    Raises:
        UnreadableFile: a file cannot be read at all.
        RefusedFile: values in the event are wrong; carries every fault.
        RefusedImport: a table, or what the event or the wishes say of people and times, has errors, and `lenient` of
            the tables is off; carries every problem.
        DataError: `lenient` left no party in one of the two tables.
    """
    plan = read_event(request.event)
    wishes = _preferences(request)
    found = match_files(request.tables, model, encoder)
    programme = found.programme
    built = build_problem(
        plan,
        know_parties(programme.companies, programme.counterparts, found.merged_ids),
        scored_pairs(found.matching),
        wishes.preferences if wishes else (),
        (*(wishes.presences if wishes else ()), *_presences(request.tables)),
    )
    if not request.tables.lenient:
        _refuse(built.problems)
    return ProgrammeRun(
        problem=built.problem,
        companies=programme.companies,
        counterparts=programme.counterparts,
        listed=built.listed,
        problems=(*found.problems, *(wishes.problems if wishes else ()), *built.problems),
        model_id=model.id,
        encoder_id=encoder.id,
        data_hash=found.data_hash,
    )


def scored_pairs(matching: Matching) -> ScoredPairs:
    """What an agenda needs of a matching; why pairs are kept out is said in English, as all refusals are."""
    question = matching.question
    reasons = [rule_reason(code, load_messages("en")) for code in RULES]
    company_ids, counterpart_ids = question.company_ids, question.counterpart_ids
    excluded: Mapping[tuple[str, str], str] = {
        (company_ids[company], counterpart_ids[counterpart]): reasons[rule]
        for company, counterpart, rule in zip(
            matching.excluded.companies.tolist(),
            matching.excluded.counterparts.tolist(),
            matching.broken.tolist(),
            strict=True,
        )
    }
    return ScoredPairs(
        company_ids=company_ids,
        counterpart_ids=counterpart_ids,
        pairs=matching.pairs,
        scores=matching.scores,
        excluded=excluded,
    )


def _preferences(request: ProgrammeRequest) -> ImportedPreferences | None:
    if request.preferences is None:
        return None
    return import_preferences(request.preferences, lenient=request.tables.lenient)


def _presences(tables: ShortlistRequest) -> tuple[Presence, ...]:
    return (*import_presences(tables.startups), *import_presences(tables.counterparts))


def _refuse(problems: Sequence[Problem]) -> None:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        message = f"{errors[0].line()}; {len(errors)} in all. Correct them, or go on without them with --lenient"
        raise RefusedImport(message, tuple(problems))
