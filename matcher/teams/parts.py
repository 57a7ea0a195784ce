"""The parts of a need: "a climate chamber, a vibration table and someone who certifies" is three."""

from __future__ import annotations

import re

from matcher.text import fold, split_sentences

MOST_PARTS = 12
"""Parts that are kept; a need of more is a catalogue."""
SHORTEST = 2
"""Words that a part has at least: fewer are no part of their own."""

_LIST = re.compile(
    r"\s*(?:(?<=\w\w\w)[.!?]\s|[;:•]|,(?!\d)|\n|\s(?:and|e|ed|as well as|nonché|oltre a|plus)\s)\s*", re.IGNORECASE
)
_WORD = re.compile(r"\w+")


def split_need(text: str) -> tuple[str, ...]:
    """The parts of a need, as written, in order, each once; () without text.

    A sentence that lists things is split at commas, semicolons and *and*; pieces under `SHORTEST` words stay with the
    one before. At most `MOST_PARTS`.

    >>> split_need("We need a climate chamber, a vibration table and a lab that certifies. Also a buyer for yachts.")
    ('We need a climate chamber', 'a vibration table', 'a lab that certifies', 'Also a buyer for yachts')
    """
    parts: dict[str, str] = {}
    for sentence in split_sentences(text):
        pieces: list[str] = []
        end = 0
        for found in [*_LIST.finditer(sentence), None]:
            start = end
            stop, end = (found.start(), found.end()) if found else (len(sentence), len(sentence))
            piece = sentence[start:stop].strip(" .!?")
            if pieces and len(_WORD.findall(piece)) < SHORTEST:
                pieces[-1] = f"{pieces[-1]}, {piece}" if piece else pieces[-1]
            elif piece:
                pieces.append(piece)
        for piece in pieces:
            parts.setdefault(fold(piece), piece)
    return tuple(parts.values())[:MOST_PARTS]
