"""Folding words of two languages."""

import pytest

from matcher.sectors.words import fold_label, fold_word, split_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("vino", "Vini", id="italian plural in i"),
        pytest.param("calzatura", "calzature", id="italian plural in e"),
        pytest.param("meccanico", "meccaniche", id="italian plural hardened by h"),
        pytest.param("batteria", "batteries", id="italian and english word of one stem"),
        pytest.param("battery", "batteries", id="english plural in ies"),
        pytest.param("drone", "drones", id="english plural in s"),
        pytest.param("università", "UNIVERSITA", id="accent and case"),
        pytest.param("universita\u0300", "università", id="combining accent"),
        pytest.param("e-commerce", "ecommerce", id="leading e-"),
        pytest.param("men's", "men", id="possessive"),
    ],
)
def test_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("win", "wine", id="win is not wine"),
        pytest.param("moda", "modo", id="moda is not modo"),
        pytest.param("mobili", "mobile", id="mobili is not mobile"),
        pytest.param("carta", "cart", id="carta is not cart"),
        pytest.param("terme", "terms", id="terme is not terms"),
        pytest.param("glass", "glas", id="double s is no plural"),
    ],
)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert fold_word(one) != fold_word(other)


def test_connectors_have_no_key() -> None:
    assert [fold_word(word) for word in ("and", "Della", "e")] == ["", "", ""]


def test_labels_that_differ_in_connectors_only_are_the_same() -> None:
    assert fold_label("Food & Beverage") == fold_label("food and beverages")


def test_words_know_where_they_stand() -> None:
    assert [(word.start, word.end) for word in split_words("Vino, e olio")] == [(0, 4), (8, 12)]


def test_a_text_without_words_has_none() -> None:
    assert split_words(" – … ") == ()
