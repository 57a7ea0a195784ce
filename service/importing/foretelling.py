"""What taking a preview would change, before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.store import Transaction
from matcher.store.history import list_interactions
from matcher.store.imports import StoredImport
from matcher.store.listing import known_parties
from matcher.store.preferences import list_preferences
from matcher.subjects import ImportSubject
from service.importing.facts import read_interaction
from service.importing.parties import compare_profile, side_of

MOST_NAMED = 200
"""Of up to so many parties, the ids are asked for; of more, all of the programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """What is new, and what says something else than the programme: ids of parties, or numbers of rows.

    `fields` names, for each party that changes, the fields that do. `clashing` are ids of parties of the other side:
    with one of these, nothing can be taken.
    """

    added: int
    changed: int
    unchanged: int
    new: frozenset[str] = frozenset()
    fields: Mapping[str, tuple[str, ...]]
    clashing: tuple[str, ...] = ()


NOTHING = Foretold(added=0, changed=0, unchanged=0, fields={})


def foretell_import(tx: Transaction, stored: StoredImport) -> Foretold:
    """What `take_import` would do with a preview now; of one that is decided on, nothing."""
    if stored.content is None:
        return NOTHING
    if stored.subject is ImportSubject.HISTORY:
        return _of_facts(tx, stored)
    if stored.subject is ImportSubject.PREFERENCES:
        return _of_wishes(tx, stored)
    return _of_parties(tx, stored)


def _of_parties(tx: Transaction, stored: StoredImport) -> Foretold:
    told = {str(each["id"]): each for each in (stored.content or {}).get("profiles", ())}
    known = known_parties(tx, stored.programme_id, ids=None if len(told) > MOST_NAMED else told.keys())
    is_earlier = stored.subject is ImportSubject.EARLIER
    compared = {one: compare_profile(known.get(one), each, is_earlier=is_earlier) for one, each in told.items()}
    fields = {party_id: differing for party_id, differing in compared.items() if differing}
    new = frozenset(party_id for party_id, differing in compared.items() if differing is None)
    side = side_of(stored.subject)
    return Foretold(
        added=len(new),
        changed=len(fields),
        unchanged=len(compared) - len(new) - len(fields),
        new=new,
        fields=fields,
        clashing=tuple(sorted(each for each in compared if each in known and known[each].side is not side)),
    )


def _of_wishes(tx: Transaction, stored: StoredImport) -> Foretold:
    known = {(one.party_id, one.other_id): one for one in list_preferences(tx, stored.programme_id)}
    told = {(row["party"], row["about"]): row for row in (stored.content or {}).get("preferences", ())}
    new = sum(pair not in known for pair in told)
    same = sum(
        pair in known and (known[pair].wish.value, known[pair].reason) == (row["wish"], row["note"])
        for pair, row in told.items()
    )
    return Foretold(added=new, changed=len(told) - new - same, unchanged=same, fields={})


def _of_facts(tx: Transaction, stored: StoredImport) -> Foretold:
    known = set(list_interactions(tx, stored.programme_id))
    told = [read_interaction(row) for row in (stored.content or {}).get("interactions", ())]
    new = len(set(told) - known)
    return Foretold(added=new, changed=0, unchanged=len(told) - new, fields={})
