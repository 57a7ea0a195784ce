"""Intents from the words of declared cells."""

import pytest

from matcher.importers.vocabulary import find_intents
from matcher.importers.vocabulary.intents import is_intent_label
from matcher.profiles import Intent


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("Industrial partner", {Intent.PILOT, Intent.JOINT_RESEARCH}),
        ("Investment funds", {Intent.RAISE_CAPITAL}),
        ("Internationalization", {Intent.LANDING, Intent.DISTRIBUTION}),
        ("License", {Intent.LICENSING}),
        ("Grant partner", {Intent.JOINT_RESEARCH}),
        ("Consulting", {Intent.MENTORING}),
        ("investitori e mentor", {Intent.RAISE_CAPITAL, Intent.MENTORING}),
        ("distributori negli USA; clienti", {Intent.DISTRIBUTION, Intent.CUSTOMERS}),
        ("un laboratorio con microscopio SEM", {Intent.LAB_ACCESS}),
        ("formazione", {Intent.TRAINING}),
        ("percorso di accelerazione", {Intent.ACCELERATION}),
        ("fusioni e acquisizioni", {Intent.ACQUISITION}),
        ("lab_access; joint_research", {Intent.LAB_ACCESS, Intent.JOINT_RESEARCH}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_name_their_intents(text: str, intents: set[Intent]) -> None:
    assert set(find_intents(text)[0]) == intents


@pytest.mark.parametrize("text", ["capitale umano", "customer acquisition"])
def test_a_phrase_that_only_sounds_like_an_intent_is_struck_out(text: str) -> None:
    assert not {Intent.RAISE_CAPITAL, Intent.ACQUISITION} & set(find_intents(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "Nessun interesse per investitori, solo distributori",
        "distributori, no investitori",
        "Distributors, not seeking VC",
    ],
)
def test_what_is_not_wanted_is_not_an_intent(text: str) -> None:
    assert find_intents(text)[0] == (Intent.DISTRIBUTION,)


def test_a_short_list_of_labels_says_no_more_than_its_intents() -> None:
    assert is_intent_label("Industrial partner; Investment funds")


def test_a_sentence_says_more_than_its_intents() -> None:
    assert not is_intent_label("Cerchiamo un distributore per la California del nord")
