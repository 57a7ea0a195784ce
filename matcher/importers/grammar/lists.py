"""Cells with several values: strong separators first, weaker ones only where the whole says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from matcher.importers.grammar.blanks import is_placeholder

Value = TypeVar("Value")

_BULLET = re.compile(r"^[\s•·●▪◦‣○■□*–—-]+(?=\S)|^\(?\d{1,2}[.)]\s+")
_LEVELS = (
    re.compile(r"[;|\n•●▪◦‣]"),
    re.compile(r",(?!\d{3}\b)"),
    re.compile(r"\s*/\s*|\s+[-–]\s+"),
    re.compile(r"\s+(?:e|ed|and|o|od|or|oppure|&)\s+", re.IGNORECASE),
)


def _parts(text: str, level: int) -> list[str]:
    parts = (_BULLET.sub("", part).strip(" \t\"'“”") for part in _LEVELS[level].split(text))
    return [part for part in parts if not is_placeholder(part)]


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a cell between semicolons, bars, line breaks or bullets; between commas when it has none of these.

    Order stays, repetitions go, placeholders ("n.d.") go.

    >>> split_list("Firenze; Pisa;  Lucca"), split_list("Firenze, Pisa"), split_list("Doe, John; Roe, Jane")
    (('Firenze', 'Pisa', 'Lucca'), ('Firenze', 'Pisa'), ('Doe, John', 'Roe, Jane'))
    """
    parts = _parts(text, 0)
    if len(parts) == 1:
        parts = _parts(parts[0], 1)
    return tuple(dict.fromkeys(parts))


def resolve_parts(
    text: str, lookup: Callable[[str], tuple[Value, ...] | None]
) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """What `lookup` knows of a cell with several values, in order and once each, and the parts it does not know.

    A part that `lookup` knows whole is never split ("Prototype/MVP"); a part it does not know is split at the next
    weaker separator: `; | newline bullet`, then comma, then slash or spaced dash, then " e ", " and ", " or ".
    """
    values: list[Value] = []
    unknown: list[str] = []
    _resolve(text, 0, lookup, values, unknown)
    return tuple(dict.fromkeys(values)), tuple(dict.fromkeys(unknown))


def _resolve(
    text: str,
    level: int,
    lookup: Callable[[str], tuple[Value, ...] | None],
    values: list[Value],
    unknown: list[str],
) -> None:
    for part in _parts(text, level):
        known = lookup(part)
        if known is not None:
            values.extend(known)
        elif level + 1 < len(_LEVELS):
            _resolve(part, level + 1, lookup, values, unknown)
        else:
            unknown.append(part)
