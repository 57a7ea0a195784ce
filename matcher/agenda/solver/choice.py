"""What is asked of a choice of pairs, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The pairs that are to meet, and a value that no choice which meets as many wishes exceeds.

    `pairs` are rows of pairs in their order. `bound` ≥ the sum of their scores; `source` says what proves it.
    """

    pairs: tuple[int, ...]
    bound: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a choice should meet, before any score: at least `least[p]` meetings of party p, and the pairs `musts`."""

    least: tuple[int, ...]
    musts: frozenset[int]
