"""Changes to a party: its profile, its consent, and whether it takes part."""

from __future__ import annotations

import datetime
from typing import Any

from matcher.store import Transaction
from matcher.store.audit import note_act
from matcher.store.parties import get_party, save_party, set_consent, set_withdrawn
from matcher.store.privacy import export_party
from service.web.context import Actor
from service.web.profile_body import ProfileEdit, changed_profile

ASK_ERASURE = "privacy.ask_erasure"
"""The act by which a party asks to be erased; an organiser does it."""


def change_profile(
    tx: Transaction, actor: Actor, party_id: str, edit: ProfileEdit, *, seen: int, now: datetime.datetime
) -> None:
    """A new version of the profile over the one that was seen.

    Raises:
        Problem, NotStored: there is no such party that the actor may see.
        Conflict: another version is stored.
    """
    actor.require_party(party_id)
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
    note_on(tx, actor, "party.change", party_id, now)


def note_consent(
    tx: Transaction,
    actor: Actor,
    party_id: str,
    *,
    purpose: str,
    agrees: bool,
    seen: int,
    now: datetime.datetime,
) -> None:
    """Note what the party's data may be used for, and whether it agreed; raises as `change_profile` does."""
    actor.require_party(party_id)
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
    note_on(tx, actor, "party.consent", party_id, now)


def note_participation(
    tx: Transaction, actor: Actor, party_id: str, *, takes_part: bool, seen: int, now: datetime.datetime
) -> None:
    """Let a party leave the programme, or come back; raises as `change_profile` does."""
    actor.require_party(party_id)
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
    note_on(tx, actor, "party.participation", party_id, now)


def personal_data(tx: Transaction, actor: Actor, party_id: str, now: datetime.datetime) -> dict[str, Any]:
    """Everything that is kept of the party, as JSON; raises as `change_profile` does."""
    actor.require_party(party_id)
    found = export_party(tx, actor.programme_id, party_id)
    note_on(tx, actor, "privacy.export", party_id, now)
    return found


def ask_for_erasure(tx: Transaction, actor: Actor, party_id: str, now: datetime.datetime) -> None:
    """Note that the party asks to be erased, which an organiser then does; raises as `change_profile` does."""
    actor.require_party(party_id)
    get_party(tx, actor.programme_id, party_id)
    note_on(tx, actor, ASK_ERASURE, party_id, now)


def note_on(tx: Transaction, actor: Actor, action: str, subject: str, now: datetime.datetime) -> None:
    """Note an act of the programme in the audit log."""
    note_act(tx, actor.programme_id, actor=actor.user_id, action=action, subject=subject, now=now)
