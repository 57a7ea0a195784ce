"""Parties of a programme: a profile each, all its versions with where each came from, and consent."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from matcher.profiles import Profile
from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.profile_json import profile_from_json, profile_to_json
from matcher.store.rows import Document
from matcher.suggestions import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party as it is now.

    An id names one party of the programme, whichever side it is on. `purpose` is what its data may be used for,
    `consented_at` when it agreed (None: it did not, or was not asked), `withdrawn_at` when it left the programme.
    One that `is_earlier` takes no part: it was in an earlier programme, and counterparts are known by what they did
    with it.
    """

    programme_id: str
    id: str
    side: Side
    profile: Profile = field(repr=False)
    purpose: str
    consented_at: datetime.datetime | None
    withdrawn_at: datetime.datetime | None
    is_earlier: bool
    version: int
    created_at: datetime.datetime
    updated_at: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyVersion:
    """What a profile was; `source` says where it came from: `{"import": id, "file": …, "row": …}`, `{"form": …}`."""

    programme_id: str
    party_id: str
    version: int
    profile: Profile = field(repr=False)
    source: Document
    saved_by: str
    saved_at: datetime.datetime


def save_party(
    tx: Transaction,
    programme_id: str,
    profile: Profile,
    *,
    side: Side,
    source: Mapping[str, Any],
    saved_by: str,
    expected_version: int,
    now: datetime.datetime,
    is_earlier: bool = False,
) -> int:
    """Store a new party (`expected_version` 0) or a new version of its profile; returns the version.

    Raises:
        Conflict: another version is stored.
        NotStored: a version was expected and there is no such party.
        MissingReference: there is no such programme.
    """
    document = profile_to_json(profile)
    values = {
        "side": side.value,
        "name": profile.name,
        "profile": document,
        "is_earlier": is_earlier,
        "updated_at": now,
    }
    new = {"purpose": "", "created_at": now}
    version = rows.put(tx, tables.parties, _key(programme_id, profile.id), values, expected_version, new)
    _keep(tx, programme_id, profile.id, version, document, source, saved_by, now)
    return version


def add_parties(
    tx: Transaction,
    programme_id: str,
    profiles: Sequence[tuple[Profile, Mapping[str, Any]]],
    *,
    side: Side,
    saved_by: str,
    now: datetime.datetime,
    is_earlier: bool = False,
) -> None:
    """Store new parties of one side, each with the source of its profile, in one go.

    Raises:
        AlreadyStored: an id is taken.
        MissingReference: there is no such programme.
    """
    fixed = {"side": side.value, "purpose": "", "is_earlier": is_earlier, "version": 1, "created_at": now}
    kept = {"version": 1, "saved_by": saved_by, "saved_at": now}
    told = [(profile, profile_to_json(profile), source) for profile, source in profiles]
    new = [
        {**_key(programme_id, profile.id), "name": profile.name, "profile": document, "updated_at": now, **fixed}
        for profile, document, _ in told
    ]
    versions = [
        {"programme_id": programme_id, "party_id": profile.id, "profile": document, "source": dict(source), **kept}
        for profile, document, source in told
    ]
    rows.add(tx, tables.parties, *new)
    rows.add(tx, tables.party_versions, *versions)


def get_party(tx: Transaction, programme_id: str, party_id: str) -> Party:
    """The party; raises NotStored."""
    return read_party(rows.get(tx, tables.parties, _key(programme_id, party_id)))


def list_parties(
    tx: Transaction,
    programme_id: str,
    *,
    side: Side | None = None,
    with_withdrawn: bool = False,
    is_earlier: bool = False,
    after: str = "",
    limit: int = 100,
) -> list[Party]:
    """Parties by id, from the one after the id `after`, at most `limit` (up to 1000) of them.

    Those of earlier programmes stand apart: with `is_earlier`, they alone.
    """
    parties = tables.parties
    key = {"programme_id": programme_id, "is_earlier": is_earlier} | ({} if side is None else {"side": side.value})
    conditions = [] if with_withdrawn else [parties.c.withdrawn_at.is_(None)]
    return [read_party(row) for row in rows.paged(tx, parties, key, *conditions, after=after, limit=limit)]


def every_profile(tx: Transaction, programme_id: str, side: Side, *, is_earlier: bool = False) -> tuple[Profile, ...]:
    """The profiles of a side that take part, or with `is_earlier` that did before, by id: what a run reads."""
    parties = tables.parties
    key = {"programme_id": programme_id, "side": side.value, "is_earlier": is_earlier}
    found = rows.listed(tx, parties, key, parties.c.withdrawn_at.is_(None), by=["id"])
    return tuple(profile_from_json(row["profile"]) for row in found)


def count_parties(tx: Transaction, programme_id: str, side: Side) -> int:
    """How many parties of a side take part."""
    parties = tables.parties
    condition = rows.matches(parties, {"programme_id": programme_id, "side": side.value, "is_earlier": False})
    statement = select(func.count()).select_from(parties).where(condition, parties.c.withdrawn_at.is_(None))
    return int(tx.execute(statement).scalar_one())


def set_consent(
    tx: Transaction,
    programme_id: str,
    party_id: str,
    *,
    purpose: str,
    consented_at: datetime.datetime | None,
    saved_by: str,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Note what a party's data may be used for and when it agreed; returns the version. Raises Conflict, NotStored."""
    values = {"purpose": purpose, "consented_at": consented_at}
    return _change(tx, programme_id, party_id, values, {"form": "consent"}, saved_by, expected_version, now)


def set_withdrawn(
    tx: Transaction,
    programme_id: str,
    party_id: str,
    *,
    withdrawn_at: datetime.datetime | None,
    saved_by: str,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Let a party leave the programme, or come back (None); returns the version. Raises Conflict, NotStored."""
    values = {"withdrawn_at": withdrawn_at}
    return _change(tx, programme_id, party_id, values, {"form": "withdrawal"}, saved_by, expected_version, now)


def list_party_versions(tx: Transaction, programme_id: str, party_id: str) -> list[PartyVersion]:
    """Every version of the party's profile, the first one first."""
    key = {"programme_id": programme_id, "party_id": party_id}
    found = rows.listed(tx, tables.party_versions, key, by=["version"])
    return [PartyVersion(**{**row, "profile": profile_from_json(row["profile"])}) for row in found]


def _change(
    tx: Transaction,
    programme_id: str,
    party_id: str,
    values: rows.Values,
    source: Mapping[str, Any],
    saved_by: str,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """A version that leaves the profile as it is."""
    before = rows.get(tx, tables.parties, _key(programme_id, party_id))
    key = _key(programme_id, party_id)
    version = rows.put(tx, tables.parties, key, {**values, "updated_at": now}, expected_version, {})
    _keep(tx, programme_id, party_id, version, before["profile"], source, saved_by, now)
    return version


def _keep(
    tx: Transaction,
    programme_id: str,
    party_id: str,
    version: int,
    document: Document,
    source: Mapping[str, Any],
    saved_by: str,
    now: datetime.datetime,
) -> None:
    kept = {
        "programme_id": programme_id,
        "party_id": party_id,
        "version": version,
        "profile": document,
        "source": dict(source),
        "saved_by": saved_by,
        "saved_at": now,
    }
    rows.add(tx, tables.party_versions, kept)


def _key(programme_id: str, party_id: str) -> rows.Key:
    return {"programme_id": programme_id, "id": party_id}


def read_party(row: rows.Values) -> Party:
    """The party of a row."""
    values = {name: value for name, value in row.items() if name != "name"}
    return Party(**{**values, "side": Side(row["side"]), "profile": profile_from_json(row["profile"])})
