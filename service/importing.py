"""From a file that was read to a preview with every problem, and from that to versions of parties and contacts."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass, replace
from typing import Any

from matcher.errors import DataError
from matcher.importers import ImportedProfiles
from matcher.profiles import Contact, Profile, ProfileKind
from matcher.store import ImportStatus, NotStored, Store, Transaction
from matcher.store.audit import note_act
from matcher.store.contacts import list_contacts, save_contact
from matcher.store.imports import StoredImport, add_import, decide_import, get_import
from matcher.store.parties import Party, get_party, save_party
from matcher.store.profile_json import profile_from_json, profile_to_json
from matcher.store.programmes import get_programme, save_programme
from matcher.suggestions import Side

DEFAULT_KINDS = {Side.STARTUPS: ProfileKind.STARTUP, Side.COUNTERPARTS: ProfileKind.INVESTOR}
"""What a party of a side is where its file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many parties are new, changed, and as they were."""

    added: int
    changed: int
    unchanged: int


def add_preview(
    tx: Transaction,
    programme_id: str,
    *,
    file_name: str,
    side: Side,
    imported: ImportedProfiles,
    added_by: str,
    now: datetime.datetime,
) -> str:
    """Keep what was read from a file until it is decided on; returns the import's id."""
    content = {
        "profiles": [profile_to_json(profile) for profile in imported.profiles],
        "contacts": [asdict(contact) for contact in imported.contacts],
    }
    summary = {
        "n_profiles": len(imported.profiles),
        "n_problems": len(imported.problems),
        "columns": dict(imported.columns),
        "ignored": list(imported.ignored_headers),
        "merged": dict(imported.merged_ids),
    }
    return add_import(
        tx,
        programme_id,
        file_name=file_name,
        file_hash=imported.sha256,
        side=side,
        status=ImportStatus.PREVIEW,
        summary=summary,
        content=content,
        problems=imported.problems,
        added_by=added_by,
        now=now,
    )


def import_now(
    store: Store,
    programme_id: str,
    file_name: str,
    side: Side,
    imported: ImportedProfiles,
    *,
    imported_by: str,
    now: datetime.datetime,
) -> Taken:
    """Take what was read from a file at once, into a programme that is made when it is not there.

    Raises:
        DataError: an id belongs to a party of the other side; nothing is taken.
    """
    with store.writing() as tx:
        _make_if_new(tx, programme_id, imported_by, now)
        import_id = add_preview(
            tx, programme_id, file_name=file_name, side=side, imported=imported, added_by=imported_by, now=now
        )
        stored = get_import(tx, programme_id, import_id)
        taken = take_import(tx, stored, taken_by=imported_by, now=now)
        confirmed = ImportStatus.CONFIRMED
        decide_import(tx, programme_id, import_id, confirmed, summary=stored.summary, expected_version=stored.version)
        note_act(tx, programme_id, actor=imported_by, action=f"import.{confirmed}", subject=import_id, now=now)
    return taken


def _make_if_new(tx: Transaction, programme_id: str, made_by: str, now: datetime.datetime) -> None:
    try:
        get_programme(tx, programme_id)
    except NotStored:
        save_programme(tx, programme_id, name=programme_id, settings={}, expected_version=0, now=now)
        note_act(tx, programme_id, actor=made_by, action="programme.make", subject=programme_id, now=now)


def take_import(tx: Transaction, stored: StoredImport, *, taken_by: str, now: datetime.datetime) -> Taken:
    """Store each profile of a preview as a new party or a new version; one that says the same stays as it is.

    Contacts that the file gives for a party stand beside those that it has.

    Raises:
        DataError: an id belongs to a party of the other side; nothing is taken.
    """
    content = stored.content or {}
    profiles = [profile_from_json(each) for each in content.get("profiles", ())]
    there = {profile.id: _party(tx, stored.programme_id, profile.id) for profile in profiles}
    _require_side(stored, there)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for profile in profiles:
        before = there[profile.id]
        kind = _change(before, profile)
        counts[kind] += 1
        if kind != "unchanged":
            save_party(
                tx,
                stored.programme_id,
                profile,
                side=stored.side,
                source=_source(stored, profile),
                saved_by=taken_by,
                expected_version=0 if before is None else before.version,
                now=now,
            )
    _take_contacts(tx, stored.programme_id, [Contact(**each) for each in content.get("contacts", ())])
    return Taken(**counts)


def _party(tx: Transaction, programme_id: str, party_id: str) -> Party | None:
    try:
        return get_party(tx, programme_id, party_id)
    except NotStored:
        return None


def _require_side(stored: StoredImport, there: dict[str, Party | None]) -> None:
    others = sorted(each.id for each in there.values() if each is not None and each.side is not stored.side)
    if others:
        named = ", ".join(others[:5]) + (", …" if len(others) > 5 else "")
        raise DataError(
            f"{len(others)} ids of {stored.file_name} belong to parties of the other side ({named}): give others ids"
        )


def _change(before: Party | None, profile: Profile) -> str:
    if before is None:
        return "added"
    same = replace(before.profile, provenance=None) == replace(profile, provenance=None)
    return "unchanged" if same else "changed"


def _source(stored: StoredImport, profile: Profile) -> dict[str, Any]:
    row = None if profile.provenance is None else profile.provenance.row
    return {"import": stored.id, "file": stored.file_name, "row": row}


def _take_contacts(tx: Transaction, programme_id: str, contacts: list[Contact]) -> None:
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
