"""Features from free text: what the two parties are and what each says it needs, by meaning and by shared words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.features.pairs import PairRows
from matcher.index import WordIndex
from matcher.semantics import SideText

Floats = npt.NDArray[np.float32]

NEAR = 0.25
"""Cosine between centred texts at which nearness is called clear: tanh(cosine / NEAR) is then .76.

Centred unrelated texts lie around 0 with a spread of about .06; the best of thousands lies around .2 to .3.
"""
WORDS_HALF = 8.0
"""BM25 score at which shared words count half."""


def about_fit(companies: SideText, counterparts: SideText, pairs: PairRows) -> Floats:
    """What the company is against what the counterpart is or says it looks for, in (−1, 1)."""
    return nearness(cosine(companies.about, counterparts.about, pairs))


def needs_fit(companies: SideText, counterparts: SideText, pairs: PairRows) -> Floats:
    """What the company says it needs against what the counterpart is, in (−1, 1)."""
    return nearness(cosine(companies.needs, counterparts.about, pairs))


def asks_fit(companies: SideText, counterparts: SideText, pairs: PairRows) -> Floats:
    """What the counterpart says it needs against what the company is, in (−1, 1)."""
    return nearness(cosine(companies.about, counterparts.needs, pairs))


def words_fit(queries: Sequence[str], texts: Sequence[str], pairs: PairRows) -> Floats:
    """Rare words that the company's text (`queries`, one per row) shares with the counterpart's, in [0, 1)."""
    index = WordIndex(texts)
    fit = np.zeros(len(pairs), dtype=np.float32)
    order = np.argsort(pairs.companies, kind="stable")
    rows, starts = np.unique(pairs.companies[order], return_index=True)
    for row, chosen in zip(rows, np.split(order, starts[1:]), strict=True):
        scores = index.scores(queries[row])[pairs.counterparts[chosen]]
        fit[chosen] = scores / (scores + WORDS_HALF)
    return fit


def nearness(cosines: Floats) -> Floats:
    """Cosines squeezed into (−1, 1): steep around 0, where centred cosines live; keeps their order."""
    return np.tanh(cosines / NEAR).astype(np.float32)


def cosine(left: Floats, right: Floats, pairs: PairRows, block: int = 65536) -> Floats:
    """Inner products of the paired rows, `(n_pairs,)`; a zero row (no text) gives 0. Memory is bounded by blocks."""
    products = np.empty(len(pairs), dtype=np.float32)
    for start in range(0, len(pairs), block):
        part = slice(start, start + block)
        products[part] = np.einsum("ij,ij->i", left[pairs.companies[part]], right[pairs.counterparts[part]])
    return products
