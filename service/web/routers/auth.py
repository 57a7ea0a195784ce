"""Logging in and out, one's password, and coming in by an invitation."""

from __future__ import annotations

import contextlib
import datetime
from dataclasses import replace
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from matcher.store import NotStored, Role, Transaction
from matcher.store.audit import INSTALLATION, note_act
from matcher.store.invitations import Invitation, find_invitation, use_invitation
from matcher.store.memberships import find_membership, save_membership
from matcher.store.passwords import hash_password, is_outdated, is_password
from matcher.store.programmes import get_programme
from matcher.store.sessions import end_session, end_sessions_of, touch_session
from matcher.store.users import User, add_user, find_user, save_user
from service.web.context import SESSION_COOKIE, NowDep, SettingsDep, StoreDep, UserDep
from service.web.guards.rates import Rate
from service.web.problems import Problem
from service.web.secrecy import AnyPassword, LinkSigner, Password
from service.web.sessions import Me, drop_session_cookie, me_of, new_session, set_session_cookie

router = APIRouter(prefix="/auth", tags=["people"])

Lang = Annotated[str, Field(pattern="^(it|en)$", examples=["it"])]
Token = Annotated[str, Field(min_length=1, max_length=200, examples=["XmFyX0b2.5a1f0c"])]


class Login(BaseModel):
    """Who wants to log in."""

    email: str = Field(max_length=254, examples=["organiser@example.org"])
    password: AnyPassword


class NewPassword(BaseModel):
    """The password that is known, and the one to come."""

    old: AnyPassword
    new: Password


class InvitationToken(BaseModel):
    """What stands in the link of an invitation."""

    token: Token


class Acceptance(InvitationToken):
    """Who comes in: a new account takes this name and password; one that is there is entered with its password."""

    password: Password
    name: str = Field("", max_length=200, examples=["Ada Rossi"])
    lang: Lang = "it"


class InvitationTold(BaseModel):
    """What an invitation is for."""

    programme_id: str
    programme: str = Field(examples=["Tuscany in Silicon Valley 2026"])
    email: str
    role: Role
    party_id: str | None
    has_account: bool = Field(description="the address has an account: enter its password")
    expires_at: datetime.datetime


def login_rate(request: Request) -> Rate:
    """The count of failed logins."""
    return cast(Rate, request.app.state.login_rate)


def signer(request: Request) -> LinkSigner:
    """The signer of the installation's links."""
    return cast(LinkSigner, request.app.state.signer)


RateDep = Annotated[Rate, Depends(login_rate)]
SignerDep = Annotated[LinkSigner, Depends(signer)]


@router.post("/login")
def login(
    body: Login,
    request: Request,
    response: Response,
    store: StoreDep,
    settings: SettingsDep,
    rate: RateDep,
    now: NowDep,
) -> Me:
    """Log in: the cookie of the answer is the session. A wrong password and an unknown address get the same answer."""
    keys = _throttled(rate, request, body.email.strip().lower())
    with store.reading() as tx:
        user = find_user(tx, body.email)
    password = body.password.get_secret_value()
    known = is_password(password, None if user is None else user.password_hash)
    if not known or user is None or user.disabled_at is not None:
        _count_failure(rate, keys)
        raise Problem(401, "wrong-login", "the address or the password is wrong")
    with store.writing() as tx:
        if user.password_hash is not None and is_outdated(user.password_hash):
            save_user(tx, replace(user, password_hash=hash_password(password)))
        token = new_session(tx, settings, user.id, now)
    set_session_cookie(response, settings, token)
    return me_of(store, user, token)


@router.post("/logout", status_code=204)
def logout(request: Request, response: Response, user: UserDep, store: StoreDep, settings: SettingsDep) -> None:
    """End the session."""
    del user
    with store.writing() as tx:
        end_session(tx, request.cookies[SESSION_COOKIE])
    drop_session_cookie(response, settings)


@router.get("/me")
def me(request: Request, response: Response, user: UserDep, store: StoreDep, settings: SettingsDep, now: NowDep) -> Me:
    """Who is logged in, and where they may act; the session lasts anew from here."""
    token = request.cookies[SESSION_COOKIE]
    with store.writing() as tx:
        touch_session(tx, token, now=now, lasts=datetime.timedelta(hours=settings.session_hours))
    set_session_cookie(response, settings, token)
    return me_of(store, user, token)


@router.put("/password")
def change_password(
    body: NewPassword,
    request: Request,
    response: Response,
    user: UserDep,
    store: StoreDep,
    settings: SettingsDep,
    rate: RateDep,
    now: NowDep,
) -> Me:
    """Take a new password: every other session of the account ends."""
    keys = _throttled(rate, request, user.email)
    if not is_password(body.old.get_secret_value(), user.password_hash):
        _count_failure(rate, keys)
        raise Problem(403, "wrong-login", "the password that is known is wrong")
    hashed = hash_password(body.new.get_secret_value())
    with store.writing() as tx:
        save_user(tx, replace(user, password_hash=hashed))
        end_sessions_of(tx, user.id)
        token = new_session(tx, settings, user.id, now)
        note_act(tx, INSTALLATION, actor=user.id, action="password.change", subject=user.id, now=now)
    set_session_cookie(response, settings, token)
    return me_of(store, user, token)


@router.post("/invitation")
def invitation(
    body: InvitationToken, request: Request, store: StoreDep, signer: SignerDep, rate: RateDep, now: NowDep
) -> InvitationTold:
    """What an invitation is for; it stays good."""
    keys = _throttled(rate, request, "")
    token = signer.open(body.token)
    with store.reading() as tx:
        found = None if token is None else find_invitation(tx, token, now=now)
        if found is None:
            _count_failure(rate, keys)
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


@router.post("/invitation/accept")
def accept(
    body: Acceptance,
    request: Request,
    response: Response,
    store: StoreDep,
    settings: SettingsDep,
    signer: SignerDep,
    rate: RateDep,
    now: NowDep,
) -> Me:
    """Come in by an invitation, which is good once: an account with this password, a membership, a session."""
    keys = _throttled(rate, request, "")
    signed = signer.open(body.token)
    hashed = hash_password(body.password.get_secret_value()) if signed is not None else ""
    try:
        with store.writing() as tx:
            used = None if signed is None else use_invitation(tx, signed, now=now)
            if used is None:
                raise no_invitation()
            user = _account(tx, used, body, hashed, now)
            _let_in(tx, used, user, now)
            token = new_session(tx, settings, user.id, now)
    except Problem:
        _count_failure(rate, keys)
        raise
    set_session_cookie(response, settings, token)
    return me_of(store, user, token)


def no_invitation() -> Problem:
    """The link is not ours, was used, or is over."""
    return Problem(404, "no-invitation", "the invitation was used, is over, or was never made: ask for another")


def _account(tx: Transaction, used: Invitation, body: Acceptance, hashed: str, now: datetime.datetime) -> User:
    """The account of the address: a new one, or the one that is there if the password is its own."""
    user = find_user(tx, used.email)
    if user is None:
        return add_user(tx, email=used.email, name=body.name, lang=body.lang, password_hash=hashed, now=now)
    if user.disabled_at is not None:
        raise no_invitation()
    if not is_password(body.password.get_secret_value(), user.password_hash):
        raise Problem(403, "wrong-login", "the address has an account with another password: enter that one")
    return user


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


def _throttled(rate: Rate, request: Request, account: str) -> list[str]:
    """The keys under which failures are counted, none of which has too many."""
    address = request.client.host if request.client else ""
    keys = [f"address {address}"] + ([f"account {account}"] if account else [])
    for key in keys:
        rate.check(key)
    return keys


def _count_failure(rate: Rate, keys: list[str]) -> None:
    for key in keys:
        with contextlib.suppress(Problem):
            rate.hit(key)
