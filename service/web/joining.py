"""Coming in by an invitation: what the API and the pages share."""

from __future__ import annotations

import datetime

from fastapi import Request
from pydantic import BaseModel, Field

from matcher.store import NotStored, Role, Store, Transaction
from matcher.store.audit import note_act
from matcher.store.invitations import Invitation, find_invitation, use_invitation
from matcher.store.memberships import find_membership, save_membership
from matcher.store.passwords import hash_password, is_password
from matcher.store.programmes import get_programme
from matcher.store.users import User, add_user, find_user
from service.web.logins import Attempts, signer
from service.web.problems import Problem
from service.web.sessions import new_session
from service.web.settings import Settings


class InvitationTold(BaseModel):
    """What an invitation is for."""

    programme_id: str
    programme: str = Field(examples=["Tuscany in Silicon Valley 2026"])
    email: str
    role: Role
    party_id: str | None
    has_account: bool = Field(description="the address has an account: enter its password")
    expires_at: datetime.datetime


def tell_invitation(request: Request, store: Store, *, token: str, now: datetime.datetime) -> InvitationTold:
    """What the invitation of a signed token is for; it stays good.

    Raises:
        Problem: 404 if there is none, or it was used or is over; 429 after too many of these.
    """
    attempts = Attempts(request)
    opened = signer(request).open(token)
    with store.reading() as tx:
        found = None if opened is None else find_invitation(tx, opened, now=now)
        if found is None:
            attempts.fail()
            raise no_invitation()
        return InvitationTold(
            programme_id=found.programme_id,
            programme=get_programme(tx, found.programme_id).name,
            email=found.email,
            role=found.role,
            party_id=found.party_id,
            has_account=find_user(tx, found.email) is not None,
            expires_at=found.expires_at,
        )


def join(
    request: Request,
    store: Store,
    settings: Settings,
    *,
    token: str,
    password: str,
    name: str,
    lang: str,
    now: datetime.datetime,
) -> tuple[User, str, str]:
    """Use an invitation: the account, the id of its programme, and the token of a new session.

    A new account takes `name`, `lang` and `password`; one that is there is entered with its own password.

    Raises:
        Problem: 404 if there is no such invitation (any more), 403 for a wrong password, 429 after too many of these.
    """
    attempts = Attempts(request)
    signed = signer(request).open(token)
    hashed = hash_password(password) if signed is not None else ""
    try:
        with store.writing() as tx:
            used = None if signed is None else use_invitation(tx, signed, now=now)
            if used is None:
                raise no_invitation()
            user = find_user(tx, used.email)
            if user is None:
                user = add_user(tx, email=used.email, name=name, lang=lang, password_hash=hashed, now=now)
            else:
                _require_own(user, password)
            _let_in(tx, used, user, now)
            return user, used.programme_id, new_session(tx, settings, user.id, now)
    except Problem:
        attempts.fail()
        raise


def no_invitation() -> Problem:
    """The link is not ours, was used, or is over."""
    return Problem(404, "no-invitation", "the invitation was used, is over, or was never made: ask for another")


def _require_own(user: User, password: str) -> None:
    """Refuse an account that is disabled or has another password."""
    if user.disabled_at is not None:
        raise no_invitation()
    if not is_password(password, user.password_hash):
        raise Problem(403, "wrong-login", "the address has an account with another password: enter that one")


def _let_in(tx: Transaction, used: Invitation, user: User, now: datetime.datetime) -> None:
    """Give the user the role of the invitation, whichever they had in the programme."""
    before = find_membership(tx, used.programme_id, user.id)
    try:
        save_membership(
            tx,
            used.programme_id,
            user.id,
            role=used.role,
            party_id=used.party_id,
            expected_version=0 if before is None else before.version,
            now=now,
        )
    except NotStored:
        raise no_invitation() from None
    note_act(
        tx,
        used.programme_id,
        actor=user.id,
        action="invitation.accept",
        subject=used.id,
        now=now,
        detail={"role": used.role.value},
    )
