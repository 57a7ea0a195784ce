"""Ticks of both languages."""

import pytest

from matcher.importers.grammar import Unreadable, parse_boolean


@pytest.mark.parametrize("text", ["Sì", "SI", "si'", "x", "✓", "yes", "VERO", "1"])
def test_a_tick_says_yes(text: str) -> None:
    assert parse_boolean(text) is True


@pytest.mark.parametrize("text", ["No", "n", "falso", "FALSE", "0", ""])
def test_a_missing_or_negative_tick_says_no(text: str) -> None:
    assert parse_boolean(text) is False


def test_a_word_that_is_neither_is_refused() -> None:
    assert isinstance(parse_boolean("forse"), Unreadable)
