from __future__ import annotations

import pytest

from matcher.limits import NO_LIMITS, read_limits


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("We invest in Norwegian founders.", {"NO"}),
        ("We back UK-based B2B startups.", {"GB"}),
        ("We invest in US-based early-stage software companies.", {"US"}),
        ("We invest in startups in India.", {"IN"}),
        ("Seed rounds for founders based in LatAm.", {"BR", "MX"}),
        ("We support Nordic tech companies.", {"SE", "NO"}),
    ],
)
def test_a_place_tied_to_the_companies_is_a_limit(text: str, countries: set[str]) -> None:
    assert countries <= (read_limits(text).countries or frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A Mumbai fund run from India.",
        "We are a French bank.",
        "We invest in European startups and in founders anywhere in the world.",
        "We invest in startups that make robots.",
    ],
)
def test_where_it_sits_or_a_word_for_the_world_is_no_limit_of_place(text: str) -> None:
    assert read_limits(text).countries is None


@pytest.mark.parametrize(
    "text",
    ["We invest in women-led companies.", "For underrepresented founders.", "We back spin-outs of Stanford."],
)
def test_founders_of_a_kind_are_a_limit(text: str) -> None:
    assert read_limits(text).founders


@pytest.mark.parametrize("text", ["Minority or majority investments.", "Founders who care about women's health."])
def test_other_uses_of_those_words_are_none(text: str) -> None:
    assert not read_limits(text).founders


@pytest.mark.parametrize("text", ["Companies with $1M+ ARR.", "We look for €2 million in annual revenue."])
def test_revenue_in_millions_is_a_limit(text: str) -> None:
    assert read_limits(text).revenue


def test_a_ticket_in_millions_is_not_revenue() -> None:
    assert not read_limits("We write checks of $1M to $3M.").revenue


def test_the_sentence_that_says_it_is_kept_for_quoting() -> None:
    text = (
        "We are a fund of former engineers in the old port of Oslo. We invest in Norwegian founders of hardware firms."
    )
    told = read_limits(text).sentences
    assert told == ("We invest in Norwegian founders of hardware firms.",)


def test_a_text_without_limits_gives_none() -> None:
    assert read_limits("We make cheese for bakeries.") == NO_LIMITS
