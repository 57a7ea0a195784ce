"""Saying whom a party must meet, wants to meet or will not meet, and taking it back."""

from __future__ import annotations

import datetime

from matcher.store import NotStored, Transaction, Wish
from matcher.store.audit import note_act
from matcher.store.parties import get_party
from matcher.store.preferences import Preference, delete_preference, find_preference, save_preference
from service.web.context import Actor
from service.web.problems import Problem


def stored_wish(tx: Transaction, actor: Actor, party_id: str, other_id: str) -> Preference:
    """What a party says of another; raises NotStored if nothing."""
    found = find_preference(tx, actor.programme_id, party_id, other_id)
    if found is None:
        raise NotStored("preferences")
    return found


def state_wish(
    tx: Transaction,
    actor: Actor,
    party_id: str,
    other_id: str,
    *,
    wish: Wish,
    reason: str,
    seen: int,
    now: datetime.datetime,
) -> None:
    """State a wish (`seen` 0), or change the version that was seen.

    Raises:
        Problem: the actor may not speak for the party, or the two are of one side.
        Conflict, NotStored: another version is stored, or one of the two is not there.
    """
    actor.require_party(party_id)
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
    note_act(tx, actor.programme_id, actor=actor.user_id, action="preference.save", subject=party_id, now=now)


def take_wish_back(
    tx: Transaction, actor: Actor, party_id: str, other_id: str, *, seen: int, now: datetime.datetime
) -> None:
    """Take a wish back; raises Problem, Conflict and NotStored as `state_wish` does."""
    actor.require_party(party_id)
    delete_preference(tx, actor.programme_id, party_id, other_id, expected_version=seen)
    note_act(tx, actor.programme_id, actor=actor.user_id, action="preference.delete", subject=party_id, now=now)
