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

    A sentence that lists things is split at commas, semicolons and *and*, but not in parentheses; pieces under
    `SHORTEST` words stay with the one before, a first one with the one after. At most `MOST_PARTS`.

    >>> split_need("We need a climate chamber, a vibration table and a lab that certifies. Also a buyer for yachts.")
    ('We need a climate chamber', 'a vibration table', 'a lab that certifies', 'Also a buyer for yachts')
    """
    parts: dict[str, str] = {}
    for sentence in split_sentences(text):
        for piece in _pieces(sentence):
            parts.setdefault(fold(piece), piece)
    return tuple(parts.values())[:MOST_PARTS]


def _pieces(sentence: str) -> list[str]:
    """The pieces of one sentence, as written."""
    ends = [found for found in _LIST.finditer(sentence) if not _is_inside(sentence, found.start())]
    starts = [0, *(found.end() for found in ends)]
    stops = [*(found.start() for found in ends), len(sentence)]
    joined: list[tuple[int, int]] = []
    for start, stop in zip(starts, stops, strict=True):
        is_short = len(_WORD.findall(sentence[start:stop])) < SHORTEST
        first_is_short = len(joined) == 1 and len(_WORD.findall(sentence[slice(*joined[0])])) < SHORTEST
        if joined and (is_short or first_is_short):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return [piece for start, stop in joined if (piece := sentence[start:stop].strip(" .!?,;:•"))]


def _is_inside(sentence: str, position: int) -> bool:
    """Whether a position lies in parentheses."""
    return sentence.count("(", 0, position) > sentence.count(")", 0, position)
