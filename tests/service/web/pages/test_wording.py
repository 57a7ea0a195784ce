"""The texts are there in both languages, with the same names in them, and templates ask for no other."""

from __future__ import annotations

import re
import string
from collections import Counter
from pathlib import Path

import pytest

from service.web.pages import wording
from service.web.pages.mount import ROOMS

PAGES = Path(wording.__file__).resolve().parents[1]
ASKED = re.compile(r"""\b(?:t|count)\(\s*"([\w.-]+)"\s*(~)?""")
SOURCES = sorted([*PAGES.glob("templates/**/*.html"), *PAGES.glob("*.py"), *PAGES.glob("rooms/**/*.py")])


def names(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_is_there_in_both_languages_with_the_same_names() -> None:
    odd = [key for key, (it, en) in wording.TEXTS.items() if not it.strip() or not en.strip() or names(it) != names(en)]
    assert odd == []


def test_no_key_stands_in_two_catalogues() -> None:
    counted = Counter(key for catalogue in wording.CATALOGUES for key in catalogue)
    assert [key for key, number in counted.items() if number > 1] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_what_is_asked_for_is_there(path: Path) -> None:
    asked = ASKED.findall(path.read_text(encoding="utf-8").replace("words.text(", "t(").replace("'", '"'))
    missing = [
        key
        for key, more in asked
        if not (any(known.startswith(key) for known in wording.TEXTS) if more else key in wording.TEXTS)
    ]
    assert missing == []


def test_the_navigation_has_its_words() -> None:
    labels = [entry.label for room in ROOMS for entry in room.entries]
    assert labels != []
    assert [label for label in labels if label not in wording.TEXTS] == []
