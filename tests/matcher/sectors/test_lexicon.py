"""Terms in labels and in running text."""

import pytest

from matcher.errors import ConfigError
from matcher.sectors.lexicon import Lexicon, Term, other_senses, read_mark


def _term(spelling: str, *codes: str, weight: float = 0.6) -> Term:
    return Term(spelling=spelling, codes=codes, weight=weight)


@pytest.mark.parametrize(
    ("written", "is_broad", "expected"),
    [
        pytest.param("winery", False, ("winery", 0.6), id="precise word"),
        pytest.param("machine learning", False, ("machine learning", 0.7), id="precise phrase"),
        pytest.param("life sciences", True, ("life sciences", 0.3), id="broad"),
        pytest.param("~data", False, ("data", 0.15), id="weak"),
        pytest.param("=local", True, ("local", 0.0), id="label only"),
    ],
)
def test_a_mark_sets_the_weight(written: str, is_broad: bool, expected: tuple[str, float]) -> None:
    assert read_mark(written, is_broad=is_broad) == expected


def test_the_longest_term_wins_and_hides_those_inside() -> None:
    lexicon = Lexicon([_term("design", "design"), _term("chip design", "semiconductors")])
    assert [hit.codes for hit in lexicon.scan("A chip design studio")] == [("semiconductors",)]


def test_nothing_is_found_in_a_phrase_of_another_sense() -> None:
    lexicon = Lexicon([_term("construction", "construction"), *other_senses(["portfolio construction"])])
    assert lexicon.scan("we help with portfolio construction") == []
    assert [hit.codes for hit in lexicon.scan("a portfolio of construction firms, construction")] == [("construction",)]


def test_a_phrase_of_another_sense_may_not_be_a_term() -> None:
    with pytest.raises(ConfigError, match="same once folded"):
        Lexicon([_term("smart city", "public_sector"), *other_senses(["smart cities"])])


def test_a_term_is_found_as_a_whole_word_only() -> None:
    assert Lexicon([_term("art", "events")]).scan("a smart start") == []


def test_a_phrase_does_not_cross_a_comma() -> None:
    assert Lexicon([_term("smart city", "public_sector")]).scan("smart, city") == []


def test_a_phrase_may_hold_a_connector() -> None:
    hits = Lexicon([_term("analisi dati", "data_analytics")]).scan("per l'analisi dei dati aziendali")
    assert [(hit.start, hit.end) for hit in hits] == [(6, 22)]


def test_capitals_are_asked_for_in_running_text() -> None:
    lexicon = Lexicon([_term("AI", "ai")])
    assert lexicon.scan("offriamo ai clienti") == []
    assert [hit.codes for hit in lexicon.scan("offriamo AI facile")] == [("ai",)]


def test_capitals_are_not_asked_for_in_a_label() -> None:
    assert Lexicon([_term("AI", "ai")]).whole("ai") == ("ai",)


def test_a_text_all_in_capitals_proves_nothing_about_capitals() -> None:
    assert [hit.codes for hit in Lexicon([_term("AI", "ai")]).scan("AI FOR ALL")] == [("ai",)]


def test_label_only_terms_are_silent_in_running_text() -> None:
    lexicon = Lexicon([_term("local", "retail", weight=0.0)])
    assert lexicon.scan("a local shop") == []
    assert [hit.codes for hit in lexicon.scan("a local shop", as_label=True)] == [("retail",)]


def test_a_mark_on_one_spelling_holds_for_the_other() -> None:
    lexicon = Lexicon([_term("sensor", "iot"), _term("sensors", "iot", weight=0.15)])
    assert [hit.weight for hit in lexicon.scan("one sensor")] == [0.15]


def test_spaces_and_hyphens_do_not_matter_in_a_label() -> None:
    lexicon = Lexicon([_term("health care", "healthcare_services")])
    assert lexicon.whole("Healthcare") == ("healthcare_services",)
    assert lexicon.whole("health-care") == ("healthcare_services",)


def test_letters_that_would_mean_two_things_are_not_joined() -> None:
    lexicon = Lexicon([_term("start upper", "events"), _term("star tupper", "retail")])
    assert lexicon.whole("startupper") == ()


def test_one_word_with_two_meanings_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"'wine' \(wine\) and 'Wines' \(food\)"):
        Lexicon([_term("wine", "wine"), _term("Wines", "food")])


def test_a_term_without_words_is_refused() -> None:
    with pytest.raises(ConfigError, match="no word to match"):
        Lexicon([_term("of the", "food")])
