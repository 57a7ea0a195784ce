"""Starting a session, and what a logged-in person is told."""

from __future__ import annotations

import datetime

from fastapi import Response
from pydantic import BaseModel, Field

from matcher.store import Role, Store, Transaction
from matcher.store.programmes import programmes_of
from matcher.store.sessions import start_session
from matcher.store.users import User
from service.web.context import SESSION_COOKIE, csrf_token
from service.web.settings import Settings


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


def new_session(tx: Transaction, settings: Settings, user_id: str, now: datetime.datetime) -> str:
    """The token of a new session."""
    return start_session(tx, user_id, now=now, lasts=datetime.timedelta(hours=settings.session_hours))


def set_session_cookie(response: Response, settings: Settings, token: str) -> None:
    """Give the browser its session: out of reach of scripts, and not sent from other sites' forms."""
    lasts = int(settings.session_hours * 3600)
    response.set_cookie(
        SESSION_COOKIE, token, max_age=lasts, path="/", secure=settings.has_https, httponly=True, samesite="lax"
    )


def drop_session_cookie(response: Response, settings: Settings) -> None:
    """Tell the browser to forget its session."""
    response.delete_cookie(SESSION_COOKIE, path="/", secure=settings.has_https, httponly=True, samesite="lax")


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
