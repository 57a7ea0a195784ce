"""Words folded so that case, accents, plurals and Italian genders do not matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# A leading "e-" belongs to its word: "e-commerce" is one word, whereas "e" alone is the Italian "and".
_WORD = re.compile(r"(?:\b[eE][-‐‑])?[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*(?:['’]s\b)?")
_CONNECTORS_EN = frozenset({"and", "of", "the", "for", "with", "to", "in"})
_CONNECTORS_IT = frozenset({
    "e", "ed", "il", "lo", "la", "le", "gli", "l", "per", "con", "da", "d", "di", "del", "dell", "dello", "della",
    "dei", "degli", "delle",
})  # fmt: skip
_CONNECTORS = _CONNECTORS_EN | _CONNECTORS_IT
# Words whose folded form is another common word: moda/modo, batteri/batterie, carta/cart, terme/terms, suole/suolo…
_KEPT_WHOLE = frozenset({
    "batteri", "batterio",
    "carta", "carte", "dati", "data", "lana", "media", "mobile", "mobili", "moda", "pasta", "police", "seta", "stampa",
    "stampi", "suole", "taxi", "terme", "vela",
})  # fmt: skip
_POSSESSIVES = ("'s", "’s")
_KEPT_ENDINGS = ("ss", "us", "is")
_LONG_ENDINGS = ("ie", "ia", "io", "ii")
_SHORTEST_FOLDED = 4


class Word(NamedTuple):
    """A word of a text: its folded `key` and where it stands, `text[start:end]`."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=1 << 14)
def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text in order, without connectors ("and", "di", "the"…); empty for a text without words.

    Recent texts are remembered: sectors and topics read the same ones.
    """
    words = []
    for found in _WORD.finditer(text):
        key = fold_word(found.group())
        if key:
            words.append(Word(key, found.start(), found.end()))
    return tuple(words)


def fold_label(label: str) -> tuple[str, ...]:
    """The folded keys of a label: two labels with the same keys are the same label."""
    return tuple(word.key for word in split_words(label))


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """The key shared by a word's spellings, "" for a connector.

    Lower case, no accents, no possessive "s"; then, from four letters on, no English plural "s", no final Italian
    vowel and no "h" that only hardens a plural ("bianche"). A key cut to three letters or fewer ends in "~", so that
    the verb "win" and the drink "wine" stay apart.
    """
    bare = word[:-2] if word.endswith(_POSSESSIVES) else word
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", bare.casefold())
        if letter.isalnum() and not unicodedata.combining(letter)
    )
    if plain in _CONNECTORS:
        return ""
    return _without_ending(plain)


def _without_ending(plain: str) -> str:
    if len(plain) < _SHORTEST_FOLDED or not plain.isalpha() or plain in _KEPT_WHOLE:
        return plain
    stem = plain
    if len(stem) > _SHORTEST_FOLDED and stem.endswith("s") and not stem.endswith(_KEPT_ENDINGS):
        stem = stem[:-1]
    if stem.endswith(_LONG_ENDINGS):
        stem = stem[:-2]
    elif stem[-1] in "aeioy" and len(stem) >= _SHORTEST_FOLDED:
        stem = stem[:-1]
    if stem.endswith(("ch", "gh")) and stem != plain:
        stem = stem[:-1]
    return stem if len(stem) >= _SHORTEST_FOLDED or stem == plain else f"{stem}~"
