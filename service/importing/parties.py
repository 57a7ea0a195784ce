"""Taking the profiles and contacts of a preview: new parties, and new versions of those that say something else."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from matcher.errors import DataError
from matcher.profiles import Contact, Profile
from matcher.store import Transaction
from matcher.store.contacts import list_contacts, save_contact
from matcher.store.imports import StoredImport
from matcher.store.listing import KnownParty, known_parties
from matcher.store.parties import add_parties, save_party
from matcher.store.profile_json import profile_to_json
from matcher.store.rows import Document
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
    is_earlier, side = stored.subject is ImportSubject.EARLIER, side_of(stored.subject)
    known = known_parties(tx, stored.programme_id)
    compared = {
        one.id: compare_profile(known.get(one.id), profile_to_json(one), is_earlier=is_earlier) for one in profiles
    }
    _require_side(stored.file_name, side, [one for one in profiles if one.id in known], known)
    new = [(one, _source(stored, one)) for one in profiles if compared[one.id] is None]
    shared: dict[str, Any] = {"side": side, "saved_by": taken_by, "now": now, "is_earlier": is_earlier}
    add_parties(tx, stored.programme_id, new, **shared)
    changed = [profile for profile in profiles if compared[profile.id]]
    for profile in changed:
        seen, source = known[profile.id].version, _source(stored, profile)
        save_party(tx, stored.programme_id, profile, source=source, expected_version=seen, **shared)
    unchanged = len(profiles) - len(new) - len(changed)
    return {"added": len(new), "changed": len(changed), "unchanged": unchanged}


def side_of(subject: ImportSubject) -> Side:
    """The side that a file of parties is about."""
    return Side.COUNTERPARTS if subject is ImportSubject.COUNTERPARTS else Side.STARTUPS


def compare_profile(before: KnownParty | None, document: Document, *, is_earlier: bool) -> tuple[str, ...] | None:
    """The fields in which a profile as JSON differs from the programme's: () where it says the same, None if new.

    `is_earlier` is among them where a company of an earlier programme takes part again.
    """
    if before is None:
        return None
    if is_earlier and not before.is_earlier:
        return ()
    stored = before.document
    every = sorted(document.keys() | stored.keys())
    differing = [name for name in every if document.get(name) != stored.get(name)]
    moved = ["is_earlier"] if before.is_earlier != is_earlier else []
    return tuple(moved + [name for name in differing if name != "provenance"])


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


def _require_side(file_name: str, side: Side, profiles: Sequence[Profile], known: Mapping[str, KnownParty]) -> None:
    others = sorted(one.id for one in profiles if known[one.id].side is not side)
    if others:
        named = ", ".join(others[:5]) + (", …" if len(others) > 5 else "")
        raise DataError(
            f"{len(others)} ids of {file_name} belong to parties of the other side ({named}): give others ids"
        )


def _source(stored: StoredImport, profile: Profile) -> dict[str, Any]:
    row = None if profile.provenance is None else profile.provenance.row
    return {"import": stored.id, "file": stored.file_name, "row": row}
