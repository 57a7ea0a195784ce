"""Inviting into a programme, taking invitations back, and changing what members are."""

from __future__ import annotations

import datetime

from matcher.store import NotStored, Role, Transaction
from matcher.store.audit import note_act
from matcher.store.invitations import Invitation, invite, revoke_invitation
from matcher.store.memberships import Membership, delete_membership, find_membership, save_membership
from service.web.context import Actor
from service.web.grants import require_may_grant, require_party_fits
from service.web.secrecy import LinkSigner
from service.web.settings import Settings


def make_invitation(
    tx: Transaction,
    actor: Actor,
    settings: Settings,
    signer: LinkSigner,
    *,
    email: str,
    role: Role,
    party_id: str | None,
    now: datetime.datetime,
) -> tuple[Invitation, str]:
    """Invite somebody: the invitation, and the link, which is kept nowhere. It is good once.

    Raises:
        Problem: 403 for a role that the actor may not give, 422 for a party where none may be or none where one must.
        MissingReference: there is no such party.
    """
    require_party_fits(role, party_id)
    require_may_grant(actor, role)
    made, token = invite(
        tx,
        actor.programme_id,
        email=email,
        role=role,
        party_id=party_id,
        invited_by=actor.user_id,
        now=now,
        lasts=datetime.timedelta(days=settings.invitation_days),
    )
    _note(tx, actor, "invitation.make", made.id, now, {"role": made.role.value})
    return made, f"{settings.address}/join#{signer.sign(token)}"


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
    """Give a member another role; raises as `make_invitation` does, and Conflict and NotStored."""
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
