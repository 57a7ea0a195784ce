from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from matcher.candidates import RetrievalConfig, retrieve
from matcher.features import Question
from matcher.matching import Matching
from matcher.profiles import Interaction, Profile

Make = Callable[..., Profile]


def only(**channels: int) -> RetrievalConfig:
    """Retrieval by the named channels alone."""
    closed = dict.fromkeys(("score_all", "near", "words", "covered", "sector", "wish", "past", "reverse"), 0)
    return RetrievalConfig(**{**closed, **channels})


def found(question: Question, config: RetrievalConfig) -> set[tuple[str, str]]:
    pairs = retrieve(question, config)
    rows = zip(pairs.companies.tolist(), pairs.counterparts.tolist(), strict=True)
    return {(question.company_ids[a], question.counterpart_ids[b]) for a, b in rows}


@pytest.fixture
def question(company: Make, counterpart: Make, matched: Callable[..., Matching]) -> Question:
    """Four companies and five counterparts that pair off by text, by sector, by the past, or not at all."""
    return matched(
        [
            company("vines", description="Autonomous robots prune vineyards during winter nights."),
            company("boats", sectors=("marine",)),
            company("silent"),
            company("stone", description="Marble slabs cut by water from quarries above Carrara."),
        ],
        [
            counterpart("wine", description="Autonomous robots prune vineyards during winter nights and days."),
            counterpart("sea", sectors=("marine",)),
            counterpart("mute"),
            counterpart("bank", description="Credit lines insured for exporters of leather goods."),
            counterpart("past"),
        ],
        interactions=(Interaction(startup_id="vines2", counterpart_id="past", relation="investment"),),
        past=(company("vines2", description="Autonomous robots prune vineyards during summer nights."),),
    ).question


def test_few_pairs_are_all_scored(question: Question) -> None:
    assert len(found(question, RetrievalConfig(score_all=20))) == 20


@pytest.mark.parametrize(
    ("config", "pair"),
    [
        pytest.param(only(near=1), ("vines", "wine"), id="by meaning"),
        pytest.param(only(reverse=1), ("vines", "wine"), id="by meaning, from the other side"),
        pytest.param(only(words=1), ("vines", "wine"), id="by words"),
        pytest.param(only(covered=1), ("vines", "wine"), id="by a topic that the other covers"),
        pytest.param(only(covered=1), ("boats", "sea"), id="by a sector that the other covers"),
        pytest.param(only(sector=2), ("boats", "sea"), id="by sector"),
        pytest.param(only(past=1), ("vines", "past"), id="by what it did before"),
    ],
)
def test_each_channel_finds_its_pair(question: Question, config: RetrievalConfig, pair: tuple[str, str]) -> None:
    assert pair in found(question, config)


def test_the_best_described_are_candidates_even_for_one_that_is_silent(question: Question) -> None:
    assert ("silent", "sea") in found(question, only(words=1))


def test_of_two_that_cover_a_company_alike_who_names_less_comes_first(
    company: Make, counterpart: Make, matched: Callable[..., Matching]
) -> None:
    everything = ("ai", "energy_management", "fashion", "fintech", "food", "marine", "media", "pharma")
    matching = matched(
        [company("boats", sectors=("marine",))],
        [counterpart("broad", sectors=everything), counterpart("sea", sectors=("marine",))],
    )
    assert found(matching.question, only(covered=1)) == {("boats", "sea")}


def test_with_every_way_closed_there_are_no_candidates(question: Question) -> None:
    assert found(question, only()) == set()


def test_pairs_come_once_and_sorted_by_row(question: Question) -> None:
    pairs = retrieve(question, RetrievalConfig(score_all=0))
    keys = pairs.companies.astype(np.int64) * 5 + pairs.counterparts
    assert keys.tolist() == sorted(set(keys.tolist()))
    assert pairs.companies.dtype == pairs.counterparts.dtype == np.int32


def test_a_company_is_no_candidate_for_having_met_the_counterpart_itself(
    company: Make, counterpart: Make, matched: Callable[..., Matching]
) -> None:
    met = {
        "interactions": (Interaction(startup_id="a", counterpart_id="q", relation="meeting"),),
    }
    matching = matched(
        [company("a", description="Autonomous robots prune vineyards during winter nights.")],
        [counterpart("p", description="Marble"), counterpart("q")],
        **met,
    )
    assert ("a", "q") not in found(matching.question, only(past=2))


@pytest.mark.parametrize(("n_companies", "n_counterparts"), [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_sides_without_profiles_have_no_pairs(
    company: Make, counterpart: Make, matched: Callable[..., Any], n_companies: int, n_counterparts: int
) -> None:
    matching = matched([company()] * n_companies, [counterpart()] * n_counterparts)
    assert len(retrieve(matching.question, RetrievalConfig())) == n_companies * n_counterparts
