"""Pairs to explain: one made by hand, and whole runs with a deterministic stand-in encoder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matcher.explain.case import Case
from matcher.explain.meetings import Meeting
from matcher.explain.quotes import FactKey, Quote, QuoteKey
from matcher.explain.removal import FACTS
from matcher.language import load_messages
from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage
from matcher.text import Sentence, Voice

sys.path.insert(0, str(Path(__file__).resolve().parent))  # for `demo_without`

CaseMaker = Callable[..., Case]
NEUTRAL = dict.fromkeys(
    (
        "about",
        "needs",
        "asks",
        "sector",
        "wanted_by_company",
        "wanted_by_counterpart",
        "stage",
        "ticket",
        "place",
        "thesis",
        "similar_past",
        "activity",
        "past_outcomes",
    ),
    0.0,
)
COMPANY: dict[str, Any] = {
    "description": "Robots prune vines.",
    "needs": "A pilot in a vineyard.",
    "seeking_label": "Un pilota in vigna",
    "sectors": ("robotics",),
    "sector_labels": ("Robotica",),
    "seeks": (Intent.PILOT,),
    "offers": (Intent.LICENSING,),
    "stage": Stage.SEED,
    "stage_label": "Seed",
    "amount_sought": Money(amount=500_000.0, currency="EUR"),
    "country": "IT",
}
COUNTERPART: dict[str, Any] = {
    "description": "Growers of grapes.",
    "needs": "Machines for rows.",
    "sectors": ("robotics",),
    "sector_labels": ("Robotics",),
    "seeks": (Intent.LICENSING,),
    "offers": (Intent.PILOT,),
    "stages": (Stage.SEED, Stage.SERIES_A),
    "ticket_max": Money(amount=1_000_000.0, currency="EUR"),
    "countries": ("IT",),
}


def sentences(profile: Profile, role: str) -> dict[QuoteKey, tuple[Quote, ...]]:
    """Each voice of a profile as one quoted sentence."""
    texts = ((Voice.ABOUT, "description", profile.description), (Voice.NEEDS, "needs", profile.needs))
    return {
        QuoteKey(pair=0, role=role, voice=voice): (
            Quote(
                sentence=Sentence(profile_id=profile.id, field=field, voice=voice, text=text), drop=0.1, nearness=0.5
            ),
        )
        for voice, field, text in texts
        if text
    }


@pytest.fixture(scope="session")
def case() -> CaseMaker:
    """A pair in which everything fits and bears the score; `mine` and `theirs` change its profiles."""

    def make(
        lang: str = "en", mine: dict[str, Any] | None = None, theirs: dict[str, Any] | None = None, **fields: Any
    ) -> Case:
        company = Profile(**{"id": "c1", "name": "Vite S.r.l.", "kind": ProfileKind.STARTUP, **COMPANY, **(mine or {})})
        counterpart = Profile(
            **{"id": "p1", "name": "Grape Co", "kind": ProfileKind.CORPORATE, **COUNTERPART, **(theirs or {})}
        )
        facts = {FactKey(pair=0, role=role, field=field): 0.1 for role in ("company", "counterpart") for field in FACTS}
        values = {
            "pair": 0,
            "company": company,
            "counterpart": counterpart,
            "features": NEUTRAL,
            "company_terms": {},
            "counterpart_terms": {},
            "score_logit": 0.0,
            "agnostic": False,
            "quotes": {**sentences(company, "company"), **sentences(counterpart, "counterpart")},
            "facts": facts,
            "meetings": (Meeting(company="robotics", counterpart="robotics", strength=1.0),),
            "topics": (),
            "precedents": (),
            "n_past": 0,
            "met": False,
            "messages": load_messages(lang),
            **fields,
        }
        return Case(**values)

    return make
