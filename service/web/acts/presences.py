"""Saying when a party is there, and taking it back."""

from __future__ import annotations

import datetime

from matcher.store import NotStored, Transaction
from matcher.store.audit import note_act
from matcher.store.parties import get_party
from matcher.store.presences import StoredPresence, delete_presence, find_presence, save_presence
from service.web.context import Actor


def stored_presence(tx: Transaction, actor: Actor, party_id: str) -> StoredPresence:
    """When a party is there; raises NotStored if nobody said."""
    found = find_presence(tx, actor.programme_id, party_id)
    if found is None:
        raise NotStored("presences")
    return found


def state_presence(
    tx: Transaction, actor: Actor, party_id: str, *, words: str, seen: int, now: datetime.datetime
) -> None:
    """Say when a party is there (`seen` 0), or change it.

    Raises:
        Problem: the actor may not speak for the party.
        Conflict, NotStored: another version is stored, or the party is not there.
    """
    actor.require_party(party_id)
    get_party(tx, actor.programme_id, party_id)
    save_presence(
        tx, actor.programme_id, party_id, words=words, stated_by=actor.user_id, expected_version=seen, now=now
    )
    note_act(tx, actor.programme_id, actor=actor.user_id, action="presence.save", subject=party_id, now=now)


def take_presence_back(tx: Transaction, actor: Actor, party_id: str, *, seen: int, now: datetime.datetime) -> None:
    """Take it back: the party is always there. Raises as `state_presence` does."""
    actor.require_party(party_id)
    delete_presence(tx, actor.programme_id, party_id, expected_version=seen)
    note_act(tx, actor.programme_id, actor=actor.user_id, action="presence.delete", subject=party_id, now=now)
