"""Wishes about meetings as people write them."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.importers.vocabulary.words import fold, load_vocabulary, phrase_pattern
from matcher.preferences import Wish

WISHES_ACCEPTED = "must (obbligatorio, indispensabile) · meet (sì, vorrei incontrare) · no (evitare, concorrente)"


def find_wish(text: str) -> Wish | None:
    """The wish that a cell names; None if it names none, or two that contradict each other.

    >>> find_wish("Sì, volentieri!"), find_wish("da NON incontrare"), find_wish("non è indispensabile")
    (<Wish.MEET: 'meet'>, <Wish.NO: 'no'>, None)
    """
    anything, of_wish = _patterns()
    phrases = anything.findall(fold(text))
    found = {next(wish for wish, pattern in of_wish if pattern.fullmatch(phrase)) for phrase in phrases}
    if found == {Wish.MUST, Wish.MEET}:
        return Wish.MUST
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[Wish, re.Pattern[str]], ...]]:
    """What finds the longest phrase of any wish, and what tells whose it is."""
    words: dict[str, list[str]] = load_vocabulary("wishes.toml")["wishes"]
    everything = phrase_pattern([phrase for phrases in words.values() for phrase in phrases])
    return everything, tuple((Wish(name), phrase_pattern(phrases)) for name, phrases in words.items())
