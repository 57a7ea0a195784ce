"""Logging in and out by password, and who is logged in."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field, SecretStr

from matcher.store import Role, Store
from matcher.store.passwords import hash_password, is_outdated, is_password
from matcher.store.programmes import programmes_of
from matcher.store.sessions import end_session, start_session
from matcher.store.users import User, find_user, save_user
from service.web.context import SESSION_COOKIE, NowDep, SettingsDep, StoreDep, UserDep, csrf_token
from service.web.problems import Problem
from service.web.settings import Settings

router = APIRouter(prefix="/auth", tags=["people"])

Password = Annotated[SecretStr, Field(min_length=1, max_length=200, examples=["correct horse battery staple"])]


class Login(BaseModel):
    """Who wants to log in."""

    email: str = Field(max_length=254, examples=["organiser@example.org"])
    password: Password


class MembershipBody(BaseModel):
    """A programme that one is in."""

    programme_id: str = Field(examples=["tuscany-2026"])
    name: str = Field(examples=["Tuscany in Silicon Valley 2026"])
    role: Role
    party_id: str | None


class Me(BaseModel):
    """Who is logged in; `csrf_token` goes into the header X-CSRF-Token of every write."""

    id: str
    name: str = Field(examples=["Ada Rossi"])
    lang: str = Field(examples=["it"])
    is_administrator: bool
    programmes: list[MembershipBody]
    csrf_token: str


@router.post("/login")
def login(body: Login, response: Response, store: StoreDep, settings: SettingsDep, now: NowDep) -> Me:
    """Log in: the cookie of the answer is the session. A wrong password and an unknown address get the same answer."""
    with store.reading() as tx:
        user = find_user(tx, body.email)
    password = body.password.get_secret_value()
    known = is_password(password, None if user is None else user.password_hash)
    if not known or user is None or user.disabled_at is not None:
        raise Problem(401, "wrong-login", "the address or the password is wrong")
    token = _start(store, settings, user, password, now)
    set_session_cookie(response, settings, token)
    return me_of(store, user, token)


@router.post("/logout", status_code=204)
def logout(request: Request, response: Response, user: UserDep, store: StoreDep) -> None:
    """End the session."""
    del user
    with store.writing() as tx:
        end_session(tx, request.cookies[SESSION_COOKIE])
    response.delete_cookie(SESSION_COOKIE, path="/")


@router.get("/me")
def me(request: Request, user: UserDep, store: StoreDep) -> Me:
    """Who is logged in, and where they may act."""
    return me_of(store, user, request.cookies[SESSION_COOKIE])


def set_session_cookie(response: Response, settings: Settings, token: str) -> None:
    """Give the browser its session: out of reach of scripts, and not sent from other sites' forms."""
    lasts = int(settings.session_hours * 3600)
    response.set_cookie(
        SESSION_COOKIE, token, max_age=lasts, path="/", secure=settings.has_https, httponly=True, samesite="lax"
    )


def me_of(store: Store, user: User, token: str) -> Me:
    """What a logged-in person is told."""
    with store.reading() as tx:
        found = programmes_of(tx, user.id)
    memberships = [
        MembershipBody(programme_id=each.programme.id, name=each.programme.name, role=each.role, party_id=each.party_id)
        for each in found
    ]
    return Me(
        id=user.id,
        name=user.name,
        lang=user.lang,
        is_administrator=user.is_administrator,
        programmes=memberships,
        csrf_token=csrf_token(token),
    )


def _start(store: Store, settings: Settings, user: User, password: str, now: datetime.datetime) -> str:
    """A new session; a hash with old parameters is made anew on the way."""
    with store.writing() as tx:
        if user.password_hash is not None and is_outdated(user.password_hash):
            save_user(tx, replace(user, password_hash=hash_password(password)))
        return start_session(tx, user.id, now=now, lasts=datetime.timedelta(hours=settings.session_hours))
