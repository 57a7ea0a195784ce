"""Names of worksheets that every spreadsheet takes, whatever they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from matcher.export.safe_text import clean

LENGTH = 31
"""The most UTF-16 units that the name of a worksheet can have."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\t\r\n]+")
_RESERVED = "history"
"""A name that Excel keeps for itself."""


class SheetNames:
    """Gives names out, each once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken} | {_RESERVED}

    def take(self, wish: str) -> str:
        """`wish` without what no name may have, cut to 31 units, and numbered where it is taken, whatever the case.

        A space stands for characters that a name cannot have; apostrophes at the ends go; nothing left gives "_".
        """
        plain = " ".join(_FORBIDDEN.sub(" ", clean(wish)).split()).strip("' ") or "_"
        name, number = _cut(plain, LENGTH), 1
        while name.casefold() in self._taken:
            number += 1
            ending = f" ({number})"
            name = _cut(plain, LENGTH - len(ending)) + ending
        self._taken.add(name.casefold())
        return name


def _cut(text: str, n_units: int) -> str:
    return text.encode("utf-16-le")[: 2 * n_units].decode("utf-16-le", errors="ignore").strip("' ")
