"""What tells that a text is about one party: its id, what names it, and its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from matcher.explain.wording import short_name
from matcher.store import rows, tables
from matcher.store.engine import Transaction

ERASED = "[erased]"
"""What stands where something of an erased party stood."""

_NAMES = ("name", "vat_number", "website")
_TEXTS = ("description", "needs", "offer")
_AROUND_QUOTES = " \n\"'«»“”…"
_SHORTEST_NAME = 3
_SHORTEST_TELLING_ID = 6
_SHORTEST_QUOTE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What to look for: the id, and in lower case `names` and the party's own `texts`.

    `pattern` finds names and texts, whatever their case, where they are whole words. An id is among the names if it
    tells by itself; one like "7" or "s01" may be that of a slot too, and is looked for only where parties are named.
    """

    party_id: str
    names: frozenset[str]
    texts: tuple[str, ...]
    pattern: re.Pattern[str]
    pattern_of_names: re.Pattern[str]

    def of_names(self) -> Traces:
        """The traces without the party's texts, for profiles of others: what they say in the same words is theirs."""
        return replace(self, texts=(), pattern=self.pattern_of_names)

    def is_name(self, value: object, *, is_party: bool) -> bool:
        """True for a value that is a name and nothing else, or, where parties are named, the id."""
        if not isinstance(value, str):
            return False
        return value.strip().lower() in self.names or (is_party and value == self.party_id)

    def scrub(self, text: str) -> str:
        """The text without names of the party; wholly erased when it is a quotation of the party's own words."""
        quoted = text.strip(_AROUND_QUOTES).lower()
        if len(quoted) >= _SHORTEST_QUOTE and any(quoted in own for own in self.texts):
            return ERASED
        return self.pattern.sub(ERASED, text)


def traces_of(party_id: str, names: Iterable[str], texts: Iterable[str]) -> Traces:
    """The traces of a party; names too short to tell anything are looked for as whole values only."""
    tells = "-" in party_id or len(party_id) >= _SHORTEST_TELLING_ID
    known = sorted({name.strip() for name in names if name.strip()} | ({party_id} if tells else set()))
    own = sorted({text.strip() for text in texts if text.strip()})
    telling = [name for name in known if len(name) >= _SHORTEST_NAME]
    return Traces(
        party_id=party_id,
        names=frozenset(name.lower() for name in known),
        texts=tuple(text.lower() for text in own),
        pattern=_whole_words(telling + [text for text in own if len(text) >= _SHORTEST_QUOTE]),
        pattern_of_names=_whole_words(telling),
    )


def _whole_words(sought: list[str]) -> re.Pattern[str]:
    longest_first = sorted(sought, key=lambda text: (-len(text), text))
    pattern = "|".join(rf"(?<![\w-]){re.escape(text)}(?![\w-])" for text in longest_first) or r"(?!)"
    return re.compile(pattern, re.IGNORECASE)


def find_traces(tx: Transaction, programme_id: str, party_id: str) -> Traces:
    """The traces of a stored party, from every version of its profile, its contacts, users and invitations."""
    key = {"programme_id": programme_id, "party_id": party_id}
    profiles = [row["profile"] for row in rows.listed(tx, tables.party_versions, key, by=["version"])]
    names = [str(profile.get(name, "")) for profile in profiles for name in _NAMES]
    names += [short_name(str(profile["name"])) for profile in profiles]
    texts = [str(profile.get(name, "")) for profile in profiles for name in _TEXTS]
    for contact in rows.listed(tx, tables.contacts, key, by=["id"]):
        names += [contact["person"], contact["email"], contact["phone"]]
    for user in users_of(tx, programme_id, party_id):
        names += [user["email"], user["name"]]
    names += [row["email"] for row in rows.listed(tx, tables.invitations, key, by=["id"])]
    return traces_of(party_id, names, texts)


def users_of(tx: Transaction, programme_id: str, party_id: str) -> list[dict[str, Any]]:
    """The accounts that speak for the party in this programme."""
    key = {"programme_id": programme_id, "party_id": party_id}
    members = rows.listed(tx, tables.memberships, key, by=["user_id"])
    return [rows.get(tx, tables.users, {"id": member["user_id"]}) for member in members]
