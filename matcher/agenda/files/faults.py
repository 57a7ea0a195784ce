"""What is wrong in one file: collected, then told all at once, in English or in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterable

from matcher.agenda.files.said import Message, Said, hint, text_of
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
        self._found: list[tuple[str, Message]] = []

    def __len__(self) -> int:
        return len(self._found)

    def add(self, place: str, message: Message) -> None:
        """Keep a fault at `place`, a JSON path such as `parties[3].max_per_day`, "" for the whole file."""
        self._found.append((place, message))

    def lines(self, lang: str) -> tuple[str, ...]:
        """Each place with what is wrong there, in a language as far as it can be said in it; all of it can be shown."""
        said = ((f"{place}: " if place else "") + text_of(message, lang) for place, message in self._found)
        return tuple(map(_whole, said))

    def refuse(self) -> None:
        """Refuse the file if anything is wrong in it.

        Raises:
            RefusedFile: There are faults; its message has a line for each of the first `MOST_TOLD`.
        """
        if not self._found:
            return
        lines = tuple(f"{self.source}: {line}" for line in self.lines("en"))
        told = lines[:MOST_TOLD]
        left = len(lines) - len(told)
        count = "1 error" if len(lines) == 1 else f"{len(lines)} errors"
        rest = [f"and {left} more"] if left else []
        raise RefusedFile("\n".join([f"{self.source} has {count}:", *told, *rest]), lines, self.lines)


def _whole(text: str) -> str:
    """The text with halves of characters, which JSON can hold and no page or file, as they are written in JSON."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def shown(value: object) -> str:
    """A value as JSON, cut to `MOST_SHOWN` characters."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint in English such as `; did you mean "tables"?`, or "" when no known word is much like this one."""
    found = near(word, known)
    return found.text("en") if found else ""


def near(word: str, known: Iterable[str]) -> Said | None:
    """The same in either language, None when no known word is much like this one."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return hint("nearest", word=found[0]) if found else None
