from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.index import WordIndex, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("Sensori ottici", ["sensor", "ottic"], id="Italian plurals"),
        pytest.param("sensor batteries", ["sensor", "batter"], id="English plurals"),
        pytest.param("the company and la startup", [], id="function words"),
        pytest.param("Qualità È città", ["qualit", "citt"], id="accents"),
        pytest.param("AI 5G 3D", ["ai", "5g", "3d"], id="short words stay whole"),
        pytest.param("", [], id="empty"),
    ],
)
def test_text_becomes_folded_stems_without_function_words(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


def test_a_text_that_shares_a_rare_word_scores_by_bm25() -> None:
    index = WordIndex(["laser optics", "marble quarry"])
    scores = index.scores("laser cutting")
    n, holding, k1 = 2, 1, 1.2
    rarity = math.log(1 + (n - holding + 0.5) / (holding + 0.5))
    assert scores.tolist() == pytest.approx([rarity * 1 / (1 + k1), 0.0])


def test_a_rare_word_is_worth_more_than_a_common_one() -> None:
    index = WordIndex(["laser water", "water pump", "water valve"])
    assert index.scores("laser")[0] > index.scores("water")[0] > 0


@pytest.mark.parametrize("query", ["", "the", "zebra"], ids=["empty", "function word", "unknown word"])
def test_a_query_that_shares_nothing_scores_nothing(query: str) -> None:
    assert WordIndex(["laser optics"]).scores(query).tolist() == [0.0]


@pytest.mark.parametrize("texts", [[], [""], ["the", ""]], ids=["none", "empty", "function words only"])
def test_texts_without_words_match_nothing(texts: list[str]) -> None:
    assert WordIndex(texts).scores("laser").tolist() == [0.0] * len(texts)


@given(st.permutations(["laser optics", "marble quarry", "laser marble", ""]))
def test_a_text_scores_the_same_wherever_it_stands(texts: list[str]) -> None:
    scores = dict(zip(texts, WordIndex(texts).scores("laser marble").tolist(), strict=True))
    straight = WordIndex(sorted(texts)).scores("laser marble").tolist()
    assert scores == dict(zip(sorted(texts), straight, strict=True))
