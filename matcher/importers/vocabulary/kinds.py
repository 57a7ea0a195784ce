"""What a party is, from the words of a "Tipologia" or "kind" cell."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.importers.vocabulary.words import fold, load_vocabulary, phrase_pattern
from matcher.profiles import ProfileKind

KINDS_ACCEPTED = (
    "startup, PMI, investor, fondo, mentor, corporate, buyer, university, accelerator, tech transfer centre"
)

_CODES = frozenset(kind.value for kind in ProfileKind)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[ProfileKind, re.Pattern[str]], ...]:
    kinds = load_vocabulary("kinds.toml")["kind"]
    return tuple((ProfileKind(kind["code"]), phrase_pattern(kind["phrases"])) for kind in kinds)


@lru_cache(maxsize=4096)
def find_kind(text: str) -> ProfileKind | None:
    """The kind that `text` names, in Italian or English, or None.

    The kind whose phrase covers most of the text wins; at a tie the narrower kind (order of `kinds.toml`).

    >>> find_kind("Fondo di venture capital"), find_kind("PMI innovativa"), find_kind("Altro")
    (<ProfileKind.INVESTOR: 'investor'>, <ProfileKind.SME: 'sme'>, None)
    """
    folded = fold(text)
    if folded.replace(" ", "_") in _CODES:
        return ProfileKind(folded.replace(" ", "_"))
    best: tuple[int, ProfileKind] | None = None
    for kind, pattern in _patterns():
        covered = sum(len(match.group()) for match in pattern.finditer(folded))
        if covered and (best is None or covered > best[0]):
            best = (covered, kind)
    return best[1] if best else None
