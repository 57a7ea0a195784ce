"""Changing what members of a programme are, and taking invitations back."""

from __future__ import annotations

import datetime

from matcher.store import NotStored, Role, Transaction
from matcher.store.audit import note_act
from matcher.store.invitations import revoke_invitation
from matcher.store.memberships import Membership, delete_membership, find_membership, save_membership
from service.web.context import Actor
from service.web.grants import require_may_grant, require_party_fits


def take_invitation_back(tx: Transaction, actor: Actor, invitation_id: str, now: datetime.datetime) -> None:
    """Delete an invitation; raises NotStored."""
    revoke_invitation(tx, actor.programme_id, invitation_id)
    _note(tx, actor, "invitation.revoke", invitation_id, now)


def stored_member(tx: Transaction, actor: Actor, user_id: str) -> Membership:
    """The member of the programme; raises NotStored."""
    found = find_membership(tx, actor.programme_id, user_id)
    if found is None:
        raise NotStored("memberships")
    return found


def change_member(
    tx: Transaction,
    actor: Actor,
    user_id: str,
    *,
    role: Role,
    party_id: str | None,
    seen: int,
    now: datetime.datetime,
) -> None:
    """Give a member another role.

    Raises:
        Problem: 403 for a role that the actor may not give or take, 422 where role and party do not fit.
        Conflict, NotStored, MissingReference: another version is stored, or there is no such member or party.
    """
    require_party_fits(role, party_id)
    require_may_grant(actor, role)
    require_may_grant(actor, stored_member(tx, actor, user_id).role)
    save_membership(tx, actor.programme_id, user_id, role=role, party_id=party_id, expected_version=seen, now=now)
    _note(tx, actor, "member.change", user_id, now, {"role": role.value})


def remove_member(tx: Transaction, actor: Actor, user_id: str, *, seen: int, now: datetime.datetime) -> None:
    """Let a member out of the programme; the account stays. Raises as `change_member` does."""
    require_may_grant(actor, stored_member(tx, actor, user_id).role)
    delete_membership(tx, actor.programme_id, user_id, expected_version=seen)
    _note(tx, actor, "member.delete", user_id, now)


def _note(
    tx: Transaction,
    actor: Actor,
    action: str,
    subject: str,
    now: datetime.datetime,
    detail: dict[str, str] | None = None,
) -> None:
    programme_id = actor.programme_id
    note_act(tx, programme_id, actor=actor.user_id, action=action, subject=subject, detail=detail, now=now)
