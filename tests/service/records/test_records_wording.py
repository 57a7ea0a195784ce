"""The words of the register."""

from __future__ import annotations

import string

from service.records.wording import TEXTS


def test_words_are_there_in_both_languages_with_the_same_names() -> None:
    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert [key for key, (it, en) in TEXTS.items() if not it or not en or names(it) != names(en)] == []
