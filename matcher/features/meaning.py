"""Features from free text: what the two parties are and what each says it needs, by meaning."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.pairs import PairRows
from matcher.semantics import SideText

Floats = npt.NDArray[np.float32]

CROWDING_SHARE = 0.5
"""How much of the crowding is taken off: more finds a company's own statement better, less keeps its Italian
and English text together (`evaluation.benches.statement_retrieval`, `it_en_pairs`)."""
NEAR = 0.6
"""Cosine between placed texts at which nearness is called clear: tanh(cosine / NEAR) is then .76."""


def about_fit(companies: SideText, counterparts: SideText, pairs: PairRows) -> Floats:
    """What the company is against what the counterpart is or says it looks for, in (−1, 1).

    The crowding of both texts is taken off, so that a text near everything does not head every list.
    """
    cosines = cosine(companies.about, counterparts.about, pairs)
    crowding = companies.crowding[pairs.companies] + counterparts.crowding[pairs.counterparts]
    have_text = _both_speak(companies.about, counterparts.about, pairs)
    return nearness(np.where(have_text, cosines - np.float32(CROWDING_SHARE) * crowding, np.float32(0.0)))


def needs_fit(companies: SideText, counterparts: SideText, pairs: PairRows) -> Floats:
    """What the company says it needs against what the counterpart is, in (−1, 1)."""
    return nearness(cosine(companies.needs, counterparts.about, pairs))


def asks_fit(companies: SideText, counterparts: SideText, pairs: PairRows) -> Floats:
    """What the counterpart says it needs against what the company is, in (−1, 1)."""
    return nearness(cosine(companies.about, counterparts.needs, pairs))


def nearness(cosines: Floats) -> Floats:
    """Cosines squeezed into (−1, 1): steep around 0, where centred cosines live; keeps their order."""
    return np.asarray(np.tanh(cosines / NEAR), dtype=np.float32)


def cosine(left: Floats, right: Floats, pairs: PairRows, block: int = 512) -> Floats:
    """Inner products of the paired rows, `(n_pairs,)`; a zero row (no text) gives 0.

    Blocks are small on purpose: gathered rows that stay in the processor's cache are several times faster.
    """
    products = np.zeros(len(pairs), dtype=np.float32)
    spoken = np.flatnonzero(_both_speak(left, right, pairs))
    for start in range(0, len(spoken), block):
        part = spoken[start : start + block]
        products[part] = np.einsum("ij,ij->i", left[pairs.companies[part]], right[pairs.counterparts[part]])
    return products


def _both_speak(left: Floats, right: Floats, pairs: PairRows) -> npt.NDArray[np.bool_]:
    """The pairs of which neither side's row is zero."""
    speak, answer = np.any(left != 0, axis=1), np.any(right != 0, axis=1)
    return np.asarray(speak[pairs.companies] & answer[pairs.counterparts])
