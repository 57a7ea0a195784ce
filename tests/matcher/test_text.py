from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.profiles import Profile, ProfileKind
from matcher.text import (
    KNOWN,
    Voice,
    detect_language,
    fold,
    profile_language,
    profile_sentences,
    split_sentences,
    spoken_text,
)

LONG = "We make robots that prune vines by night in Tuscany."
OTHER = "They work alone, in any weather, on any slope there is."


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("", (), id="empty"),
        pytest.param(" \n\t ", (), id="white space only"),
        pytest.param(f"{LONG} {OTHER}", (LONG, OTHER), id="full stop"),
        pytest.param(f"{LONG}\n{OTHER}", (LONG, OTHER), id="line end"),
        pytest.param(f"• {LONG} • {OTHER}", (LONG, OTHER), id="bullets"),
        pytest.param(f"{LONG}  \t {OTHER}", (LONG, OTHER), id="several spaces"),
        pytest.param(f"{LONG} Yes.", (f"{LONG} Yes.",), id="a short last piece joins the one before"),
        pytest.param(f"Hello. {LONG}", (f"Hello. {LONG}",), id="a short first piece takes the next"),
        pytest.param(
            f"{LONG} A short one. {OTHER}", (LONG, f"A short one. {OTHER}"), id="a short middle piece takes the next"
        ),
        pytest.param(
            "Our machines are designed with the help of Prof. Rossi of Pisa.",
            ("Our machines are designed with the help of Prof. Rossi of Pisa.",),
            id="an abbreviation ends nothing",
        ),
        pytest.param(
            "Our turnover in the last twelve months was about 3. 5 million.",
            ("Our turnover in the last twelve months was about 3. 5 million.",),
            id="a lone digit starts nothing",
        ),
    ],
)
def test_text_is_cut_into_sentences(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text) == sentences


@given(st.text(alphabet="ab .!;\n•\t5", max_size=120))
def test_cutting_loses_nothing_but_white_space_and_bullets(text: str) -> None:
    def solid(part: str) -> str:
        return "".join(part.replace("•", "").split())

    assert solid("".join(split_sentences(text))) == solid(text)


@given(st.text(alphabet="abc .\n•", max_size=200))
def test_no_sentence_but_a_lone_one_is_short(text: str) -> None:
    sentences = split_sentences(text)
    assert len(sentences) == 1 or all(len(sentence) >= 40 for sentence in sentences)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" " * 200_000 + "x", id="spaces"),
        pytest.param("a. " * 100_000, id="abbreviations without end"),
        pytest.param("x" * 1_000_000, id="one word"),
        pytest.param("\n " * 100_000, id="empty lines"),
    ],
)
def test_huge_texts_are_cut_and_nothing_of_them_is_lost(text: str) -> None:
    kept = "".join("".join(split_sentences(text)).split())
    assert kept == "".join(text.split())


def test_a_sentence_knows_its_field_and_voice(company: Callable[..., Profile]) -> None:
    profile = company(description=LONG, needs="We look for a distributor in California.", offer=OTHER)
    assert [(s.field, s.voice, s.text) for s in profile_sentences(profile)] == [
        ("description", Voice.ABOUT, LONG),
        ("offer", Voice.ABOUT, OTHER),
        ("needs", Voice.NEEDS, "We look for a distributor in California."),
    ]


def test_a_repeated_sentence_appears_once(company: Callable[..., Profile]) -> None:
    assert len(profile_sentences(company(description=f"{LONG} {OTHER}", offer=LONG))) == 2


def test_a_profile_without_text_has_no_sentence(company: Callable[..., Profile]) -> None:
    assert profile_sentences(company()) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Produciamo sensori per la vigna", "it", id="Italian"),
        pytest.param("We make sensors for the vineyard", "en", id="English"),
        pytest.param("Fintech", "", id="too little"),
        pytest.param("", "", id="empty"),
        pytest.param("il the", "", id="a draw"),
        pytest.param("in", "", id="a word of both"),
        pytest.param("AI for AI robots", "en", id="AI is no Italian word"),
    ],
)
def test_language_is_told_by_function_words(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_profile_speaks_the_language_of_all_its_fields_together(company: Callable[..., Profile]) -> None:
    assert profile_language(company(description="B2B the", needs="Cerchiamo un partner per la vendita")) == "it"


@pytest.mark.parametrize(
    ("text", "folded"),
    [("  Società  AGRICOLA ", "societa agricola"), ("Straße", "strasse"), ("\u00a0", ""), ("", "")],
    ids=["accents and case", "sharp s", "hard space", "empty"],
)
def test_folding_forgets_case_accents_and_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_lower_case_ascii_folds_to_itself_and_folding_bears_repetition(text: str) -> None:
    ascii_only = " ".join("".join(c for c in text.lower() if (c.isascii() and c.isalnum()) or c == " ").split())
    assert fold(ascii_only) == ascii_only
    assert fold(fold(ascii_only)) == ascii_only


def test_of_a_group_that_says_nothing_what_is_known_of_it_speaks(counterpart: Callable[..., Profile]) -> None:
    engie = counterpart(name="Engie New Ventures", kind=ProfileKind.CORPORATE, description="")
    (sentence,) = profile_sentences(engie)
    assert (sentence.field, sentence.voice, sentence.text) == (KNOWN, Voice.ABOUT, spoken_text(engie))
    assert "district heating" in sentence.text


@pytest.mark.parametrize("said", [{"description": LONG}, {"offer": LONG}, {"needs": LONG}])
def test_a_group_that_says_anything_speaks_for_itself(
    said: dict[str, str], counterpart: Callable[..., Profile]
) -> None:
    engie = counterpart(name="Engie", kind=ProfileKind.CORPORATE, **{"description": "", **said})
    assert [sentence.field for sentence in profile_sentences(engie)] == list(said)


def test_nobody_but_a_corporate_bears_the_name_of_a_group(counterpart: Callable[..., Profile]) -> None:
    assert profile_sentences(counterpart(name="Engie", kind=ProfileKind.INVESTOR, description="")) == ()
