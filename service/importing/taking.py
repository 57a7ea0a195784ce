"""A preview is kept until it is decided on; what is taken of it becomes rows of the programme."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from matcher.profiles import Contact
from matcher.store import ImportStatus, NotStored, Store, Transaction
from matcher.store.audit import note_act
from matcher.store.imports import StoredImport, add_import, decide_import, get_import
from matcher.store.profile_json import profile_from_json
from matcher.store.programmes import get_programme, save_programme
from matcher.subjects import ImportSubject
from service.importing.facts import take_interactions, take_preferences, take_presences
from service.importing.parties import take_contacts, take_profiles
from service.importing.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many parties, wishes or facts are new, changed, and as they were."""

    added: int
    changed: int
    unchanged: int


def add_preview(
    tx: Transaction, programme_id: str, reading: Reading, *, file_name: str, added_by: str, now: datetime.datetime
) -> str:
    """Keep what was read from a file until it is decided on; returns the import's id."""
    return add_import(
        tx,
        programme_id,
        file_name=file_name,
        file_hash=reading.sha256,
        subject=reading.subject,
        status=ImportStatus.PREVIEW,
        summary=reading.summary,
        content=reading.content,
        problems=reading.problems,
        added_by=added_by,
        now=now,
    )


def import_now(
    store: Store, programme_id: str, file_name: str, reading: Reading, *, imported_by: str, now: datetime.datetime
) -> Taken:
    """Take what was read from a file at once, into a programme that is made when it is not there.

    Raises:
        DataError: an id belongs to a party of the other side; nothing is taken.
    """
    with store.writing() as tx:
        make_if_new(tx, programme_id, imported_by, now)
        import_id = add_preview(tx, programme_id, reading, file_name=file_name, added_by=imported_by, now=now)
        stored = get_import(tx, programme_id, import_id)
        taken = take_import(tx, stored, taken_by=imported_by, now=now)
        confirmed = ImportStatus.CONFIRMED
        decide_import(tx, programme_id, import_id, confirmed, summary=stored.summary, expected_version=stored.version)
        note_act(tx, programme_id, actor=imported_by, action=f"import.{confirmed}", subject=import_id, now=now)
    return taken


def make_if_new(tx: Transaction, programme_id: str, made_by: str, now: datetime.datetime) -> None:
    """A programme of this id and name, unless it is there."""
    try:
        get_programme(tx, programme_id)
    except NotStored:
        save_programme(tx, programme_id, name=programme_id, settings={}, expected_version=0, now=now)
        note_act(tx, programme_id, actor=made_by, action="programme.make", subject=programme_id, now=now)


def take_import(tx: Transaction, stored: StoredImport, *, taken_by: str, now: datetime.datetime) -> Taken:
    """Store what a preview holds: what says the same as before stays as it is.

    Raises:
        DataError: an id belongs to a party of the other side; nothing is taken.
        MissingReference: a party that is named was erased since the preview.
    """
    content, programme_id = stored.content or {}, stored.programme_id
    if stored.subject is ImportSubject.HISTORY:
        return Taken(**take_interactions(tx, programme_id, content.get("interactions", ())))
    if stored.subject is ImportSubject.PREFERENCES:
        told = content.get("preferences", ())
        counts = take_preferences(tx, programme_id, told, taken_by=taken_by, now=now)
    else:
        profiles = [profile_from_json(each) for each in content.get("profiles", ())]
        counts = take_profiles(tx, stored, profiles, taken_by=taken_by, now=now)
        take_contacts(tx, programme_id, [Contact(**each) for each in content.get("contacts", ())])
    take_presences(tx, programme_id, content.get("presences", ()), taken_by=taken_by, now=now)
    return Taken(**counts)
