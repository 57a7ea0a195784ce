from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.candidates import RetrievalConfig
from matcher.interest import Heads, mutual_contributions
from matcher.matching import Matching, choose
from matcher.profiles import WORLDWIDE, Intent, Interaction, Money, Profile, ProfileKind, Stage
from matcher.rules import RULES
from matcher.shortlist import ShortlistConfig
from matcher.suggestions import Side

Make = Callable[..., Profile]
Matcher = Callable[..., Matching]
EURO = Money(amount=500_000.0, currency="EUR")
VINES = "Autonomous robots prune vineyards in winter nights."
FUND = "We fund robots for farms and vineyards in Europe."


def suggestions(matching: Matching, side: Side, config: ShortlistConfig) -> list[tuple[str, str, float]]:
    """(company id, counterpart id, score) of every chosen pair, list after list, best first."""
    question, pairs = matching.question, matching.pairs
    return [
        (
            question.company_ids[pairs.companies[pair]],
            question.counterpart_ids[pairs.counterparts[pair]],
            float(matching.scores.mutual[pair]),
        )
        for chosen in choose(matching, side, config)
        for pair in chosen
    ]


@pytest.fixture(scope="module")
def programme(company: Make, counterpart: Make) -> tuple[list[Profile], list[Profile], tuple[Interaction, ...]]:
    """Five companies and six counterparts in both languages, two of them twins, with a past."""
    companies = [
        company("c1", description=VINES, sectors=("wine",), country="IT", seeks=(Intent.RAISE_CAPITAL,)),
        company("c2", description="Produciamo sensori per la vigna e per il vino.", stage=Stage.SEED),
        company("c3", kind=ProfileKind.SME, employees=150, needs="Cerchiamo un distributore di macchine agricole."),
        company("c4", amount_sought=EURO, sector_labels=("Marine",), sectors=("marine",)),
        company("c5"),
    ]
    counterparts = [
        counterpart("p1", description=FUND, stages=(Stage.SEED,), ticket_max=EURO),
        counterpart("p2", description=FUND, stages=(Stage.SEED,), ticket_max=EURO),
        counterpart(
            "p3", kind=ProfileKind.CORPORATE, description="Farm machines sold in California.", countries=("US",)
        ),
        counterpart("p4", kind=ProfileKind.UNIVERSITY, description="Marine laboratory.", sectors=("marine",)),
        counterpart("p5", sector_labels=("Sector agnostic",), countries=(WORLDWIDE,)),
        counterpart("p6"),
    ]
    facts = (
        Interaction(startup_id="c4", counterpart_id="p4", relation="meeting", outcome="5"),
        Interaction(startup_id="c1", counterpart_id="p6", relation="investment", date=datetime.date(2024, 5, 1)),
        Interaction(startup_id="c1", counterpart_id="p3", relation="meeting", outcome="no_show"),
    )
    return companies, counterparts, facts


@given(
    order=st.randoms(use_true_random=False), side=st.sampled_from(Side), plain=st.booleans(), all_scored=st.booleans()
)
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_in_any_file_changes_no_suggestion(
    programme: tuple[list[Profile], list[Profile], tuple[Interaction, ...]],
    matched: Matcher,
    order: Any,
    side: Side,
    plain: bool,
    all_scored: bool,
) -> None:
    retrieval = RetrievalConfig() if all_scored else RetrievalConfig(score_all=0, near=3, words=2, sector=2, past=2)
    config = ShortlistConfig(top=2, exposure_floor=1)
    config = config.plain() if plain else config
    companies, counterparts, facts = programme
    straight = matched(companies, counterparts, interactions=facts, retrieval=retrieval)
    mixed = [order.sample(rows, len(rows)) for rows in (companies, counterparts, list(facts))]
    shuffled = matched(mixed[0], mixed[1], interactions=tuple(mixed[2]), retrieval=retrieval)
    assert suggestions(shuffled, side, config) == suggestions(straight, side, config)


def test_twins_are_told_apart_by_id(company: Make, counterpart: Make, matched: Matcher) -> None:
    twins = [counterpart(name, description=FUND) for name in ("p3", "p1", "p2")]
    matching = matched([company(description=VINES)], twins)
    chosen = suggestions(matching, Side.STARTUPS, ShortlistConfig().plain())
    assert [counterpart_id for _, counterpart_id, _ in chosen] == ["p1", "p2", "p3"]
    assert len({score for _, _, score in chosen}) == 1


def test_plain_lists_go_by_score_alone(
    programme: tuple[list[Profile], list[Profile], tuple[Interaction, ...]], matched: Matcher
) -> None:
    companies, counterparts, facts = programme
    matching = matched(companies, counterparts, interactions=facts)
    for row, chosen in enumerate(choose(matching, Side.STARTUPS, ShortlistConfig(top=3).plain())):
        mine = np.flatnonzero(matching.pairs.companies == row)
        best = sorted(mine, key=lambda pair: (-matching.scores.mutual[pair], matching.pairs.counterparts[pair]))[:3]
        assert chosen.tolist() == best


def test_contributions_add_up_to_the_log_odds_of_every_pair(
    programme: tuple[list[Profile], list[Profile], tuple[Interaction, ...]], matched: Matcher, heads: Heads
) -> None:
    companies, counterparts, facts = programme
    matching = matched(companies, counterparts, interactions=facts)
    base, parts = mutual_contributions(heads, matching.features)
    assert base + sum(parts.values()) == pytest.approx(matching.scores.mutual, abs=1e-9)


def test_excluded_pairs_are_kept_apart_with_their_rule(company: Make, counterpart: Make, matched: Matcher) -> None:
    matching = matched(
        [company(country="IT")],
        [counterpart("p1"), counterpart("p2", countries=("FR",)), counterpart("p3")],
        forbidden=frozenset({("c1", "p3")}),
    )
    names = list(RULES)
    assert matching.pairs.counterparts.tolist() == [0]
    assert matching.excluded.counterparts.tolist() == [1, 2]
    assert matching.broken.tolist() == [names.index("out_of_reach"), names.index("forbidden")]


def score(matching: Matching) -> float:
    """The log-odds of the first company with the first counterpart."""
    assert (matching.pairs.companies[0], matching.pairs.counterparts[0]) == (0, 0)
    return float(matching.scores.mutual[0])


HELPERS = "Autonomous helpers walk between the rows in winter nights."
FULL_COMPANY: dict[str, Any] = {
    "description": HELPERS,
    "sectors": ("wine",),
    "seeks": (Intent.PILOT,),
    "offers": (Intent.LICENSING,),
    "stage": Stage.SEED,
    "amount_sought": EURO,
    "country": "IT",
    "needs": "Somebody who walks between the rows in summer.",
}
FULL_COUNTERPART: dict[str, Any] = {
    "description": "Helpers that walk between the rows, in summer or in winter.",
    "sectors": ("wine",),
    "seeks": (Intent.LICENSING,),
    "offers": (Intent.PILOT,),
    "stages": (Stage.SEED,),
    "ticket_min": EURO,
    "countries": ("IT",),
    "needs": "Autonomous helpers for winter nights.",
}


@pytest.fixture(scope="module")
def among_others(company: Make, counterpart: Make, matched: Matcher) -> Callable[..., Matching]:
    """A run of one company and one counterpart among others that speak of something else."""
    texts = ("Marble slabs cut by water above Carrara.", "Loans insured for exporters of gloves.", "Choirs on tour.")
    companies = [company(f"x{n}", description=text) for n, text in enumerate(texts)]
    counterparts = [counterpart(f"x{n}", description=text) for n, text in enumerate(texts)]

    def run(mine: dict[str, Any], theirs: dict[str, Any]) -> Matching:
        return matched([company(**mine), *companies], [counterpart(**theirs), *counterparts])

    return run


def without(facts: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name != field}


def test_every_fact_of_the_full_pair_fits(among_others: Callable[..., Matching]) -> None:
    features = among_others(FULL_COMPANY, FULL_COUNTERPART).features
    of_past = {"similar_past", "activity", "past_outcomes", "track_record"}
    silent = of_past | {"limits", "topic", "apart", "elsewhere", "seat", "judgement"}
    assert [name for name, column in features.items() if column[0] <= 0.0 and name not in silent] == []


@pytest.mark.parametrize("field", sorted(FULL_COMPANY))
def test_taking_a_fitting_fact_from_the_company_lowers_the_score(
    among_others: Callable[..., Matching], field: str
) -> None:
    whole = among_others(FULL_COMPANY, FULL_COUNTERPART)
    assert score(among_others(without(FULL_COMPANY, field), FULL_COUNTERPART)) < score(whole)


@pytest.mark.parametrize("field", sorted(FULL_COUNTERPART))
def test_taking_a_fitting_fact_from_the_counterpart_lowers_the_score(
    among_others: Callable[..., Matching], field: str
) -> None:
    whole = among_others(FULL_COMPANY, FULL_COUNTERPART)
    assert score(among_others(FULL_COMPANY, without(FULL_COUNTERPART, field))) < score(whole)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        pytest.param({"stage": Stage.IDEA}, {"stages": (Stage.SEED,)}, id="stage"),
        pytest.param({"amount_sought": EURO}, {"ticket_min": Money(amount=4e6, currency="EUR")}, id="ticket"),
        pytest.param({"country": "IT"}, {"countries": ("US",)}, id="place"),
        pytest.param({"sectors": ("marine",)}, {"sectors": ("fintech",)}, id="sector"),
        pytest.param({"seeks": (Intent.LAB_ACCESS,)}, {"offers": (Intent.MENTORING,)}, id="wish"),
    ],
)
def test_a_company_that_leaves_a_field_empty_is_never_worse_off_than_one_that_does_not_fit(
    company: Make, counterpart: Make, matched: Matcher, mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    assert score(matched([company()], [counterpart(**theirs)])) > score(
        matched([company(**mine)], [counterpart(**theirs)])
    )


def test_a_company_that_the_counterpart_met_is_not_its_own_example(
    company: Make, counterpart: Make, matched: Matcher
) -> None:
    fact = Interaction(startup_id="c1", counterpart_id="p1", relation="meeting")
    matching = matched(
        [company("c1", description=VINES), company("c2", description=VINES)], [counterpart()], interactions=(fact,)
    )
    assert matching.features["similar_past"][0] == 0.0
    assert matching.features["similar_past"][1] > 0.0


@pytest.mark.parametrize(
    ("n_companies", "n_counterparts"),
    [(0, 0), (0, 2), (2, 0), (1, 1)],
    ids=["nobody", "no company", "alone", "one each"],
)
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("with_history", [False, True])
def test_small_and_empty_programmes_have_a_list_for_everyone(
    company: Make,
    counterpart: Make,
    matched: Matcher,
    n_companies: int,
    n_counterparts: int,
    side: Side,
    with_history: bool,
) -> None:
    facts = (Interaction(startup_id="c0", counterpart_id="p1", relation="meeting"),) if with_history else ()
    matching = matched(
        [company(f"c{n}", description=VINES) for n in range(n_companies)],
        [counterpart(f"p{n}") for n in range(n_counterparts)],
        interactions=facts,
    )
    lists = choose(matching, side, ShortlistConfig())
    asked, offered = (n_companies, n_counterparts) if side is Side.STARTUPS else (n_counterparts, n_companies)
    assert [len(chosen) for chosen in lists] == [offered] * asked


def test_ids_of_the_two_files_are_separate(company: Make, counterpart: Make, matched: Matcher) -> None:
    matching = matched([company("1"), company("2")], [counterpart("1"), counterpart("2")])
    assert len(matching.pairs) == 4


def test_one_party_in_both_files_does_not_meet_itself(company: Make, matched: Matcher) -> None:
    same = company("1", description=VINES, city="Pisa")
    matching = matched([same], [replace(same, id="9"), company("2")])
    assert matching.question.counterpart_ids == ["2", "9"]
    assert matching.pairs.counterparts.tolist() == [0]
    assert matching.broken.tolist() == [list(RULES).index("same_party")]


def test_when_every_pair_is_excluded_the_lists_are_empty(company: Make, counterpart: Make, matched: Matcher) -> None:
    matching = matched(
        [company("c1", description=VINES)],
        [counterpart("p1")],
        forbidden=frozenset({("c1", "p1")}),
        interactions=(Interaction(startup_id="c2", counterpart_id="p1", relation="meeting"),),
        past=(company("c2", description=VINES),),
    )
    assert [part.tolist() for part in choose(matching, Side.STARTUPS, ShortlistConfig())] == [[]]


def test_huge_texts_are_matched_like_any_other(company: Make, counterpart: Make, matched: Matcher) -> None:
    matching = matched([company(description=f"{VINES} " * 2000)], [counterpart(description="x" * 100_000)])
    assert np.isfinite(matching.scores.mutual).all()


@pytest.mark.parametrize(
    "odd",
    [
        {"amount_sought": Money(amount=float("nan"), currency="EUR")},
        {"amount_sought": Money(amount=5.0, currency="XTS")},
        {"amount_sought": Money(amount=1e300, currency="EUR")},
        {"description": "\ud800 broken"},
        {"description": "12345 !!! ..."},
        {"name": ""},
    ],
    ids=["money that is no number", "unknown currency", "endless money", "lone surrogate", "no letters", "no name"],
)
def test_odd_values_count_as_unknown_and_break_nothing(
    company: Make, counterpart: Make, matched: Matcher, odd: dict[str, Any]
) -> None:
    matching = matched([company(**odd)], [counterpart(ticket_min=EURO, description=FUND)])
    assert np.isfinite(matching.scores.mutual).all()
    assert len(matching.pairs) == 1
