"""A profile as a JSON object and back. Fields that say nothing are left out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any

from matcher.errors import DataError
from matcher.profiles import Intent, Money, Profile, ProfileKind, Provenance, Stage
from matcher.store.rows import Document


def _each(of: Callable[[Any], object]) -> Callable[[Any], tuple[object, ...]]:
    return lambda values: tuple(of(value) for value in values)


def _money(value: Mapping[str, Any]) -> Money:
    return Money(amount=float(value["amount"]), currency=str(value["currency"]))


_READERS: dict[str, Callable[[Any], object]] = {
    **{field.name: str for field in fields(Profile)},
    "kind": ProfileKind,
    "stage": Stage,
    **dict.fromkeys(("sectors", "sector_labels", "nearest_sectors", "countries", "languages", "portfolio"), _each(str)),
    **dict.fromkeys(("seeks", "offers"), _each(Intent)),
    "stages": _each(Stage),
    **dict.fromkeys(("amount_sought", "ticket_min", "ticket_max", "revenue"), _money),
    **dict.fromkeys(("employees", "founded", "trl"), int),
    "first_date": datetime.date.fromisoformat,
    "provenance": lambda value: Provenance(**value),
}


def profile_to_json(profile: Profile) -> Document:
    """The profile as plain values, keyed by its fields; dates as ISO text."""
    values = {name: value for name, value in asdict(profile).items() if value not in ("", (), None)}
    return {
        name: value.isoformat()
        if isinstance(value, datetime.date)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in values.items()
    }


def profile_from_json(document: Mapping[str, Any]) -> Profile:
    """The profile that was written.

    Raises:
        DataError: a field is unknown, missing or of another kind; the message names it without its value.
    """
    values: dict[str, Any] = {}
    for name, value in document.items():
        if name not in _READERS:
            raise DataError(f"a stored profile has the field {name!r}, which this version of abbina does not know")
        try:
            values[name] = _READERS[name](value)
        except (TypeError, ValueError, KeyError):
            raise DataError(f"the field {name!r} of a stored profile is not what it should be") from None
    missing = {"id", "name", "kind"} - set(values)
    if missing:
        raise DataError(f"a stored profile lacks {', '.join(sorted(missing))}")
    return Profile(**values)
