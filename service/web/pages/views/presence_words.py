"""What parties said about when they are there, as one event reads it: only where it deserves a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.agenda.problem import Slot
from matcher.agenda.programme.day_words import NotUnderstood
from matcher.agenda.programme.presence import read_stated
from matcher.store.presences import StoredPresence


class Doubt(StrEnum):
    """Why words deserve a look, what stops an agenda first."""

    UNCLEAR = "unclear"
    UNCLEAR_COLUMN = "unclear_column"
    SILENT = "silent"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPresence:
    """`words` of a party; `elsewhere` are the days in them that the event has not, told one after the other."""

    party_id: str
    name: str
    words: str
    doubt: Doubt
    elsewhere: str = ""


def doubtful_presences(
    presences: Sequence[StoredPresence], names: Mapping[str, str], slots: Sequence[Slot]
) -> list[DoubtfulPresence]:
    """Of parties in `names`, those whose words an event with these slots reads in part, or not at all; by name.

    Words that are not understood stop an agenda, unless they come from a table's column, which may mean something else.
    """
    found = [
        DoubtfulPresence(party_id=one.party_id, name=names[one.party_id], words=one.words, doubt=doubt, elsewhere=days)
        for one in presences
        if one.party_id in names
        for doubt, days in _doubts(one, slots)
    ]
    return sorted(found, key=lambda one: (list(Doubt).index(one.doubt), one.name.casefold(), one.party_id))


def _doubts(presence: StoredPresence, slots: Sequence[Slot]) -> list[tuple[Doubt, str]]:
    """The doubt about these words, with the days of other events; none where all of them is read."""
    try:
        stated = read_stated(presence.words, slots)
    except NotUnderstood:
        return [(Doubt.UNCLEAR_COLUMN if presence.column else Doubt.UNCLEAR, "")]
    if not stated.elsewhere:
        return []
    return [(Doubt.SILENT if stated.slots is None else Doubt.PARTLY, ", ".join(stated.elsewhere))]
