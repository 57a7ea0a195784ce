from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from matcher.explain.case import Case
from matcher.explain.doubts import against
from matcher.explain.reasons import reasons_for
from matcher.explain.records import LEVEL_TERM, Record, told_apart
from matcher.language import load_messages
from matcher.learning import LEVEL, LIKE, PACE, PLACE, STAGE, Witness
from matcher.semantics import COMPANY, COUNTERPART

CaseMaker = Callable[..., Case]

WITNESS = Witness(
    n_deals=9,
    n_lately=2,
    lately=("p1", "p2"),
    alike=("p3",),
    place="city",
    at_place=("p1", "p4"),
    at_stage=("p1", "p2", "p5"),
)
SHARES = {LIKE: 0.5, PLACE: 0.25, STAGE: 0.15, PACE: 0.3, LEVEL: -0.2}
NAMES = {"p1": "Uva S.r.l.", "p2": "Noce", "p3": "Vite Robots", "p4": "Mosto", "p5": "Tino"}
RECORD = Record(shares=SHARES, witness=WITNESS, names=NAMES)
SENTENCES = {
    ("en", LIKE, COMPANY): ("the corporate partner has met or backed companies like it: Vite Robots.", "Vite Robots"),
    ("en", PLACE, COMPANY): (
        "the corporate partner has met or backed companies in the same place (Siena): 2.",
        "Uva, Mosto",
    ),
    ("en", STAGE, COUNTERPART): (
        "the company is at a stage (Seed) at which it has met or backed others: 3.",
        "Uva, Noce, Tino",
    ),
    ("en", PACE, COUNTERPART): ("it is active: 9 companies met or backed so far, 2 in the last year.", "Uva, Noce"),
    ("it", LIKE, COUNTERPART): (
        "l'azienda somiglia ad altre che ha già incontrato o sostenuto: Vite Robots.",
        "Vite Robots",
    ),
    ("it", PLACE, COUNTERPART): (
        "l'azienda ha sede dove ha già incontrato o sostenuto altre aziende (Siena): 2.",
        "Uva, Mosto",
    ),
}


def with_record(pair: Case, lang: str, term: float, record: Record | None = RECORD) -> Case:
    """The case with nothing but a track record, seen from a company in Siena."""
    terms = told_apart({"about": 0.0, "track_record": term}, record)
    return replace(
        pair,
        company=replace(pair.company, city="Siena"),
        company_terms=terms,
        counterpart_terms=terms,
        record=record,
        messages=load_messages(lang),
    )


def test_topics_take_the_place_of_the_whole_and_add_up_to_it() -> None:
    split = told_apart({"about": 1.0, "track_record": 2.0}, RECORD)
    assert split["about"] == 1.0
    assert "track_record" not in split
    assert sum(split.values()) == pytest.approx(3.0)
    assert split[f"record_{LIKE}"] == pytest.approx(1.0)
    assert split[LEVEL_TERM] == pytest.approx(-0.4)


def test_without_a_record_nothing_is_split() -> None:
    assert told_apart({"about": 1.0, "track_record": 0.0}, None) == {"about": 1.0, "track_record": 0.0}


@pytest.mark.parametrize(("key", "said"), SENTENCES.items(), ids=lambda item: "-".join(map(str, item))[:40])
def test_each_topic_is_said_with_the_deals_that_bear_it(
    case: CaseMaker, key: tuple[str, str, str], said: tuple[str, str]
) -> None:
    lang, topic, role = key
    shares = dict.fromkeys(SHARES, 0.0) | {topic: 1.0}
    told = with_record(case(), lang, 2.0, replace(RECORD, shares=shares))
    (reason,) = reasons_for(told, role)
    assert reason.feature == f"record_{topic}"
    assert reason.sentence.endswith(said[0])
    assert reason.evidence.endswith(said[1])


def test_a_topic_without_a_deal_is_not_said(case: CaseMaker) -> None:
    silent = replace(WITNESS, alike=(), at_place=(), at_stage=(), lately=())
    told = with_record(case(), "en", 2.0, replace(RECORD, witness=silent))
    assert reasons_for(told, COMPANY) == []


@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_poor_record_is_told_against_the_pair(case: CaseMaker, lang: str) -> None:
    said = against(with_record(case(), lang, -2.0))
    assert len(said) == 3
    assert ("of other kinds" if lang == "en" else "di altro genere") in said[0]
    assert "Seed" in " ".join(said) or "Siena" in " ".join(said)
