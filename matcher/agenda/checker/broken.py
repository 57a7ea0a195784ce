"""A broken rule, as the checker tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One rule that an agenda breaks at one place: `rule` is stable and machine-readable, `message` is for people."""

    rule: str
    message: str


def listed(names: Iterable[str]) -> str:
    """Names joined as in a sentence: `st-01, st-02 and st-03`; "nobody" when there are none."""
    *most, last = list(names) or ["nobody"]
    return f"{', '.join(most)} and {last}" if most else last


def counted(n: int, noun: str) -> str:
    """A count with its noun: `1 slot`, `2 slots`."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def number(value: float) -> str:
    """A figure in at most nine digits."""
    return f"{value:.9g}"
