"""What is said of a party: contacts, wishes, when it is there."""

from __future__ import annotations

import datetime

from matcher.profiles import Contact
from matcher.store import NotStored, Transaction, Wish
from matcher.store.audit import note_act
from matcher.store.contacts import StoredContact, delete_contact, list_contacts, save_contact
from matcher.store.parties import get_party
from matcher.store.preferences import Preference, delete_preference, find_preference, save_preference
from matcher.store.presences import StoredPresence, delete_presence, find_presence, save_presence
from service.web.context import Actor
from service.web.problems import Problem


def said_contact(tx: Transaction, actor: Actor, party_id: str, contact_id: str) -> StoredContact:
    """A contact of a party; raises NotStored."""
    found = [one for one in list_contacts(tx, actor.programme_id, party_id) if one.id == contact_id]
    if not found:
        raise NotStored("contacts")
    return found[0]


def say_contact(
    tx: Transaction, actor: Actor, contact_id: str, contact: Contact, *, seen: int, now: datetime.datetime
) -> StoredContact:
    """Add a contact (`seen` 0), or change one; raises Conflict, NotStored."""
    get_party(tx, actor.programme_id, contact.profile_id)
    save_contact(tx, actor.programme_id, contact_id, contact, expected_version=seen)
    _note(tx, actor, "contact.save", contact.profile_id, now)
    return said_contact(tx, actor, contact.profile_id, contact_id)


def unsay_contact(
    tx: Transaction, actor: Actor, party_id: str, contact_id: str, *, seen: int, now: datetime.datetime
) -> None:
    """Delete a contact; raises Conflict, NotStored."""
    delete_contact(tx, actor.programme_id, party_id, contact_id, expected_version=seen)
    _note(tx, actor, "contact.delete", party_id, now)


def said_wish(tx: Transaction, actor: Actor, party_id: str, other_id: str) -> Preference:
    """What a party says of another; raises NotStored."""
    found = find_preference(tx, actor.programme_id, party_id, other_id)
    if found is None:
        raise NotStored("preferences")
    return found


def say_wish(
    tx: Transaction,
    actor: Actor,
    party_id: str,
    other_id: str,
    *,
    wish: Wish,
    reason: str,
    seen: int,
    now: datetime.datetime,
) -> Preference:
    """State a wish (`seen` 0), or change it.

    Raises:
        Conflict, NotStored: another version is there, or one of the two is not.
        Problem: 422 where both are on one side.
    """
    if get_party(tx, actor.programme_id, party_id).side is get_party(tx, actor.programme_id, other_id).side:
        raise Problem(422, "same-side", "wishes are between a company and a counterpart")
    save_preference(
        tx,
        actor.programme_id,
        party_id,
        other_id,
        wish=wish,
        reason=reason,
        stated_by=actor.user_id,
        expected_version=seen,
        now=now,
    )
    _note(tx, actor, "preference.save", party_id, now)
    return said_wish(tx, actor, party_id, other_id)


def unsay_wish(
    tx: Transaction, actor: Actor, party_id: str, other_id: str, *, seen: int, now: datetime.datetime
) -> None:
    """Take a wish back; raises Conflict, NotStored."""
    delete_preference(tx, actor.programme_id, party_id, other_id, expected_version=seen)
    _note(tx, actor, "preference.delete", party_id, now)


def said_presence(tx: Transaction, actor: Actor, party_id: str) -> StoredPresence:
    """When a party is there; raises NotStored where nobody said, which stands for always."""
    found = find_presence(tx, actor.programme_id, party_id)
    if found is None:
        raise NotStored("presences")
    return found


def say_presence(
    tx: Transaction, actor: Actor, party_id: str, *, words: str, seen: int, now: datetime.datetime
) -> StoredPresence:
    """Say when a party is there (`seen` 0), or change it; raises Conflict, NotStored."""
    get_party(tx, actor.programme_id, party_id)
    save_presence(
        tx, actor.programme_id, party_id, words=words, stated_by=actor.user_id, expected_version=seen, now=now
    )
    _note(tx, actor, "presence.save", party_id, now)
    return said_presence(tx, actor, party_id)


def unsay_presence(tx: Transaction, actor: Actor, party_id: str, *, seen: int, now: datetime.datetime) -> None:
    """Take it back: the party is always there. Raises Conflict, NotStored."""
    delete_presence(tx, actor.programme_id, party_id, expected_version=seen)
    _note(tx, actor, "presence.delete", party_id, now)


def _note(tx: Transaction, actor: Actor, action: str, party_id: str, now: datetime.datetime) -> None:
    note_act(tx, actor.programme_id, actor=actor.user_id, action=action, subject=party_id, now=now)
