"""Words compared without accents, case and punctuation, and phrase books made of them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import Any

_NOT_WORD = re.compile(r"[^0-9a-z+]+")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """`text` in lower case without accents, every run of other characters than letters, digits and "+" one space.

    >>> fold("  Società à Responsabilità-Limitata ")
    'societa a responsabilita limitata'
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    return _NOT_WORD.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def load_vocabulary(name: str) -> dict[str, Any]:
    """The TOML file `name` that lies beside this module."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


def phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    """A pattern that finds any of `phrases` as whole words in folded text; a final "*" accepts any word ending."""
    alternatives = sorted({_phrase_source(phrase) for phrase in phrases}, key=lambda source: (-len(source), source))
    return re.compile(rf"(?<![0-9a-z+])(?:{'|'.join(alternatives)})(?![0-9a-z+])")


def _phrase_source(phrase: str) -> str:
    return " ".join(
        re.escape(fold(word)) + ("[0-9a-z]*" if word.endswith("*") else "") for word in phrase.split() if fold(word)
    )
