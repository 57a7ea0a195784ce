"""What participants say about whom they want to meet, and about when they are there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.profiles import Provenance


class Wish(StrEnum):
    """What one party wants of a meeting with another."""

    MUST = "must"
    MEET = "meet"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """`party` wants `wish` of a meeting with `about`; both as written, an id or a name. `note` is its reason, or ""."""

    party: str
    about: str
    wish: Wish
    note: str = ""
    source: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """When `party` is there, in the words of the file: "day 1; day 2 morning". `party` is an id or a name.

    `is_of_profile` says that it stands in a table of profiles, whose column may mean something else.
    """

    party: str
    text: str
    source: Provenance
    column: str = ""
    is_of_profile: bool = False
