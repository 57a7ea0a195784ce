"""Why a side would want the meeting: the features that speak for it most, each with its evidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from matcher.explain.case import Case
from matcher.explain.speakers import SPEAKERS

WORTH_SAYING = 0.06
"""Log-odds below which a fact is not worth a sentence (about one and a half points around 50 %)."""
PER_SIDE, AT_LEAST = 3, 2
HEARD = 0.5
"""How much of its weight a fact keeps in the choice when the other side has already been told it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A sentence for one side, what it adds to that side's log-odds, and the words or facts behind it."""

    role: str
    feature: str
    logit: float
    sentence: str
    evidence: str


def reasons_for(case: Case, role: str, told: Collection[str] = ()) -> list[Reason]:
    """The strongest reasons of one side, at most `PER_SIDE`, strongest first; none without evidence.

    `told` are features that the other side's reasons already speak of: they give way to news, and only fill up
    to `AT_LEAST`.
    """
    terms = [(logit, feature) for feature, logit in case.terms(role).items() if logit >= WORTH_SAYING]
    chosen: list[Reason] = []
    for logit, feature in sorted(terms, key=lambda term: (-term[0] * (HEARD if term[1] in told else 1.0), term[1])):
        if len(chosen) == PER_SIDE or (feature in told and len(chosen) >= AT_LEAST) or feature not in SPEAKERS:
            continue
        spoken = SPEAKERS[feature](case, role)
        if spoken and spoken[1]:
            sentence = case.say(f"for.{role}", text=spoken[0])
            chosen.append(Reason(role=role, feature=feature, logit=logit, sentence=sentence, evidence=spoken[1]))
    return sorted(chosen, key=lambda reason: (-reason.logit, reason.feature))
