"""The shell around teams: two tables and a company in, the smallest good team for its need out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.agenda.programme import know_parties
from matcher.errors import DataError
from matcher.model import Model
from matcher.pipeline import ShortlistRequest, match_files
from matcher.problems import Problem
from matcher.profiles import Profile
from matcher.teams import Team, answer_parts, smallest_team, split_need
from models.encoders import Encoder
from models.ranking import sigmoid

LEAST_SCORE = 0.05
"""Members are worth a meeting of their own: the least score of a listed pair (decision record 0017)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRequest:
    """What is asked for.

    `company` is an id or a name. `parts` are the parts of the need, empty to take them from the company's profile.
    `kinds` are the kinds of counterparts that may be members, empty for all; their mutual score with the company is at
    least `least_score`. `most` is the most members.
    """

    tables: ShortlistRequest
    company: str
    parts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    most: int = 4
    least_score: float = LEAST_SCORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Who of the team answers a part best, and how well, in [0, 1); `member` is None where nobody does."""

    part: str
    member: Profile | None
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRun:
    """A team for a company: its members with their mutual scores, what each part gets, and what one alone would answer.

    `share` is what the team answers of what all counterparts together answer, `alone` the same for the best single
    one, `bound` that no team of this size exceeds. `problems` are all doubts about the tables.
    """

    company: Profile
    members: tuple[tuple[Profile, float], ...]
    answers: tuple[Answer, ...]
    share: float
    alone: float
    bound: float
    problems: tuple[Problem, ...]


def find_team(request: TeamRequest, model: Model, encoder: Encoder) -> TeamRun:
    """The smallest good team among the counterparts that no hard rule keeps from the company.

    Raises:
        UnreadableFile, RefusedImport, DataError: as `matcher.pipeline.run_shortlist`.
        DataError: there is no such company, or it says nothing of what it needs.
    """
    found = match_files(request.tables, model, encoder)
    programme, question = found.programme, found.matching.question
    parties = know_parties(programme.companies, programme.counterparts, found.merged_ids)
    company_id = parties.find(request.company)
    if company_id is None:
        raise DataError(f"{request.company!r}: {parties.why_unknown(request.company)}")
    if company_id not in parties.company_ids:
        raise DataError(f"{request.company!r} is a counterpart; teams are for companies: give the id or name of one")
    row = question.company_ids.index(company_id)
    company = question.companies.profiles[row]
    parts = request.parts or split_need(company.needs or company.seeking_label)
    if not parts:
        raise DataError(
            f"{company.name} ({company.id}) does not say what it needs; give --part for each thing it needs"
        )
    mine = found.matching.pairs.companies == row
    columns = found.matching.pairs.counterparts[mine]
    scores = dict(zip(columns.tolist(), sigmoid(found.matching.scores.mutual[mine]).tolist(), strict=True))
    others = question.counterparts.profiles
    members = _welcome(others, scores, request)
    about = question.company_text.about[row]
    every = answer_parts(parts, about, question.counterpart_text, question.space, encoder)
    answers = every[:, members].astype(np.float64)
    team, alone = smallest_team(answers, request.most), smallest_team(answers, 1)
    return TeamRun(
        company=company,
        members=tuple((others[members[column]], scores[members[column]]) for column in team.members),
        answers=_answers(parts, answers, team, [others[member] for member in members]),
        share=team.share,
        alone=alone.share,
        bound=team.bound / team.best if team.best > 0 else 1.0,
        problems=found.problems,
    )


def _welcome(others: Sequence[Profile], scores: dict[int, float], request: TeamRequest) -> list[int]:
    """The rows of those who may be members, best mutual score first, so that it decides between equal teams."""
    rows = [
        row
        for row, score in scores.items()
        if score >= request.least_score and (not request.kinds or others[row].kind.value in request.kinds)
    ]
    return sorted(rows, key=lambda row: (-scores[row], row))


def _answers(
    parts: tuple[str, ...], answers: npt.NDArray[np.float64], team: Team, others: list[Profile]
) -> tuple[Answer, ...]:
    made = []
    for part, of_part in zip(parts, answers, strict=True):
        best = max(team.members, key=lambda column: (of_part[column], -column), default=None)
        is_answered = best is not None and of_part[best] > 0
        member = others[best] if best is not None and is_answered else None
        made.append(Answer(part=part, member=member, strength=float(of_part[best]) if is_answered else 0.0))
    return tuple(made)
