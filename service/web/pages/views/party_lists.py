"""Lists of parties, and what a party would gain by telling more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matcher.completeness import completeness, gains
from matcher.export.labels import place_label
from matcher.language import load_messages
from matcher.store import Transaction
from matcher.store.listing import PartyQuery, find_parties
from matcher.store.parties import Party
from matcher.store.rows import MOST_ROWS

COMPLETE_ENOUGH = 0.6
"""A profile that scores less is listed as incomplete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A party in a list; `complete` lies in [0, 1]."""

    party: Party
    complete: float
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """A field to add and what the profile's completeness would gain, in (0, 1]; `why` is a key of the wording."""

    field: str
    why: str
    gain: float


def page_of_parties(
    tx: Transaction, programme_id: str, query: PartyQuery, *, incomplete: bool, after: str, limit: int, lang: str
) -> list[PartyRow]:
    """The rows of one page; with `incomplete`, of parties whose profile says little."""
    row = _row_in(lang)
    if not incomplete:
        return [row(party) for party in find_parties(tx, programme_id, query, after=after, limit=limit)]
    found: list[PartyRow] = []
    while len(found) < limit:
        batch = find_parties(tx, programme_id, query, after=after, limit=MOST_ROWS)
        found += [one for one in map(row, batch) if one.complete < COMPLETE_ENOUGH]
        if len(batch) < MOST_ROWS:
            break
        after = batch[-1].id
    return found[:limit]


def gains_of(party: Party) -> list[Gain]:
    """What to add to a profile, the most useful first."""
    return [Gain(field=field, why=f"profile.why.{field}", gain=gain) for field, gain in gains(party.profile)]


def _row_in(lang: str) -> Callable[[Party], PartyRow]:
    messages = load_messages(lang)

    def row(party: Party) -> PartyRow:
        score = completeness(party.profile).score
        return PartyRow(party=party, complete=score, place=place_label(party.profile, messages))

    return row
