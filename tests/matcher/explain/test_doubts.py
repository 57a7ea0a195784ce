from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from matcher.explain.case import Case
from matcher.explain.doubts import against, unknown
from matcher.profiles import Intent, Money, ProfileKind, Stage

CaseMaker = Callable[..., Case]
INVESTOR: dict[str, Any] = {"kind": ProfileKind.INVESTOR}

AGAINST: list[tuple[str, dict[str, Any], str, str]] = [
    ("about", {}, "I testi dell'azienda e della grande impresa hanno poco in comune.",
     "The texts of the company and of the corporate partner have little in common."),
    ("needs", {}, "Ciò che l'azienda cerca è lontano da quello che la grande impresa fa.",
     "What the company is looking for is far from what the corporate partner does."),
    ("asks", {}, "L'attività dell'azienda è lontana da ciò che la grande impresa dice di cercare.",
     "The company's work is far from what the corporate partner says it is looking for."),
    ("sector", {"theirs": {"sectors": ("marine",)}},
     "Settori lontani: Robotica per l'azienda, Nautica ed economia del mare per la grande impresa.",
     "Sectors far apart: Robotics for the company, Marine and nautical for the corporate partner."),
    ("elsewhere", {"theirs": {"description": "We invest in insurance."}},
     "La grande impresa nomina soprattutto altro: Assicurazioni.",
     "The corporate partner names mostly other things: Insurance."),
    ("judgement", {}, "Chi ha letto coppie simili le ha giudicate meno bene di quanto dicano i dati.",
     "Readers thought less of similar pairs than their facts suggest."),
    ("wanted_by_company", {},
     "L'azienda cerca altro (progetto pilota): la grande impresa non dichiara di offrirlo e di solito non lo offre.",
     ("The company is looking for something else (pilot project): the corporate partner does not say that it offers it"
      " and usually does not.")),
    ("wanted_by_counterpart", {}, "La grande impresa cerca licenze: l'azienda non dichiara di offrirlo.",
     "The corporate partner is looking for licensing: the company does not say that it offers it."),
    ("stage", {"mine": {"stage": Stage.IDEA}},
     "La grande impresa accetta altre fasi: seed, serie A (l'azienda: idea).",
     "The corporate partner accepts other stages: seed, series A (the company: idea)."),
    ("ticket", {"mine": {"amount_sought": Money(amount=9e6, currency="EUR")}},
     "Importi lontani: l'azienda cerca 9 Mln €, la grande impresa investe fino a 1 Mln € per volta.",
     "Amounts far apart: the company seeks €9M, the corporate partner invests up to €1M at a time."),
    ("place", {"theirs": {"countries": ("US",)}, "features": {"place": -0.1}},
     "La grande impresa lavora solo in questi paesi: Stati Uniti. Può servire una sede lì.",
     "The corporate partner works only in these countries: United States. An office there may be needed."),
    ("place", {"theirs": {"countries": ("FR",)}, "features": {"place": -0.6}},
     "La grande impresa indica altri paesi: Francia.", "The corporate partner names other countries: France."),
    ("past_outcomes", {}, "Gli incontri passati con la grande impresa non sono sempre andati bene.",
     "Past meetings with the corporate partner did not always go well."),
    ("past_outcomes", {"met": True}, "L'incontro precedente fra l'azienda e la grande impresa non è andato bene.",
     "The earlier meeting between the company and the corporate partner did not go well."),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize(("feature", "fields", "italian", "english"), AGAINST)
def test_each_hurdle_is_named_by_its_own_cause(
    case: CaseMaker, lang: str, feature: str, fields: dict[str, Any], italian: str, english: str
) -> None:
    shown = case(lang, **{"features": {feature: -0.5}, **fields}, company_terms={feature: -0.2})
    assert against(shown) == ((italian if lang == "it" else english),)


def test_the_heaviest_hurdle_comes_first_and_light_ones_are_left_out(case: CaseMaker) -> None:
    terms = {"about": -0.1, "needs": -0.3, "asks": -0.05}
    shown = case(features=dict.fromkeys(terms, -0.5), company_terms=terms)
    assert [sentence[:4] for sentence in against(shown)] == ["What", "The "]


@pytest.mark.parametrize(("feature", "value"), [("elsewhere", -0.4), ("judgement", -0.2)])
def test_what_is_not_clearly_against_is_not_worth_a_word(case: CaseMaker, feature: str, value: float) -> None:
    assert against(case(features={feature: value}, company_terms={feature: -0.2})) == ()


UNKNOWN: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    ({"description": ""}, {}, "Che cosa fa l'azienda: manca un testo.", "What the company does: there is no text."),
    ({}, {"description": "", "needs": ""}, "Che cosa fa o cerca l'investitore: manca un testo.",
     "What the investor does or looks for: there is no text."),
    ({"seeks": (), "needs": "", "seeking_label": "", "amount_sought": Money(amount=1.0, currency="EUR")}, {},
     "Che cosa cerca l'azienda: si suppone ciò che cercano di solito aziende così.",
     "What the company is looking for: what such companies usually seek is assumed."),
    ({"sectors": (), "description": "We do things."}, {}, "Il settore dell'azienda.", "The sector of the company."),
    ({}, {"sectors": (), "description": "We do things."}, "I settori dell'investitore.",
     "The sectors of the investor."),
    ({"stage": None, "stage_label": ""}, {}, "La fase di sviluppo dell'azienda.", "The stage of the company."),
    ({}, {"stages": ()}, "Le fasi che l'investitore accetta.", "The stages that the investor accepts."),
    ({"amount_sought": None, "seeks": (Intent.RAISE_CAPITAL,)}, {}, "Quanto capitale cerca l'azienda.",
     "How much capital the company seeks."),
    ({}, {"ticket_max": None}, "Quanto l'investitore investe per volta.", "How much the investor invests at a time."),
    ({"country": ""}, {}, "Il paese dell'azienda.", "The country of the company."),
    ({}, {"countries": ()}, "In quali paesi lavora l'investitore.", "The countries where the investor works."),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize(("mine", "theirs", "italian", "english"), UNKNOWN)
def test_each_gap_is_named(
    case: CaseMaker, lang: str, mine: dict[str, Any], theirs: dict[str, Any], italian: str, english: str
) -> None:
    shown = case(lang, mine=mine, theirs={**INVESTOR, **theirs})
    assert unknown(shown) == ((italian if lang == "it" else english),)


@pytest.mark.parametrize(
    ("mine", "theirs", "fields"),
    [
        pytest.param({"kind": ProfileKind.SME, "stage": None, "stage_label": ""}, INVESTOR, {}, id="an SME's stage"),
        pytest.param({"stage": None, "employees": 80}, INVESTOR, {}, id="a mature company's stage"),
        pytest.param({"stage": None, "stage_label": "grant"}, INVESTOR, {}, id="a company funded by grants"),
        pytest.param({"amount_sought": None}, INVESTOR, {}, id="the amount of one that seeks a pilot"),
        pytest.param({"seeks": ()}, INVESTOR, {}, id="wishes written in words only"),
        pytest.param({}, {**INVESTOR, "sectors": (), "description": "x"}, {"agnostic": True}, id="open to all sectors"),
        pytest.param({}, {"stages": (), "ticket_max": None, "countries": ()}, {}, id="a corporate gives no rounds"),
    ],
)
def test_what_is_left_out_on_purpose_is_not_called_unknown(
    case: CaseMaker, mine: dict[str, Any], theirs: dict[str, Any], fields: dict[str, Any]
) -> None:
    assert unknown(case(mine=mine, theirs=theirs, **fields)) == ()
