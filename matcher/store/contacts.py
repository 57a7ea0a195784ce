"""People to reach at a party, apart from its profile: nothing that matches, scores or suggests reads them."""

from __future__ import annotations

from dataclasses import dataclass, field

from matcher.profiles import Contact
from matcher.store import rows, tables
from matcher.store.engine import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredContact:
    """A contact of a party; `id` tells it from the party's others."""

    programme_id: str
    id: str
    contact: Contact = field(repr=False)
    version: int


def save_contact(
    tx: Transaction, programme_id: str, contact_id: str, contact: Contact, *, expected_version: int
) -> int:
    """Store a new contact (`expected_version` 0) or change one; returns the version.

    Raises:
        Conflict: another version is stored.
        NotStored: a version was expected and there is none.
        MissingReference: there is no such party in the programme.
    """
    values = {"person": contact.person, "role": contact.role, "email": contact.email, "phone": contact.phone}
    return rows.put(
        tx, tables.contacts, _key(programme_id, contact.profile_id, contact_id), values, expected_version, {}
    )


def list_contacts(tx: Transaction, programme_id: str, party_id: str) -> list[StoredContact]:
    """The contacts of a party, by id."""
    key = {"programme_id": programme_id, "party_id": party_id}
    return [_read(row) for row in rows.listed(tx, tables.contacts, key, by=["id"])]


def delete_contact(
    tx: Transaction, programme_id: str, party_id: str, contact_id: str, *, expected_version: int
) -> None:
    """Delete a contact; raises Conflict, NotStored."""
    rows.remove_version(tx, tables.contacts, _key(programme_id, party_id, contact_id), expected_version)


def _key(programme_id: str, party_id: str, contact_id: str) -> rows.Key:
    return {"programme_id": programme_id, "party_id": party_id, "id": contact_id}


def _read(row: rows.Values) -> StoredContact:
    contact = Contact(
        profile_id=row["party_id"], person=row["person"], role=row["role"], email=row["email"], phone=row["phone"]
    )
    return StoredContact(programme_id=row["programme_id"], id=row["id"], contact=contact, version=row["version"])
