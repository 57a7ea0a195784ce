"""What is done to a party: its profile, its consent, its part in the programme."""

from __future__ import annotations

import datetime

from matcher.profiles import Profile
from matcher.store import Transaction
from matcher.store.audit import note_act
from matcher.store.parties import Party, get_party, save_party, set_consent, set_withdrawn
from matcher.suggestions import Side
from service.web.context import Actor
from service.web.profile_body import ProfileEdit, changed_profile


def add_by_hand(tx: Transaction, actor: Actor, profile: Profile, *, side: Side, now: datetime.datetime) -> Party:
    """Add a party; raises Conflict where the id is taken."""
    save_party(
        tx,
        actor.programme_id,
        profile,
        side=side,
        source={"form": "new"},
        saved_by=actor.user_id,
        expected_version=0,
        now=now,
    )
    return _after(tx, actor, profile.id, "party.add", now)


def change_party(
    tx: Transaction, actor: Actor, party_id: str, edit: ProfileEdit, *, seen: int, now: datetime.datetime
) -> Party:
    """Save a new version of a profile over the one that was seen; raises Conflict, NotStored."""
    before = get_party(tx, actor.programme_id, party_id)
    save_party(
        tx,
        actor.programme_id,
        changed_profile(before.profile, edit),
        side=before.side,
        source={"form": "profile"},
        saved_by=actor.user_id,
        expected_version=seen,
        now=now,
        is_earlier=before.is_earlier,
    )
    return _after(tx, actor, party_id, "party.change", now)


def note_consent(
    tx: Transaction, actor: Actor, party_id: str, *, purpose: str, agrees: bool, seen: int, now: datetime.datetime
) -> Party:
    """Note what a party's data may be used for, and whether it agreed; raises Conflict, NotStored."""
    set_consent(
        tx,
        actor.programme_id,
        party_id,
        purpose=purpose,
        consented_at=now if agrees else None,
        saved_by=actor.user_id,
        expected_version=seen,
        now=now,
    )
    return _after(tx, actor, party_id, "party.consent", now)


def take_part(
    tx: Transaction, actor: Actor, party_id: str, *, takes_part: bool, seen: int, now: datetime.datetime
) -> Party:
    """Let a party leave the programme, or come back; raises Conflict, NotStored."""
    before = get_party(tx, actor.programme_id, party_id)
    set_withdrawn(
        tx,
        actor.programme_id,
        party_id,
        withdrawn_at=None if takes_part else before.withdrawn_at or now,
        saved_by=actor.user_id,
        expected_version=seen,
        now=now,
    )
    return _after(tx, actor, party_id, "party.participation", now)


def _after(tx: Transaction, actor: Actor, party_id: str, action: str, now: datetime.datetime) -> Party:
    """The party as it is after an act, which is noted."""
    note_act(tx, actor.programme_id, actor=actor.user_id, action=action, subject=party_id, now=now)
    return get_party(tx, actor.programme_id, party_id)
