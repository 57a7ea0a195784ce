"""Inviting somebody into a programme."""

from __future__ import annotations

import datetime

from matcher.store import Role, Transaction
from matcher.store.audit import note_act
from matcher.store.invitations import Invitation, invite
from service.web.context import Actor
from service.web.grants import require_may_grant, require_party_fits
from service.web.secrecy import LinkSigner
from service.web.settings import Settings


def invite_member(
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
    """The invitation and its link, which is told this once.

    Raises:
        Problem: 422 where role and party do not fit; 403 for a role that the actor may not give.
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
    detail = {"role": made.role.value}
    programme_id, user_id = actor.programme_id, actor.user_id
    note_act(tx, programme_id, actor=user_id, action="invitation.make", subject=made.id, detail=detail, now=now)
    return made, f"{settings.address}/join#{signer.sign(token)}"
