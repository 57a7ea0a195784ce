"""Needs in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.teams.parts import MOST_PARTS, split_need


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("Cerchiamo un laboratorio di prova", ("Cerchiamo un laboratorio di prova",)),
        (
            "Camera climatica da 1,5 metri; banco vibrante e un ente che certifica.",
            ("Camera climatica da 1,5 metri", "banco vibrante", "un ente che certifica"),
        ),
        ("A pilot site in a winery, vineyards", ("A pilot site in a winery, vineyards",)),
        (
            "Apparel and outdoor brands; sorting machines (robots, near infrared)",
            ("Apparel and outdoor brands", "sorting machines (robots, near infrared)"),
        ),
        ("A test bench, a test bench and a buyer abroad", ("A test bench", "a buyer abroad")),
    ],
)
def test_lists_are_taken_apart_and_words_alone_are_not(text: str, parts: tuple[str, ...]) -> None:
    assert split_need(text) == parts


@given(st.text(max_size=200))
def test_parts_are_different_words_of_the_text(text: str) -> None:
    parts = split_need(text)
    assert len(parts) == len({part.casefold() for part in parts}) <= MOST_PARTS
    assert all(part.strip() for part in parts)
