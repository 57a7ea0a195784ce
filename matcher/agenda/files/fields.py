"""The members of one JSON object, each asked for by name and type; what is wrong goes to the file's faults."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from typing import TypeGuard

from matcher.agenda.files.faults import Faults, near, shown
from matcher.agenda.files.said import Message, fault, hint, what

LARGEST = 1e9
"""No number in these files may be larger, so that sums and products stay exact enough."""
LONGEST = 500
"""Characters of the longest text."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_MISSING = object()


class Fields:
    """An object at a place of a document. A getter that meets a fault reports it and returns something harmless.

    `keys` are all that the object may have. Where the format lets a key out, null means the same as leaving it out.
    """

    __slots__ = ("_faults", "_is_object", "_members", "place")

    def __init__(self, found: object, place: str, keys: Collection[str], faults: Faults) -> None:
        self.place = place
        self._faults = faults
        self._is_object = isinstance(found, dict)
        self._members: dict[str, object] = found if isinstance(found, dict) else {}
        if not self._is_object:
            faults.add(place, fault("not_object", value=shown(found), keys=", ".join(keys)))
        for key in [key for key in self._members if key not in keys]:
            likely = near(key, keys) or hint("keys", keys=", ".join(keys))
            faults.add(self.at(key), fault("unknown_key", hint=likely))

    def at(self, key: str, row: int | None = None) -> str:
        """The place of a member, or of entry `row` (from 0) of a list that is a member."""
        name = key if key.isidentifier() else shown(key)
        place = f"{self.place}.{name}" if self.place else name
        return place if row is None else f"{place}[{row}]"

    def wrong(self, key: str, value: object, wanted: Message, row: int | None = None) -> None:
        """Report that a member, or an entry of it, is not what it should be."""
        self._faults.add(self.at(key, row), fault("is_not", value=shown(value), what=wanted))

    def identifier(self, key: str) -> str:
        """A name that other entries refer to: 1 to 500 printable characters, no space at either end."""
        value = self._required(key)
        if is_identifier(value):
            return value
        if value is not _MISSING:
            self.wrong(key, value, what("id", most=LONGEST))
        return ""

    def optional_identifier(self, key: str) -> str | None:
        """As `identifier`, or None when it is left out."""
        return None if self._members.get(key) is None else self.identifier(key)

    def text(self, key: str, *, required: bool = True) -> str:
        """A text for people, "" when it may be left out and is."""
        value = self._required(key) if required else self._members.get(key)
        if value is _MISSING or (value is None and not required):
            return ""
        if isinstance(value, str) and len(value) <= LONGEST and not _SURROGATE.search(value):
            return value
        self.wrong(key, value, what("text", most=LONGEST))
        return ""

    def word(self, key: str, accepted: Collection[str]) -> str:
        """One of the accepted words."""
        value = self._required(key)
        if isinstance(value, str) and value in accepted:
            return value
        if value is not _MISSING:
            likely = near(value, accepted) if isinstance(value, str) else None
            self.wrong(key, value, what("one_of", words=", ".join(accepted), hint=likely or ""))
        return ""

    def flag(self, key: str) -> bool:
        """True or false; false when it is left out."""
        value = self._members.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.wrong(key, value, what("flag"))
        return False

    def number(
        self,
        key: str,
        low: float = -LARGEST,
        high: float = LARGEST,
        *,
        default: float | None = None,
        above: bool = False,
    ) -> float:
        """A number from `low` (with `above`: above it) to `high`; required without a default."""
        value = self._required(key) if default is None else self._members.get(key, default)
        if value is None and default is not None:
            return default
        # A comparison also keeps out NaN and integers too large for a float.
        if _is_number(value) and low <= value <= high and not (above and value == low):
            return float(value)
        if value is not _MISSING:
            self.wrong(key, value, what("number_above" if above else "number", low=f"{low:g}", high=f"{high:g}"))
        return max(low, 0.0)

    def optional_number(self, key: str) -> float | None:
        """A number, or None when it is left out."""
        return None if self._members.get(key) is None else self.number(key)

    def whole(self, key: str, low: int = 0, high: int = int(LARGEST), *, default: int | None = None) -> int:
        """A whole number from `low` to `high`; required without a default, which also stands for a wrong one."""
        value = self._required(key) if default is None else self._members.get(key, default)
        if value is None and default is not None:
            return default
        found = self._whole(key, value, low, high)
        return found if found is not None else low if default is None else default

    def most(self, key: str, low: int = 0, high: int = int(LARGEST)) -> int:
        """A whole number that limits others from above; `high` stands for a wrong one, as it limits nothing."""
        found = self._whole(key, self._required(key), low, high)
        return high if found is None else found

    def optional_whole(self, key: str, low: int = 0) -> int | None:
        """A whole number of at least `low`, or None when it is left out or wrong."""
        value = self._members.get(key)
        return None if value is None else self._whole(key, value, low, int(LARGEST))

    def _whole(self, key: str, value: object, low: int, high: int) -> int | None:
        if _is_number(value) and low <= value <= high and value == math.floor(value):
            return int(value)
        if value is not _MISSING:
            self.wrong(key, value, what("whole", low=low, high=high))
        return None

    def entries(self, key: str, *, required: bool = False) -> list[object]:
        """The entries of a list, unread; none when it may be left out and is."""
        value = self._required(key) if required else self._members.get(key)
        if isinstance(value, list):
            return value
        if value is not _MISSING and (required or value is not None):
            self.wrong(key, value, what("list"))
        return []

    def identifiers(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of ids, each at most once."""
        found = self.entries(key, required=required)
        ids: dict[str, None] = {}
        for row, value in enumerate(found):
            if not is_identifier(value):
                self.wrong(key, value, what("id_in_quotes"), row)
            elif value in ids:
                self._faults.add(self.at(key, row), fault("listed_twice", value=shown(value)))
            else:
                ids[value] = None
        return tuple(ids)

    def optional_identifiers(self, key: str) -> tuple[str, ...] | None:
        """As `identifiers`, or None when it is left out."""
        return None if self._members.get(key) is None else self.identifiers(key)

    def two(self, key: str) -> tuple[str, str]:
        """A list of two different ids."""
        value = self._required(key)
        made = two_identifiers(value)
        if made is None and value is not _MISSING:
            self.wrong(key, value, what("two_ids"))
        return made or ("", "")

    def member(self, key: str) -> object:
        """A member as it is, None when it is left out."""
        return self._members.get(key)

    def optional_object(self, key: str) -> object:
        """A member as it is, an object without members when it is left out."""
        value = self._members.get(key)
        return {} if value is None else value

    def _required(self, key: str) -> object:
        value = self._members.get(key, _MISSING)
        if value is _MISSING and self._is_object:
            self._faults.add(self.at(key), fault("missing"))
        return value


def is_identifier(value: object) -> TypeGuard[str]:
    """Whether a value may be an id."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable() and value == value.strip()


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def two_identifiers(value: object) -> tuple[str, str] | None:
    """Two different ids from a list of them, None if it is anything else."""
    if not isinstance(value, list) or len(value) != 2:
        return None
    first, second = value
    return (first, second) if is_identifier(first) and is_identifier(second) and first != second else None
