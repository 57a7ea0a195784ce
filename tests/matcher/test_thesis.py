from __future__ import annotations

import pytest

from matcher.thesis import states_thesis, tells_career


@pytest.mark.parametrize(
    "text",
    [
        "We invest in robots.",
        "Our fund mainly backs food makers.",
        "Harbour Ventures invests in boats.",
        "The laboratory looks for makers of sensors.",
        "Investiamo in vigneti.",
        "Cerchiamo imprese del marmo.",
    ],
)
def test_a_text_that_says_whom_it_looks_for_states_a_thesis(text: str) -> None:
    assert states_thesis(text)


@pytest.mark.parametrize("text", ["", "Robots since 1990.", "A bank in Lucca.", "Una banca di Lucca."])
def test_a_text_that_only_says_what_it_is_states_none(text: str) -> None:
    assert not states_thesis(text)


@pytest.mark.parametrize(
    "text",
    [
        "Prior to the fund, Ada ran a bank.",
        "Ada is a general partner at Harbour.",
        "I'm an engineer.",
        "Laureata in fisica, ha lavorato in banca.",
    ],
)
def test_a_life_is_a_career(text: str) -> None:
    assert tells_career(text)


@pytest.mark.parametrize("text", ["", "We invest in banks.", "The fund helps her customers."])
def test_a_thesis_is_no_career(text: str) -> None:
    assert not tells_career(text)


def test_a_long_text_without_end_is_read_at_once() -> None:
    assert not states_thesis("we " * 50_000)
    assert not tells_career("is a " * 50_000)
