"""Accounts of the installation, for its administrators."""

from __future__ import annotations

import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from matcher.store.passwords import hash_password
from matcher.store.users import User, every_user, get_user
from service.web.acts.accounts import (
    NewUser,
    UserEdit,
    add_account,
    change_account,
    drop_account,
    require_not_own,
)
from service.web.bodies import UserId
from service.web.context import AdministratorDep, NowDep, StoreDep
from service.web.paging import Page, PageDep
from service.web.problems import conflict_of
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
        user = add_account(
            tx,
            administrator,
            email=body.email,
            name=body.name,
            lang=body.lang,
            password_hash=hashed,
            is_administrator=body.is_administrator,
            now=now,
        )
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
    require_not_own(administrator, user_id, body)
    hashed = None if body.password is None else hash_password(body.password.get_secret_value())
    with store.writing() as tx:
        with conflict_of(lambda: user_body(get_user(tx, user_id))):
            change_account(tx, administrator, user_id, body, password_hash=hashed, seen=seen, now=now)
        after = get_user(tx, user_id)
    tagged(response, after.version)
    return user_body(after)


@router.delete("/{user_id}", status_code=204)
def delete(user_id: UserId, administrator: AdministratorDep, store: StoreDep, now: NowDep) -> None:
    """Delete an account with its sessions and memberships; nobody deletes their own."""
    with store.writing() as tx:
        drop_account(tx, administrator, user_id, now)
