"""A programme as the store has it, for the matcher: profiles, what came of meetings, and pairs that may not meet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from matcher.errors import DataError
from matcher.matching import Programme
from matcher.preferences import Presence
from matcher.profiles import Profile, Provenance
from matcher.sectors import load_taxonomy
from matcher.store import Decision, Transaction, Wish
from matcher.store.history import list_interactions
from matcher.store.outcomes import list_outcomes
from matcher.store.parties import every_profile
from matcher.store.preferences import Preference, list_preferences
from matcher.store.presences import list_presences
from matcher.store.profile_json import profile_to_json
from matcher.store.shortlists import latest_decisions
from matcher.suggestions import Side
from service.feedback import interactions_of
from service.jobs import defaults

Couple = tuple[str, str]
"""Company id, counterpart id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredWorld:
    """What the store knows of a programme at one moment.

    `preferences` are between parties that take part, on different sides; `presences` say when they are there. `locked`
    are pairs that the organiser locked; those vetoed are among the forbidden ones of `programme`, with those that a
    party said no to. `data_hash` is over all that is matched.
    """

    programme: Programme
    preferences: tuple[Preference, ...]
    presences: tuple[Presence, ...]
    locked: frozenset[Couple]
    vetoed: frozenset[Couple]
    data_hash: str


def read_world(tx: Transaction, programme_id: str, *, destination: str | None = None) -> StoredWorld:
    """The programme as it is; it leads to its own destination unless another is given.

    Raises:
        DataError: one of the sides has nobody, or a profile has a sector that the taxonomy does not know.
    """
    companies = every_profile(tx, programme_id, Side.STARTUPS)
    counterparts = every_profile(tx, programme_id, Side.COUNTERPARTS)
    for side, profiles in (("companies", companies), ("counterparts", counterparts)):
        if not profiles:
            raise DataError(f"the programme has no {side} yet, so there is nobody to match: import them first")
    past = every_profile(tx, programme_id, Side.STARTUPS, is_earlier=True)
    _require_sectors((*companies, *counterparts, *past))
    side_of = {profile.id: Side.STARTUPS for profile in companies}
    side_of |= {profile.id: Side.COUNTERPARTS for profile in counterparts}
    said = [one for one in list_preferences(tx, programme_id) if _is_between_sides(one, side_of)]
    decided = latest_decisions(tx, programme_id)
    vetoed = frozenset(pair for pair, decision in decided.items() if decision is Decision.VETOED)
    refused = frozenset(_couple(one, side_of) for one in said if one.wish is Wish.NO)
    told = interactions_of(list_outcomes(tx, programme_id), {profile.id for profile in companies})
    programme = Programme(
        companies=companies,
        counterparts=counterparts,
        interactions=(*list_interactions(tx, programme_id), *told),
        past=past,
        forbidden=vetoed | refused,
        destination=defaults.destination(tx, programme_id, destination),
    )
    return StoredWorld(
        programme=programme,
        preferences=tuple(said),
        presences=_presences(tx, programme_id, side_of),
        locked=frozenset(pair for pair, decision in decided.items() if decision is Decision.LOCKED),
        vetoed=vetoed,
        data_hash=_hash(programme),
    )


def _require_sectors(profiles: Sequence[Profile]) -> None:
    known = frozenset(load_taxonomy().codes)
    for profile in profiles:
        strange = sorted(set(profile.sectors) - known)
        if strange:
            raise DataError(f"{profile.id} has the sector {strange[0]!r}, which is not in the taxonomy: correct it")


def _presences(tx: Transaction, programme_id: str, side_of: dict[str, Side]) -> tuple[Presence, ...]:
    return tuple(
        Presence(
            party=one.party_id,
            text=one.words,
            column=one.column,
            is_of_profile=bool(one.column),
            source=Provenance(file=one.party_id),
        )
        for one in list_presences(tx, programme_id)
        if one.party_id in side_of
    )


def _is_between_sides(one: Preference, side_of: dict[str, Side]) -> bool:
    sides = {side_of.get(one.party_id), side_of.get(one.other_id)}
    return None not in sides and len(sides) == 2


def _couple(one: Preference, side_of: dict[str, Side]) -> Couple:
    is_company = side_of[one.party_id] is Side.STARTUPS
    return (one.party_id, one.other_id) if is_company else (one.other_id, one.party_id)


def _hash(programme: Programme) -> str:
    """SHA-256 of everything that lists are made from."""
    facts = {
        "companies": [profile_to_json(profile) for profile in programme.companies],
        "counterparts": [profile_to_json(profile) for profile in programme.counterparts],
        "past": [profile_to_json(profile) for profile in programme.past],
        "interactions": [asdict(one) for one in programme.interactions],
        "forbidden": sorted(programme.forbidden),
        "destination": programme.destination,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
