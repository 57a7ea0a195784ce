"""What is wrong in one JSON file: collected, then told all at once."""

from __future__ import annotations

import json
from collections.abc import Iterable

from matcher.errors import RefusedFile

MOST_TOLD = 100
"""Faults that the message of a refusal tells; it counts the others, and `RefusedFile.faults` has them all."""
MOST_SHOWN = 60
"""Characters of a wrong value that are shown."""
ALIKE = 60.0
"""The least likeness, of 100, at which a known word is suggested for an unknown one."""


class Faults:
    """The faults of the file called `source`, in the order in which they were found."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._lines: list[str] = []

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, place: str, message: str) -> None:
        """Keep a fault at `place`, a JSON path such as `parties[3].max_per_day`, "" for the whole file."""
        self._lines.append(f"{self.source}: {place}: {message}" if place else f"{self.source}: {message}")

    def refuse(self) -> None:
        """Refuse the file if anything is wrong in it.

        Raises:
            RefusedFile: There are faults; its message has a line for each of the first `MOST_TOLD`.
        """
        if not self._lines:
            return
        told = self._lines[:MOST_TOLD]
        left = len(self._lines) - len(told)
        count = "1 error" if len(self._lines) == 1 else f"{len(self._lines)} errors"
        rest = [f"and {left} more"] if left else []
        raise RefusedFile("\n".join([f"{self.source} has {count}:", *told, *rest]), tuple(self._lines))


def shown(value: object) -> str:
    """A value as JSON, cut to `MOST_SHOWN` characters."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint such as `; did you mean "tables"?`, or "" when no known word is much like this one."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return f'; did you mean "{found[0]}"?' if found else ""
