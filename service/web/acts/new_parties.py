"""A party that an organiser types: what there is to know before it is added, and adding it under an id of its own."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from itertools import count

from matcher.importers import Sign, alike, check_profile
from matcher.importers.identifiers import slug
from matcher.problems import Problem
from matcher.profiles import Profile, ProfileKind
from matcher.store import Transaction
from matcher.store.listing import KnownParty, known_parties
from matcher.store.parties import Party
from matcher.store.privacy import erased_hashes, party_hash
from matcher.suggestions import Side
from service.web.acts.profiles import add_by_hand
from service.web.context import Actor
from service.web.profile_body import NewProfile, new_profile

LONGEST_ID = 80
_NOBODY = "new"
"""The id of a profile that has none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A party as it would be added.

    `profile` is None where the checks leave nothing of it; `problems` are those that the same values have in a row of a
    file, and `alike` are the parties of the programme that may be this one, each with why.
    """

    profile: Profile | None = field(repr=False)
    problems: tuple[Problem, ...] = ()
    alike: tuple[tuple[KnownParty, Sign], ...] = ()

    @property
    def doubts(self) -> frozenset[str]:
        """A key for each thing that the organiser has to have seen before the party is added."""
        told = {f"{one.code} {one.column} {one.value}" for one in self.problems}
        return frozenset(told | {f"{sign.value} {party.id}" for party, sign in self.alike})


def check_typed(tx: Transaction, programme_id: str, body: NewProfile) -> Typed:
    """What is to be known of a party before it is added; withdrawn and earlier parties are looked at too."""
    profile, problems = check_profile(new_profile(_NOBODY, body))
    if profile is None:
        return Typed(profile=None, problems=problems)
    known = known_parties(tx, programme_id)
    found = alike(profile, (_outline(one) for one in known.values()))
    return Typed(profile=profile, problems=problems, alike=tuple((known[one], sign) for one, sign in found.items()))


def add_typed(tx: Transaction, actor: Actor, profile: Profile, *, side: Side, now: datetime.datetime) -> Party:
    """Add the party that the checks left, under an id that is made of its name."""
    named = replace(profile, id=free_id(tx, actor.programme_id, profile.name))
    return add_by_hand(tx, actor, named, side=side, now=now)


def free_id(tx: Transaction, programme_id: str, name: str) -> str:
    """An id made of a name as the importers make it, of nobody in the programme, and of nobody who was erased from it.

    A restored backup erases again by id whoever was erased: a new party must not go with them.
    """
    erased = {digest for programme, digest, _ in erased_hashes(tx) if programme == programme_id}
    base = slug(name)[:LONGEST_ID].strip("-")
    wanted = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(
        one
        for one in wanted
        if party_hash(programme_id, one) not in erased and not known_parties(tx, programme_id, ids=[one])
    )


def _outline(party: KnownParty) -> Profile:
    """As much of a party as comparing it needs."""
    told = party.document
    return Profile(
        id=party.id,
        kind=ProfileKind(told["kind"]),
        name=told["name"],
        website=told.get("website", ""),
        vat_number=told.get("vat_number", ""),
    )
