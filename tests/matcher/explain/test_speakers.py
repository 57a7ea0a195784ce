from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from matcher.explain.case import Case
from matcher.explain.meetings import Meeting
from matcher.explain.speakers import SPEAKERS, answered_wishes
from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage

CaseMaker = Callable[..., Case]
NEAR = (Meeting(company="robotics", counterpart="aerospace", strength=0.3),)
PAST = (
    Profile(id="a1", name="Alfa S.p.A.", kind=ProfileKind.STARTUP),
    Profile(id="a2", name="Beta Srl", kind=ProfileKind.STARTUP),
    Profile(id="a3", name="Gamma", kind=ProfileKind.STARTUP),
)
MATURE: dict[str, Any] = {"mine": {"stage": None, "stage_label": "", "employees": 96}}
UNDECLARED: dict[str, Any] = {"theirs": {"offers": ()}}

SAID: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("about", "company", {}, "quello che la grande impresa fa o cerca è vicino alla sua attività.",
     "what the corporate partner does or looks for is close to its work."),
    ("about", "counterpart", {}, "l'attività dell'azienda è vicina a quello che fa o cerca.",
     "the company's work is close to what it does or looks for."),
    ("needs", "company", {}, "quello che la grande impresa fa è vicino a ciò che dice di cercare.",
     "what the corporate partner does is close to what it says it is looking for."),
    ("asks", "counterpart", {}, "l'attività dell'azienda è vicina a ciò che dice di cercare.",
     "the company's work is close to what it says it is looking for."),
    ("sector", "company", {}, "la grande impresa opera nello stesso campo: Robotica.",
     "the corporate partner works in the same field: Robotics."),
    ("sector", "counterpart", {}, "l'azienda opera nello stesso campo: Robotica.",
     "the company works in the same field: Robotics."),
    ("sector", "company", {"meetings": NEAR},
     "la grande impresa opera in un campo vicino: Aerospazio e droni (l'azienda: Robotica).",
     "the corporate partner works in a neighbouring field: Aerospace, space and drones (the company: Robotics)."),
    ("sector", "counterpart", {"meetings": (), "agnostic": True},
     "accoglie tutti i settori, quindi anche questa azienda.",
     "it welcomes all sectors, so this company too."),
    ("wanted_by_company", "company", {}, "la grande impresa offre ciò che cerca: progetto pilota.",
     "the corporate partner offers what it is looking for: pilot project."),
    ("wanted_by_company", "company", UNDECLARED, "una grande impresa di solito offre ciò che cerca: progetto pilota.",
     "a corporate partner usually offers what it is looking for: pilot project."),
    ("wanted_by_company", "company", {"mine": {"seeks": ()}},
     "la grande impresa offre ciò che un'azienda così di solito cerca: progetto pilota.",
     "the corporate partner offers what such a company usually looks for: pilot project."),
    ("wanted_by_company", "counterpart", {}, "l'azienda cerca ciò che può dare: progetto pilota.",
     "the company is looking for what it can give: pilot project."),
    ("wanted_by_counterpart", "counterpart", {}, "l'azienda offre ciò che cerca: licenze.",
     "the company offers what it is looking for: licensing."),
    ("stage", "company", {}, "la grande impresa lavora con aziende nella sua fase: seed.",
     "the corporate partner works with companies at its stage: seed."),
    ("stage", "counterpart", {"mine": {"stage": Stage.PRE_SEED}},
     "l'azienda (pre-seed) è a un passo dalle fasi che accetta (seed, serie A).",
     "the company (pre-seed) is one step away from the stages that it accepts (seed, series A)."),
    ("stage", "counterpart", MATURE,
     "l'azienda è matura, e fra le fasi accettate ce ne sono di avanzate (seed, serie A).",
     "the company is mature, and late stages are among those accepted (seed, series A)."),
    ("ticket", "counterpart", {"features": {"ticket": 1.0}},
     "la somma che l'azienda cerca (500.000 €) rientra in quanto investe per volta (fino a 1 Mln €).",
     "the amount the company seeks (€500K) is within what it invests at a time (up to €1M)."),
    ("ticket", "company", {"features": {"ticket": 0.3}},
     "la somma che cerca (500.000 €) non è lontana da quanto la grande impresa investe per volta (fino a 1 Mln €).",
     "the amount it seeks (€500K) is not far from what the corporate partner invests at a time (up to €1M)."),
    ("place", "company", {}, "la grande impresa lavora già nel suo paese: Italia.",
     "the corporate partner already works in its country: Italy."),
    ("place", "counterpart", {"theirs": {"countries": ("*",)}},
     "lavora in tutto il mondo, quindi anche dove ha sede l'azienda (Italia).",
     "it works all over the world, so also where the company is based (Italy)."),
    ("similar_past", "counterpart", {"precedents": PAST},
     "l'azienda somiglia ad altre che ha già incontrato o sostenuto: Alfa, Beta, ….",
     "the company is like others that it has met or backed before: Alfa, Beta, …."),
    ("activity", "company", {"n_past": 7}, "la grande impresa ha già alle spalle incontri o investimenti: 7.",
     "the corporate partner has meetings or investments behind it: 7."),
    ("past_outcomes", "counterpart", {"n_past": 3}, "i suoi incontri passati sono andati bene.",
     "its past meetings went well."),
    ("past_outcomes", "company", {"n_past": 3, "met": True},
     "l'incontro precedente con la grande impresa è andato bene.",
     "the earlier meeting with the corporate partner went well."),
]  # fmt: skip

PROVEN: list[tuple[str, str, dict[str, Any], str]] = [
    ("about", "company", {}, "Vite: “Robots prune vines.” ↔ Grape Co: “Growers of grapes.”"),
    ("needs", "company", {}, "Vite: “A pilot in a vineyard.” ↔ Grape Co: “Growers of grapes.”"),
    ("asks", "counterpart", {}, "Grape Co: “Machines for rows.” ↔ Vite: “Robots prune vines.”"),
    ("sector", "company", {}, "Vite, sectors: Robotica ↔ Grape Co, sectors: Robotics"),
    ("sector", "company", {"mine": {"sectors": (), "sector_labels": ()}},
     "Vite: “Robots prune vines.” ↔ Grape Co, sectors: Robotics"),
    ("wanted_by_company", "company", {}, "Vite, seeks: Un pilota in vigna ↔ Grape Co, offers: pilot project"),
    ("wanted_by_company", "company", UNDECLARED,
     "Vite, seeks: Un pilota in vigna ↔ Grape Co does not say so: it is what a corporate partner usually offers"),
    ("wanted_by_company", "counterpart", {}, "Vite, seeks: Un pilota in vigna"),
    ("wanted_by_counterpart", "counterpart", {}, "Vite, offers: licensing ↔ Grape Co, seeks: licensing"),
    ("stage", "company", {}, "Vite, stage: Seed ↔ Grape Co, accepted stages: seed, series A"),
    ("stage", "company", MATURE, "Vite, size: 96 employees ↔ Grape Co, accepted stages: seed, series A"),
    ("ticket", "company", {"features": {"ticket": 1.0}}, "Vite, amount sought: €500K ↔ Grape Co, ticket: up to €1M"),
    ("place", "company", {}, "Vite, country: Italy ↔ Grape Co, countries: Italy"),
    ("similar_past", "company", {"precedents": PAST[:1]}, "Grape Co, past interactions: Alfa"),
    ("activity", "company", {"n_past": 7}, "Grape Co, past interactions: 7"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize(("feature", "role", "fields", "italian", "english"), SAID)
def test_each_feature_is_spoken_of_in_plain_words(
    case: CaseMaker, lang: str, feature: str, role: str, fields: dict[str, Any], italian: str, english: str
) -> None:
    spoken = SPEAKERS[feature](case(lang, **fields), role)
    assert spoken is not None
    assert spoken[0] == (italian if lang == "it" else english)


@pytest.mark.parametrize(("feature", "role", "fields", "evidence"), PROVEN)
def test_each_sentence_stands_on_what_the_profiles_say(
    case: CaseMaker, feature: str, role: str, fields: dict[str, Any], evidence: str
) -> None:
    spoken = SPEAKERS[feature](case(**fields), role)
    assert spoken is not None
    assert spoken[1] == evidence


@pytest.mark.parametrize(
    "feature", ["about", "needs", "asks", "sector", "wanted_by_company", "stage", "ticket", "place"]
)
def test_what_does_not_bear_the_score_is_not_shown_as_evidence(case: CaseMaker, feature: str) -> None:
    role = "counterpart" if feature == "asks" else "company"
    spoken = SPEAKERS[feature](case(facts={}, quotes={}), role)
    assert spoken is not None
    assert spoken[1] == ""


@pytest.mark.parametrize(
    ("feature", "fields"),
    [
        pytest.param("sector", {"meetings": ()}, id="no sector in common"),
        pytest.param("ticket", {"mine": {"amount_sought": None}}, id="no amount"),
        pytest.param("wanted_by_counterpart", {"mine": {"offers": ()}}, id="nothing offered"),
        pytest.param("wanted_by_company", {"mine": {"seeks": (Intent.LANDING,)}}, id="wish unanswered"),
    ],
)
def test_nothing_is_said_of_what_is_not_there(case: CaseMaker, feature: str, fields: dict[str, Any]) -> None:
    assert SPEAKERS[feature](case(**fields), "counterpart") is None


def test_declared_offers_are_named_before_usual_ones(case: CaseMaker) -> None:
    shown = case(mine={"seeks": (Intent.CUSTOMERS, Intent.PILOT)}, theirs={"offers": (Intent.PILOT,)})
    assert answered_wishes(shown) == (Intent.PILOT,)


def test_an_amount_alone_is_not_written_as_a_range(case: CaseMaker) -> None:
    ticket = Money(amount=80_000.0, currency="USD")
    shown = case(theirs={"ticket_min": ticket, "ticket_max": ticket}, features={"ticket": 0.3})
    spoken = SPEAKERS["ticket"](shown, "counterpart")
    assert spoken is not None
    assert spoken[0].endswith("invests at a time ($80K).")
