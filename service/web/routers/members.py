"""Members of a programme, and the invitations by which they come in."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from matcher.store import Role, Transaction
from matcher.store.invitations import Invitation, list_invitations
from matcher.store.memberships import Membership, list_memberships
from matcher.store.users import get_user
from service.web.access import RUN
from service.web.acts.inviting import invite_member
from service.web.acts.members import change_member, remove_member, stored_member, take_invitation_back
from service.web.bodies import Edit, UserId
from service.web.context import Actor, NowDep, SettingsDep, StoreDep, require
from service.web.logins import SignerDep
from service.web.problems import conflict_of
from service.web.secrecy import EmailAddress
from service.web.versions import SeenVersion, tagged

router = APIRouter(prefix="/programmes/{programme_id}", tags=["people"])

Runner = Annotated[Actor, Depends(require(*RUN))]

Party = Annotated[str | None, Field(max_length=200, examples=["st-01"])]


class MemberEdit(Edit):
    """A member's role, and the party they speak for."""

    role: Role
    party_id: Party = None


class MemberBody(BaseModel):
    """A member of a programme."""

    user_id: str
    email: str = Field(examples=["ada@example.org"])
    name: str = Field(examples=["Ada Rossi"])
    role: Role
    party_id: str | None
    version: int


class NewInvitation(MemberEdit):
    """Whom to invite, as what."""

    email: EmailAddress


class InvitationBody(BaseModel):
    """An invitation. `link` is told once, to who made it, and is to be sent to the address."""

    id: str
    email: str = Field(examples=["ada@example.org"])
    role: Role
    party_id: str | None
    created_at: datetime.datetime
    expires_at: datetime.datetime
    used_at: datetime.datetime | None
    link: str | None = Field(None, examples=["https://abbina.example.org/join#XmFyX0b2.5a1f0c"])


def member_body(tx: Transaction, member: Membership) -> MemberBody:
    """A member as organisers see them."""
    user = get_user(tx, member.user_id)
    return MemberBody(
        user_id=user.id,
        email=user.email,
        name=user.name,
        role=member.role,
        party_id=member.party_id,
        version=member.version,
    )


@router.get("/members")
def members(actor: Runner, store: StoreDep) -> list[MemberBody]:
    """Everybody in the programme, by id."""
    with store.reading() as tx:
        return [member_body(tx, member) for member in list_memberships(tx, actor.programme_id)]


@router.patch("/members/{user_id}")
def change(
    user_id: UserId,
    body: MemberEdit,
    actor: Runner,
    response: Response,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> MemberBody:
    """Give a member another role."""
    with store.writing() as tx:
        with conflict_of(lambda: member_body(tx, stored_member(tx, actor, user_id))):
            change_member(tx, actor, user_id, role=body.role, party_id=body.party_id, seen=seen, now=now)
        after = member_body(tx, stored_member(tx, actor, user_id))
    tagged(response, after.version)
    return after


@router.delete("/members/{user_id}", status_code=204)
def delete(user_id: UserId, actor: Runner, store: StoreDep, seen: SeenVersion, now: NowDep) -> None:
    """Let a member out of the programme; the account stays."""
    with store.writing() as tx:
        remove_member(tx, actor, user_id, seen=seen, now=now)


@router.get("/invitations")
def invitations(actor: Runner, store: StoreDep) -> list[InvitationBody]:
    """Every invitation, without its link, in the order in which they were made."""
    with store.reading() as tx:
        return [invitation_body(each) for each in list_invitations(tx, actor.programme_id)]


@router.post("/invitations", status_code=201)
def add(
    body: NewInvitation, actor: Runner, store: StoreDep, settings: SettingsDep, signer: SignerDep, now: NowDep
) -> InvitationBody:
    """Invite somebody; the link stands in this answer and nowhere else. It is good once."""
    with store.writing() as tx:
        made, link = invite_member(
            tx, actor, settings, signer, email=body.email, role=body.role, party_id=body.party_id, now=now
        )
    return invitation_body(made, link=link)


@router.delete("/invitations/{invitation_id}", status_code=204)
def revoke(invitation_id: str, actor: Runner, store: StoreDep, now: NowDep) -> None:
    """Take an invitation back."""
    with store.writing() as tx:
        take_invitation_back(tx, actor, invitation_id, now)


def invitation_body(invitation: Invitation, *, link: str | None = None) -> InvitationBody:
    """An invitation as organisers see it."""
    return InvitationBody(
        id=invitation.id,
        email=invitation.email,
        role=invitation.role,
        party_id=invitation.party_id,
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
        used_at=invitation.used_at,
        link=link,
    )
