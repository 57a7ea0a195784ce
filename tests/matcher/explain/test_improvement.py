from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from matcher.explain import Shown, explain
from matcher.explain.case import Case
from matcher.explain.improvement import Advice, improvement
from matcher.interest import Heads
from matcher.language import load_messages
from matcher.matching import Matching
from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage
from matcher.sectors import SectorTaxonomy
from models.encoders import HashingEncoder
from models.ranking import sigmoid

CaseMaker = Callable[..., Case]
Make = Callable[..., Profile]
Matcher = Callable[..., Matching]
TEXT = "We build quiet helpers that walk between long rows by night in any weather."
FUND: dict[str, Any] = {"description": "We back quiet helpers for long rows.", "needs": "Helpers that walk by night."}
STATED: dict[str, Any] = {"stage": Stage.SEED, "seeks": (Intent.RAISE_CAPITAL,), "needs": "x", "sectors": ("robotics",)}
HALF_A_MILLION = Money(amount=500_000.0, currency="EUR")

FACTS: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("stage", {"stage": None}, {"stages": (Stage.SEED,)}, {"stage": Stage.SEED}),
    ("amount", {}, {"ticket_min": HALF_A_MILLION}, {"amount_sought": HALF_A_MILLION}),
    ("country", {}, {"countries": ("IT",)}, {"country": "IT"}),
    (
        "sought",
        {"seeks": (), "needs": ""},
        {"offers": (Intent.LANDING,), "description": ""},
        {"seeks": (Intent.LANDING,)},
    ),
    ("sector", {"sectors": ()}, {"sectors": ("robotics",)}, {"sectors": ("robotics",)}),
]


@pytest.mark.parametrize(("word", "mine", "theirs", "stated"), FACTS, ids=[row[0] for row in FACTS])
def test_stating_the_advised_fact_reaches_the_figure_given(
    company: Make,
    counterpart: Make,
    matched: Matcher,
    heads: Heads,
    taxonomy: SectorTaxonomy,
    word: str,
    mine: dict[str, Any],
    theirs: dict[str, Any],
    stated: dict[str, Any],
) -> None:
    silent = company(description=TEXT, **{**STATED, **mine})
    fund = counterpart(**{**FUND, **theirs})
    before = matched([silent], [fund])
    advice = explain(before, heads, HashingEncoder(64), taxonomy, load_messages("en"), [Shown(pair=0, rank=1)])
    sentence = advice[0].improvement
    after = sigmoid(matched([replace(silent, **stated)], [fund]).scores.mutual[0])
    assert word in sentence
    assert re.findall(r"(\d+)%", sentence)[-1] == str(round(100 * float(after)))


@pytest.mark.parametrize(
    ("lang", "advice", "sentence"),
    [
        ("it", Advice(name="needs", words={}, logit=1.0),
         ("Scrivere in una frase che cosa si cerca: se è vicino a quello che la grande impresa fa, il punteggio può"
          " salire (50 % → 73 % circa).")),
        ("en", Advice(name="stage", words={"stages": "seed"}, logit=1.0),
         "State the stage: if it is among those accepted (seed), the score rises (50% → 73%)."),
        ("it", Advice(name="sector", words={"sector": "Robotica"}, logit=0.01),
         "Niente da aggiungere: il profilo dice già ciò che conta per questa coppia."),
    ],
    ids=["a need", "a stage", "too little to ask for"],
)  # fmt: skip
def test_the_advice_says_what_to_write_and_what_it_brings(
    case: CaseMaker, lang: str, advice: Advice, sentence: str
) -> None:
    shown = case(lang, mine={"description": TEXT})
    assert improvement(shown, [advice]).replace("\u00a0", " ") == sentence


def test_the_best_of_several_changes_is_advised(case: CaseMaker) -> None:
    few = [
        Advice(name="stage", words={"stages": "seed"}, logit=0.2),
        Advice(name="sector", words={"sector": "X"}, logit=0.9),
    ]
    assert improvement(case(mine={"description": TEXT}), few).startswith("State the sector: if it is X")


def test_a_company_without_text_is_asked_for_text_first(case: CaseMaker) -> None:
    shown = case(mine={"description": "Robots."})
    assert improvement(shown, [Advice(name="sector", words={"sector": "X"}, logit=5.0)]).startswith("Describe in two")


def test_a_company_is_never_asked_for_a_fact_it_would_have_to_change(
    company: Make, counterpart: Make, matched: Matcher, heads: Heads, taxonomy: SectorTaxonomy
) -> None:
    mature = company(kind=ProfileKind.SME, description=TEXT, **{**STATED, "stage": None, "seeks": (Intent.CUSTOMERS,)})
    fund = counterpart(**FUND, stages=(Stage.SEED,), ticket_min=HALF_A_MILLION, sectors=("marine",))
    before = matched([mature], [fund])
    rows = explain(before, heads, HashingEncoder(64), taxonomy, load_messages("en"), [Shown(pair=0, rank=1)])
    assert rows[0].improvement.startswith("Nothing to add")
