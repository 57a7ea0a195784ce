"""Looking up what an agenda refers to: parties by name, slots by time, groups by host."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from matcher.agenda.export.views import Who
from matcher.agenda.problem import Group, Problem, Slot
from matcher.errors import DataError

COMPANY_KINDS = ("startup", "sme")
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])

Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The nouns of a problem by id, and the position of each slot in time."""

    parties: Mapping[str, Who]
    slots: Sequence[Slot]
    positions: Mapping[str, int]
    groups: Mapping[str, Group]
    tables: Mapping[str, int]

    def who(self, party: str, place: str) -> Who:
        """The party of that id; `place` is where the agenda names it. Raises DataError as `find`."""
        return find(self.parties, party, place, "party")

    def span(self, first: str, length: int, place: str) -> tuple[Slot, ...]:
        """Up to `length` slots from the one with id `first`. Raises DataError as `find`."""
        position = find(self.positions, first, place, "slot")
        return tuple(self.slots[position : position + length])


def make_directory(problem: Problem) -> Directory:
    """Everything in `problem` by id; parties with one name get their id added to it."""
    named = {party.id: one_line(party.name) or party.id for party in problem.parties}
    shared = Counter(named.values())
    return Directory(
        parties={
            party.id: Who(
                id=party.id,
                name=f"{named[party.id]} ({party.id})" if shared[named[party.id]] > 1 else named[party.id],
                kind=party.kind,
            )
            for party in problem.parties
        },
        slots=problem.slots,
        positions={slot.id: position for position, slot in enumerate(problem.slots)},
        groups={group.id: group for group in problem.groups},
        tables={venue.id: venue.tables for venue in problem.venues},
    )


def one_line(text: str) -> str:
    """`text` on one line, without the characters that turn the direction of what stands beside them."""
    return " ".join(text.translate(_DIRECTIONS).split())


def find(nouns: Mapping[str, Noun], key: str, place: str, kind: str) -> Noun:
    """The noun of that id.

    Raises:
        DataError: The problem has none; the message says where the agenda names it.
    """
    if key not in nouns:
        raise DataError(
            f'{place}: the problem has no {kind} "{key}"; give the problem that this agenda was made for, with '
            "--changes if the agenda was changed on the day"
        )
    return nouns[key]


def by_name(who: Who) -> tuple[str, str]:
    """Sorts parties as a reader looks for them: letters without their accents and case, then the id."""
    plain = unicodedata.normalize("NFKD", who.name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold(), who.id


def companies_first(who: Who) -> tuple[bool, tuple[str, str]]:
    """Sorts the two of a meeting: a company before its counterpart, else by name."""
    return who.kind not in COMPANY_KINDS, by_name(who)
