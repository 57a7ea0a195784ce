from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from matcher.explain import Shown, explain
from matcher.interest import Heads
from matcher.language import load_messages
from matcher.matching import Matching
from matcher.profiles import Intent, Interaction, Money, Profile, ProfileKind, Stage
from matcher.sectors import SectorTaxonomy
from matcher.suggestions import Suggestion
from models.encoders import HashingEncoder

Make = Callable[..., Profile]
Matcher = Callable[..., Matching]
Explained = Callable[..., tuple[Suggestion, ...]]
EURO = Money(amount=500_000.0, currency="EUR")
FACTS = (Interaction(startup_id="a1", counterpart_id="p1", relation="meeting", outcome="5"),)


@pytest.fixture(scope="module")
def companies(company: Make) -> list[Profile]:
    """A company that says everything, one that says little, and one with only a name."""
    full = company(
        "c1",
        description="Autonomous helpers walk between the rows in winter nights. We sell spare wheels for trolleys too.",
        needs="Somebody who walks between the rows in summer.",
        sectors=("wine",),
        sector_labels=("Vino",),
        seeks=(Intent.PILOT,),
        offers=(Intent.LICENSING,),
        stage=Stage.SEED,
        amount_sought=EURO,
        country="IT",
    )
    return [full, company("c2", description="Marble slabs cut by water above Carrara, for hotels."), company("c3")]


@pytest.fixture(scope="module")
def counterparts(counterpart: Make) -> list[Profile]:
    """A counterpart that fits the first company in everything, and two others."""
    full = counterpart(
        "p1",
        kind=ProfileKind.CORPORATE,
        description="Helpers that walk between the rows, in summer or in winter. We own four hotels by the sea.",
        needs="Autonomous helpers for winter nights, between the rows.",
        sectors=("wine",),
        sector_labels=("Wine",),
        seeks=(Intent.LICENSING,),
        offers=(Intent.PILOT,),
        stages=(Stage.SEED,),
        ticket_min=EURO,
        countries=("IT",),
    )
    return [full, counterpart("p2", description="Loans insured for exporters of marble and gloves."), counterpart("p3")]


@pytest.fixture(scope="module")
def explained(
    company: Make,
    companies: list[Profile],
    counterparts: list[Profile],
    matched: Matcher,
    heads: Heads,
    taxonomy: SectorTaxonomy,
) -> Explained:
    """Every pair of these profiles, explained in a language."""
    past = (company("a1", description="Autonomous helpers for olive rows in winter."),)

    def run(lang: str = "en") -> tuple[Suggestion, ...]:
        matching = matched(companies, counterparts, interactions=FACTS, past=past)
        shown = [Shown(pair=pair, rank=pair + 1) for pair in range(len(matching.pairs))]
        return explain(matching, heads, HashingEncoder(64), taxonomy, load_messages(lang), shown)

    return run


def test_the_contributions_of_every_row_add_up_to_the_log_odds_of_its_score(
    explained: Explained, companies: list[Profile], counterparts: list[Profile], company: Make, matched: Matcher
) -> None:
    past = (company("a1", description="Autonomous helpers for olive rows in winter."),)
    logits = matched(companies, counterparts, interactions=FACTS, past=past).scores.mutual
    for row, logit in zip(explained(), logits, strict=True):
        assert sum(part.logit for part in row.contributions) == pytest.approx(logit, abs=1e-5)
        assert row.score == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-6)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_reason_has_its_evidence(explained: Explained, lang: str) -> None:
    for row in explained(lang):
        assert len(row.evidence) == len(row.reasons)
        assert all(row.evidence)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_each_side_gets_two_or_three_sentences_where_much_fits(explained: Explained, lang: str) -> None:
    row = explained(lang)[0]
    prefixes = {"it": ("Per l'azienda: ", "Per la grande impresa: "), "en": ("For the company: ", "For the corporate ")}
    for prefix in prefixes[lang]:
        assert 2 <= sum(reason.startswith(prefix) for reason in row.reasons) <= 3


def test_no_sentence_is_said_twice_in_a_row_of_the_list(explained: Explained) -> None:
    for row in explained():
        assert len(set(row.reasons)) == len(row.reasons)


def test_a_pair_that_says_nothing_gets_no_reason_and_its_gaps_named(explained: Explained) -> None:
    row = next(one for one in explained() if (one.company_id, one.counterpart_id) == ("c3", "p3"))
    assert row.reasons == row.evidence == ()
    assert row.unknown[0] == "What the company does: there is no text."


def test_the_same_pairs_are_explained_alike_twice(explained: Explained) -> None:
    assert explained() == explained()


def test_no_pair_to_show_gives_no_row(
    companies: list[Profile], counterparts: list[Profile], matched: Matcher, heads: Heads, taxonomy: SectorTaxonomy
) -> None:
    matching = matched(companies, counterparts)
    assert explain(matching, heads, HashingEncoder(64), taxonomy, load_messages("en"), []) == ()


SOURCES: list[tuple[str, str, dict[str, Any]]] = [
    ("Company c1, sectors: Vino", "company", {"sectors": (), "sector_labels": ()}),
    ("Party p1, sectors: Wine", "counterpart", {"sectors": (), "sector_labels": ()}),
    ("Party p1: “Autonomous helpers for winter nights, between the rows.”", "counterpart", {"needs": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("source", "side", "without"), SOURCES, ids=[row[0][:28] for row in SOURCES])
def test_taking_the_quoted_source_away_lowers_the_score(
    explained: Explained,
    companies: list[Profile],
    counterparts: list[Profile],
    company: Make,
    matched: Matcher,
    source: str,
    side: str,
    without: dict[str, Any],
) -> None:
    assert any(source in evidence.split(" ↔ ") for evidence in explained()[0].evidence)
    mine, theirs = companies[0], counterparts[0]
    mine = replace(mine, **without) if side == "company" else mine
    theirs = replace(theirs, **without) if side == "counterpart" else theirs
    past = (company("a1", description="Autonomous helpers for olive rows in winter."),)
    whole = matched(companies, counterparts, interactions=FACTS, past=past)
    less = matched([mine, *companies[1:]], [theirs, *counterparts[1:]], interactions=FACTS, past=past)
    assert less.scores.mutual[0] < whole.scores.mutual[0]


def test_taking_any_quoted_sentence_away_lowers_the_score(
    explained: Explained, companies: list[Profile], counterparts: list[Profile], company: Make, matched: Matcher
) -> None:
    past = (company("a1", description="Autonomous helpers for olive rows in winter."),)
    whole = matched(companies, counterparts, interactions=FACTS, past=past)
    quoted = {text for evidence in explained()[0].evidence for text in re.findall("“(.+?)”", evidence)}
    assert len(quoted) >= 2
    for text in quoted:
        mine, theirs = _erased(companies[0], text), _erased(counterparts[0], text)
        less = matched([mine, *companies[1:]], [theirs, *counterparts[1:]], interactions=FACTS, past=past)
        assert less.scores.mutual[0] < whole.scores.mutual[0]


def _erased(profile: Profile, text: str) -> Profile:
    texts = {field: getattr(profile, field).replace(text, "").strip() for field in ("description", "needs", "offer")}
    return replace(profile, **texts)


def test_a_wish_whose_absence_would_raise_the_score_is_not_evidence(
    company: Make, counterpart: Make, matched: Matcher, heads: Heads, taxonomy: SectorTaxonomy
) -> None:
    text = "Autonomous helpers walk between the rows."
    seeker = company(description=text, seeks=(Intent.MENTORING,), seeking_label="Mentors")
    fund = counterpart(description=text, offers=(Intent.RAISE_CAPITAL,))
    matching = matched([seeker], [fund])
    row = explain(matching, heads, HashingEncoder(64), taxonomy, load_messages("en"), [Shown(pair=0, rank=1)])[0]
    assert matched([replace(seeker, seeks=(), seeking_label="")], [fund]).scores.mutual[0] > matching.scores.mutual[0]
    assert not any("seeks" in evidence for evidence in row.evidence)
