"""How firmly profiles are in topics."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from matcher.profiles import Profile
from matcher.sectors import load_topics
from matcher.topic_membership import (
    ASKED_OF_RESEARCH,
    COVERED,
    COVERED_TWICE,
    GENERAL,
    LABELLED,
    MEANT_TOPIC,
    ONCE,
    profile_topics,
    topic_membership,
)

ProfileMaker = Callable[..., Profile]
TOPICS = load_topics()
COLUMN = {code: index for index, code in enumerate(TOPICS.codes)}


def silent(n: int) -> npt.NDArray[np.float32]:
    return np.zeros((n, len(TOPICS.codes)), dtype=np.float32)


def test_terms_of_a_company_add_up_as_hints(company: ProfileMaker) -> None:
    assert profile_topics(company(description="Hydrogen."), TOPICS)["hydrogen_fuel"] == pytest.approx(ONCE)
    twice = profile_topics(company(description="Hydrogen and electrolysers."), TOPICS)["hydrogen_fuel"]
    assert twice == pytest.approx(1 - (1 - ONCE) ** 2)


def test_a_label_of_a_company_is_firmer_than_a_word(company: ProfileMaker) -> None:
    assert profile_topics(company(sector_labels=("Hydrogen",)), TOPICS)["hydrogen_fuel"] == LABELLED


def test_what_a_counterpart_names_twice_it_covers_wholly(counterpart: ProfileMaker) -> None:
    assert profile_topics(counterpart(description="We back hydrogen."), TOPICS)["hydrogen_fuel"] == COVERED
    named = profile_topics(counterpart(description="We back hydrogen: fuel cells."), TOPICS)
    assert named["hydrogen_fuel"] == COVERED_TWICE


def test_a_counterpart_is_in_no_topic_that_it_rules_out(counterpart: ProfileMaker) -> None:
    named = profile_topics(counterpart(description="We invest in hydrogen. We do not invest in cannabis."), TOPICS)
    assert "hydrogen_fuel" in named
    assert "cannabis" not in named


def test_a_thesis_that_names_everything_says_less_of_each(counterpart: ProfileMaker) -> None:
    few = profile_topics(counterpart(description="Hydrogen."), TOPICS)
    many = profile_topics(
        counterpart(description="Hydrogen, insurance, video games, fashion, batteries, quantum computing."), TOPICS
    )
    assert 0 < many["hydrogen_fuel"] < few["hydrogen_fuel"]


def test_a_company_of_science_born_of_research_is_what_science_funds_seek(company: ProfileMaker) -> None:
    born = company(description="Graphene.", sectors=("advanced_materials",), affiliation="Università di Pisa")
    assert set(ASKED_OF_RESEARCH) <= set(profile_topics(born, TOPICS))
    for other in (
        company(description="Graphene.", sectors=("advanced_materials",), affiliation="Gruppo Rossi"),
        company(description="Audits.", sectors=("professional_services",), affiliation="Università di Pisa"),
    ):
        assert not set(ASKED_OF_RESEARCH) & set(profile_topics(other, TOPICS))


def test_meaning_counts_for_companies_alone(company: ProfileMaker, counterpart: ProfileMaker) -> None:
    meant = silent(2)
    meant[:, COLUMN["fertility"]] = 0.25
    membership = topic_membership((company(), counterpart()), TOPICS, meant)
    assert membership[:, COLUMN["fertility"]] == pytest.approx([MEANT_TOPIC * 0.5, 0.0])


def test_general_topics_give_way_to_others(company: ProfileMaker) -> None:
    alone, beside = topic_membership(
        (company(sector_labels=("Cleantech",)), company(sector_labels=("Cleantech", "Hydrogen"))), TOPICS, silent(2)
    )[:, COLUMN["climate_general"]]
    assert alone == pytest.approx(LABELLED)
    assert beside == pytest.approx(GENERAL * LABELLED)


def test_a_profile_that_says_nothing_is_in_no_topic(company: ProfileMaker, counterpart: ProfileMaker) -> None:
    assert not topic_membership((company(), counterpart()), TOPICS, silent(2)).any()
