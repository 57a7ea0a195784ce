"""Nearest by words: BM25 over folded word stems of Italian and English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.text import fold

K1, B = 1.2, 0.75
"""The usual BM25 saturation and length normalisation (Robertson & Zaragoza 2009, §3.4)."""

_WORD = re.compile(r"[a-z0-9]{2,}")
_STOPWORDS = frozenset(
    re.findall(
        r"\w+",
        """
        the and for with from that this which into are our was has have not you your their they its can will also more
        most other than through about all who how what where when new based using use used help helps we us an as at by
        in is it of on or to be up
        il lo la gli le un uno una di del della dei delle degli da dal dalla nel nella nei nelle con su sul sulla per
        tra fra che non anche come piu sono siamo nostro nostra nostri nostre alla al allo agli alle dello si ed ad
        company companies startup startups azienda aziende impresa imprese solution solutions soluzione soluzioni
        invest invests investing investment investments fund funds venture ventures capital business firm
        """,
    )
)
_ENDING = re.compile(r"(?:ies|es|s|i|e|o|a)$")
_SHORTEST_STEM = 4


def tokenize(text: str) -> list[str]:
    """Folded word stems without function words, in order: "Sensori ottici" and "sensor" share their first stem."""
    return [_stem(word) for word in _WORD.findall(fold(text)) if word not in _STOPWORDS]


def _stem(word: str) -> str:
    if len(word) <= _SHORTEST_STEM:
        return word
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word


class WordIndex:
    """BM25 over a fixed list of texts; empty texts match nothing."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

        self._n_texts = len(texts)
        tokens = [tokenize(text) for text in texts]
        self._index: Any = None
        if any(tokens):
            self._index = bm25s.BM25(k1=K1, b=B)
            self._index.index(tokens, show_progress=False)
            self._vocabulary = frozenset(self._index.vocab_dict)

    def scores(self, query: str) -> npt.NDArray[np.float32]:
        """BM25 of each text for the query, `(n_texts,)` float32 ≥ 0; all zero when no word is shared."""
        if self._index is None:
            return np.zeros(self._n_texts, dtype=np.float32)
        known = [token for token in dict.fromkeys(tokenize(query)) if token in self._vocabulary]
        if not known:
            return np.zeros(self._n_texts, dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)
