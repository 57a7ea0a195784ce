"""Accounts of the installation, for its administrators."""

from __future__ import annotations

import datetime
from dataclasses import replace

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from matcher.store import Transaction
from matcher.store.audit import INSTALLATION, note_act
from matcher.store.passwords import hash_password
from matcher.store.sessions import end_sessions_of
from matcher.store.users import User, add_user, delete_user, every_user, get_user, save_user
from service.web.bodies import Edit, Lang, Name, UserId
from service.web.context import AdministratorDep, NowDep, StoreDep
from service.web.paging import Page, PageDep
from service.web.problems import Problem, conflict_of
from service.web.secrecy import EmailAddress, Password
from service.web.versions import SeenVersion, tagged

router = APIRouter(prefix="/users", tags=["people"])


class UserBody(BaseModel):
    """An account, without its password."""

    id: str
    email: str = Field(examples=["ada@example.org"])
    name: str = Field(examples=["Ada Rossi"])
    lang: str = Field(examples=["it"])
    is_administrator: bool
    is_disabled: bool
    version: int
    created_at: datetime.datetime


class NewUser(Edit):
    """An account to be made; its password is to be changed by whom it is for."""

    email: EmailAddress
    name: Name = Field(examples=["Ada Rossi"])
    lang: Lang = "it"
    password: Password
    is_administrator: bool = False


class UserEdit(Edit):
    """What is to change; what is left out stays. A new password or a disabled account ends all its sessions."""

    name: Name | None = None
    lang: Lang | None = None
    password: Password | None = None
    is_administrator: bool | None = None
    is_disabled: bool | None = None


def user_body(user: User) -> UserBody:
    """An account as it is told."""
    return UserBody(
        id=user.id,
        email=user.email,
        name=user.name,
        lang=user.lang,
        is_administrator=user.is_administrator,
        is_disabled=user.disabled_at is not None,
        version=user.version,
        created_at=user.created_at,
    )


@router.get("")
def users(_administrator: AdministratorDep, store: StoreDep, page: PageDep) -> Page[UserBody]:
    """Accounts, in the order in which they were made."""
    with store.reading() as tx:
        found = every_user(tx, after=page.after, limit=page.limit_plus_one)
    return page.page(found, lambda user: user.id, user_body)


@router.post("", status_code=201)
def add(body: NewUser, administrator: AdministratorDep, response: Response, store: StoreDep, now: NowDep) -> UserBody:
    """Make an account."""
    hashed = hash_password(body.password.get_secret_value())
    with store.writing() as tx:
        user = add_user(
            tx,
            email=body.email,
            name=body.name,
            lang=body.lang,
            password_hash=hashed,
            is_administrator=body.is_administrator,
            now=now,
        )
        _note(tx, administrator, "user.add", user.id, now)
    tagged(response, user.version)
    return user_body(user)


@router.get("/{user_id}")
def user(user_id: UserId, _administrator: AdministratorDep, response: Response, store: StoreDep) -> UserBody:
    """One account."""
    with store.reading() as tx:
        found = get_user(tx, user_id)
    tagged(response, found.version)
    return user_body(found)


@router.patch("/{user_id}")
def change(
    user_id: UserId,
    body: UserEdit,
    administrator: AdministratorDep,
    response: Response,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> UserBody:
    """Change an account. Nobody takes the administrator's rights from themself: another one has to."""
    if user_id == administrator.id and (body.is_disabled or body.is_administrator is False):
        raise own_account()
    hashed = None if body.password is None else hash_password(body.password.get_secret_value())
    with store.writing() as tx:
        before = get_user(tx, user_id)
        disabled_at = before.disabled_at
        if body.is_disabled is not None:
            disabled_at = (before.disabled_at or now) if body.is_disabled else None
        wanted = replace(
            before,
            name=body.name or before.name,
            lang=body.lang or before.lang,
            password_hash=hashed or before.password_hash,
            is_administrator=before.is_administrator if body.is_administrator is None else body.is_administrator,
            disabled_at=disabled_at,
            version=seen,
        )
        with conflict_of(lambda: user_body(get_user(tx, user_id))):
            save_user(tx, wanted)
        if hashed is not None or body.is_disabled:
            end_sessions_of(tx, user_id)
        _note(tx, administrator, "user.change", user_id, now)
        after = get_user(tx, user_id)
    tagged(response, after.version)
    return user_body(after)


@router.delete("/{user_id}", status_code=204)
def delete(user_id: UserId, administrator: AdministratorDep, store: StoreDep, now: NowDep) -> None:
    """Delete an account with its sessions and memberships; nobody deletes their own."""
    if user_id == administrator.id:
        raise own_account()
    with store.writing() as tx:
        delete_user(tx, user_id)
        _note(tx, administrator, "user.delete", user_id, now)


def own_account() -> Problem:
    """An administrator would lock themself out."""
    return Problem(409, "own-account", "you cannot take your own rights away: another administrator has to")


def _note(tx: Transaction, administrator: User, action: str, user_id: str, now: datetime.datetime) -> None:
    note_act(tx, INSTALLATION, actor=administrator.id, action=action, subject=user_id, now=now)
