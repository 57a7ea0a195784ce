"""JSON text to Python values: repeated keys are kept track of, numbers never overflow."""

from __future__ import annotations

import json
import math
import re
from typing import Any

MAX_INTEGER_DIGITS = 18
_LONG_INTEGER = re.compile(r"\d{19}")


class JsonReader:
    """Decodes the values of one text and remembers the keys met twice in one object until they are taken."""

    def __init__(self, text: str) -> None:
        self._repeated: list[str] = []
        # Without a long number in sight the decoder's own, much faster, integers will do.
        parse_int = _integer if _LONG_INTEGER.search(text) else None
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=parse_int, parse_constant=_not_finite
        )

    def decode_at(self, text: str, position: int) -> tuple[Any, int]:
        """The value that starts at `position` (no blank before it) and the position after it.

        NaN, Infinity and numbers beyond floats come back as floats that are not finite; whole numbers of more than 18
        digits as text.

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
