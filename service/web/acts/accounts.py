"""Making, changing and deleting accounts: for administrators of the installation."""

from __future__ import annotations

import datetime
from dataclasses import replace

from pydantic import Field

from matcher.store import Transaction
from matcher.store.audit import INSTALLATION, note_act
from matcher.store.sessions import end_sessions_of
from matcher.store.users import User, add_user, delete_user, get_user, save_user
from service.web.bodies import Edit, Lang, Name
from service.web.problems import Problem
from service.web.secrecy import EmailAddress, Password


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


def add_account(
    tx: Transaction,
    administrator: User,
    *,
    email: str,
    name: str,
    lang: str,
    password_hash: str | None,
    is_administrator: bool,
    now: datetime.datetime,
) -> User:
    """Make an account, with `password_hash` None one that nobody can enter yet; raises AlreadyStored."""
    user = add_user(
        tx,
        email=email,
        name=name,
        lang=lang,
        password_hash=password_hash,
        is_administrator=is_administrator,
        now=now,
    )
    _note(tx, administrator, "user.add", user.id, now)
    return user


def require_not_own(administrator: User, user_id: str, edit: UserEdit) -> None:
    """Raise 409 where an administrator would lock themself out."""
    if user_id == administrator.id and (edit.is_disabled or edit.is_administrator is False):
        raise own_account()


def change_account(
    tx: Transaction,
    administrator: User,
    user_id: str,
    edit: UserEdit,
    *,
    password_hash: str | None = None,
    seen: int,
    now: datetime.datetime,
) -> None:
    """Change an account; `password_hash` is of the edit's password, hashed before the transaction, which is slow.

    Nobody takes the administrator's rights from themself: another one has to.

    Raises:
        Problem: 409 for one's own rights.
        Conflict, NotStored: another version is stored, or there is no such account.
    """
    require_not_own(administrator, user_id, edit)
    before = get_user(tx, user_id)
    disabled_at = before.disabled_at
    if edit.is_disabled is not None:
        disabled_at = (before.disabled_at or now) if edit.is_disabled else None
    wanted = replace(
        before,
        name=edit.name or before.name,
        lang=edit.lang or before.lang,
        password_hash=password_hash or before.password_hash,
        is_administrator=before.is_administrator if edit.is_administrator is None else edit.is_administrator,
        disabled_at=disabled_at,
        version=seen,
    )
    save_user(tx, wanted)
    if password_hash is not None or edit.is_disabled:
        end_sessions_of(tx, user_id)
    _note(tx, administrator, "user.change", user_id, now)


def drop_account(tx: Transaction, administrator: User, user_id: str, now: datetime.datetime) -> None:
    """Delete an account with its sessions and memberships; nobody deletes their own. Raises NotStored."""
    if user_id == administrator.id:
        raise own_account()
    delete_user(tx, user_id)
    _note(tx, administrator, "user.delete", user_id, now)


def own_account() -> Problem:
    """An administrator would lock themself out."""
    return Problem(409, "own-account", "you cannot take your own rights away: another administrator has to")


def _note(tx: Transaction, administrator: User, action: str, user_id: str, now: datetime.datetime) -> None:
    note_act(tx, INSTALLATION, actor=administrator.id, action=action, subject=user_id, now=now)
