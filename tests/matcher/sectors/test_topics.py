"""Topics below the sectors: what a text speaks of, in two languages."""

from __future__ import annotations

import pytest

from matcher.sectors import load_taxonomy, load_topics


@pytest.mark.parametrize(
    ("italian", "english", "topic"),
    [
        ("Curiamo l'infertilità con la procreazione assistita.", "We treat infertility by IVF.", "fertility"),
        (
            "Un'app per prenotare l'ombrellone negli stabilimenti balneari.",
            "Book a place on the beach.",
            "beach_outdoor",
        ),
        ("Compagnia di navigazione cerca vernici.", "A shipping line seeks coatings.", "ports_shipping"),
        ("Batterie allo stato solido.", "Solid-state batteries.", "batteries"),
        ("Scavi in un parco archeologico.", "Digs in an archaeological park: archaeology.", "heritage"),
    ],
)
def test_a_topic_is_read_in_both_languages(italian: str, english: str, topic: str) -> None:
    assert topic in load_topics().counts(italian)
    assert topic in load_topics().counts(english)


def test_neighbouring_fields_have_no_topic_in_common() -> None:
    topics = load_topics()
    assert not set(topics.counts("Beaches and sun loungers")) & set(topics.counts("Seaports and shipping lines"))
    assert not set(topics.counts("Fertility clinics")) & set(topics.counts("Agrifood and crop protection"))


def test_a_word_inside_another_is_no_topic() -> None:
    assert load_topics().counts("La porta del loro registro") == {}


def test_a_term_of_several_topics_counts_less_for_each() -> None:
    shared = load_topics().counts("disinfection")
    assert len(shared) > 1
    assert sum(shared.values()) == pytest.approx(1.0)


def test_every_term_counts_as_often_as_it_stands_there() -> None:
    assert load_topics().counts("Hydrogen today, hydrogen tomorrow")["hydrogen_fuel"] == 2.0


def test_a_text_without_terms_has_no_topic() -> None:
    assert load_topics().counts("") == {}
    assert load_topics().counts("Quite another matter") == {}


def test_topics_belong_to_known_sectors_and_have_names_in_both_languages() -> None:
    topics, known = load_topics(), set(load_taxonomy().codes)
    assert list(topics.codes) == sorted(topics.codes)
    for code in topics.codes:
        assert set(topics.topic(code).sectors) <= known
        assert topics.label(code, "it")
        assert topics.label(code, "en")
