"""Taking the profiles and contacts of a preview: new parties, and new versions of those that say something else."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from matcher.errors import DataError
from matcher.profiles import Contact, Profile
from matcher.store import NotStored, Transaction
from matcher.store.contacts import list_contacts, save_contact
from matcher.store.imports import StoredImport
from matcher.store.parties import Party, get_party, save_party
from matcher.subjects import ImportSubject
from matcher.suggestions import Side


def take_profiles(
    tx: Transaction, stored: StoredImport, profiles: Sequence[Profile], *, taken_by: str, now: datetime.datetime
) -> dict[str, int]:
    """Store each profile as a new party or a new version; returns counts by what changed.

    A company of an earlier programme that is in a file of companies takes part again. One that takes part and is in a
    file of earlier companies stays as it is.

    Raises:
        DataError: an id belongs to a party of the other side; nothing is taken.
    """
    is_earlier = stored.subject is ImportSubject.EARLIER
    side = Side.COUNTERPARTS if stored.subject is ImportSubject.COUNTERPARTS else Side.STARTUPS
    there = {profile.id: _party(tx, stored.programme_id, profile.id) for profile in profiles}
    _require_side(stored.file_name, side, there)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for profile in profiles:
        before = there[profile.id]
        kind = _change(before, profile, is_earlier=is_earlier)
        counts[kind] += 1
        if kind != "unchanged":
            save_party(
                tx,
                stored.programme_id,
                profile,
                side=side,
                source=_source(stored, profile),
                saved_by=taken_by,
                expected_version=0 if before is None else before.version,
                now=now,
                is_earlier=is_earlier,
            )
    return counts


def take_contacts(tx: Transaction, programme_id: str, contacts: Sequence[Contact]) -> None:
    """Store contacts that their parties do not have yet, numbered after those that they have."""
    for party_id in sorted({contact.profile_id for contact in contacts}):
        known = list_contacts(tx, programme_id, party_id)
        have, ids = {each.contact for each in known}, {each.id for each in known}
        number = 0
        for contact in contacts:
            if contact.profile_id != party_id or contact in have:
                continue
            while f"import-{number}" in ids:
                number += 1
            ids.add(f"import-{number}")
            have.add(contact)
            save_contact(tx, programme_id, f"import-{number}", contact, expected_version=0)


def _party(tx: Transaction, programme_id: str, party_id: str) -> Party | None:
    try:
        return get_party(tx, programme_id, party_id)
    except NotStored:
        return None


def _require_side(file_name: str, side: Side, there: dict[str, Party | None]) -> None:
    others = sorted(each.id for each in there.values() if each is not None and each.side is not side)
    if others:
        named = ", ".join(others[:5]) + (", …" if len(others) > 5 else "")
        raise DataError(
            f"{len(others)} ids of {file_name} belong to parties of the other side ({named}): give others ids"
        )


def _change(before: Party | None, profile: Profile, *, is_earlier: bool) -> str:
    if before is None:
        return "added"
    if is_earlier and not before.is_earlier:
        return "unchanged"
    same = replace(before.profile, provenance=None) == replace(profile, provenance=None)
    return "unchanged" if same and before.is_earlier == is_earlier else "changed"


def _source(stored: StoredImport, profile: Profile) -> dict[str, Any]:
    row = None if profile.provenance is None else profile.provenance.row
    return {"import": stored.id, "file": stored.file_name, "row": row}
