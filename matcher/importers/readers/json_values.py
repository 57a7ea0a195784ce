"""JSON text to Python values: repeated keys are kept track of, numbers never overflow."""

from __future__ import annotations

import json
import math
from typing import Any

MAX_INTEGER_DIGITS = 18


class JsonReader:
    """Decodes one JSON value at a time; `repeated_keys` collects the keys met twice in one object since last taken."""

    def __init__(self) -> None:
        self._repeated: list[str] = []
        self._decoder = json.JSONDecoder(object_pairs_hook=self._object, parse_int=_integer, parse_constant=_not_finite)

    def decode_at(self, text: str, position: int) -> tuple[Any, int]:
        """The value that starts at `position` (no blank before it) and the position after it.

        NaN, Infinity and numbers beyond floats come back as NaN; whole numbers of more than 18 digits as text.

        Raises:
            json.JSONDecodeError: not JSON there.
            RecursionError: nested too deeply.
        """
        return self._decoder.raw_decode(text, position)

    def take_repeated_keys(self) -> list[str]:
        """The keys found twice since the last call, in order."""
        repeated, self._repeated = self._repeated, []
        return repeated

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) < len(pairs):
            members = {}
            for key, value in pairs:
                if key in members:
                    self._repeated.append(key)
                else:
                    members[key] = value
        return members


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits.lstrip("-")) <= MAX_INTEGER_DIGITS else digits


def _not_finite(_: str) -> float:
    return math.nan
