"""Stable matching with money between the sides (transferable utility): how many of each pair meet in equilibrium."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_ROUNDS = 10_000
_TOLERANCE = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Equilibrium:
    """The mass of each pair `(n_a, n_b)`, and of each person who stays alone, `(n_a,)` and `(n_b,)`; all in [0, 1].

    Every person's masses sum to 1.
    """

    pairs: Floats
    a_alone: Floats
    b_alone: Floats


def equilibrium(surplus: Floats) -> Equilibrium:
    """The matching of Choo & Siow (2006) for the joint surplus of each pair, −∞ where a pair cannot meet.

    pair² = a_alone · b_alone · exp(surplus), found by iterative proportional fitting, which converges from anywhere
    (Decker, Lieb, McCann & Stephens 2013; Galichon & Salanié 2022). Its logarithm is half the surplus less half of how
    sought either person is (−log alone): with both sides' log-odds as surplus, their mean less the competition.

    >>> equilibrium(np.array([[0.0]])).pairs.round(3)  # pair = alone, and both sum to 1
    array([[0.5]])
    """
    attraction = np.exp(surplus / 2.0)
    a_root, b_root = np.ones(surplus.shape[0]), np.ones(surplus.shape[1])
    for _ in range(_ROUNDS):
        before = b_root
        a_root = _root(attraction @ b_root)
        b_root = _root(a_root @ attraction)
        if np.abs(b_root - before).max(initial=0.0) < _TOLERANCE:
            break
    a_root = _root(attraction @ b_root)
    return Equilibrium(pairs=a_root[:, None] * attraction * b_root[None, :], a_alone=a_root**2, b_alone=b_root**2)


def _root(pull: Floats) -> Floats:
    """The positive solution of root² + root · pull = 1."""
    half = pull / 2.0
    found: Floats = 1.0 / (half + np.sqrt(1.0 + half**2))
    return found
