"""Logging in and out, one's password, and coming in by an invitation."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from matcher.store.sessions import end_session, touch_session
from service.web.context import SESSION_COOKIE, NowDep, SettingsDep, StoreDep, UserDep
from service.web.joining import InvitationTold, join, tell_invitation
from service.web.logins import log_in, take_password
from service.web.secrecy import AnyPassword, Password
from service.web.sessions import Me, drop_session_cookie, me_of, set_session_cookie

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


@router.post("/login")
def login(body: Login, request: Request, response: Response, store: StoreDep, settings: SettingsDep, now: NowDep) -> Me:
    """Log in: the cookie of the answer is the session. A wrong password and an unknown address get the same answer."""
    password = body.password.get_secret_value()
    user, token = log_in(request, store, settings, email=body.email, password=password, now=now)
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
    now: NowDep,
) -> Me:
    """Take a new password: every other session of the account ends."""
    old, new = body.old.get_secret_value(), body.new.get_secret_value()
    token = take_password(request, store, settings, user, old=old, new=new, now=now)
    set_session_cookie(response, settings, token)
    return me_of(store, user, token)


@router.post("/invitation")
def invitation(body: InvitationToken, request: Request, store: StoreDep, now: NowDep) -> InvitationTold:
    """What an invitation is for; it stays good."""
    return tell_invitation(request, store, token=body.token, now=now)


@router.post("/invitation/accept")
def accept(
    body: Acceptance, request: Request, response: Response, store: StoreDep, settings: SettingsDep, now: NowDep
) -> Me:
    """Come in by an invitation, which is good once: an account with this password, a membership, a session."""
    user, _, token = join(
        request,
        store,
        settings,
        token=body.token,
        password=body.password.get_secret_value(),
        name=body.name,
        lang=body.lang,
        now=now,
    )
    set_session_cookie(response, settings, token)
    return me_of(store, user, token)
