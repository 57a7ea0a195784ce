"""Logging in, and taking another password: what the API and the pages share."""

from __future__ import annotations

import contextlib
import datetime
from dataclasses import replace
from typing import Annotated, cast

from fastapi import Depends, Request

from matcher.store import Store
from matcher.store.audit import INSTALLATION, note_act
from matcher.store.passwords import hash_password, is_outdated, is_password
from matcher.store.sessions import end_sessions_of
from matcher.store.users import User, find_user, save_user
from service.web.guards.rates import Rate
from service.web.problems import Problem
from service.web.secrecy import LinkSigner
from service.web.sessions import new_session
from service.web.settings import Settings


def login_rate(request: Request) -> Rate:
    """The count of failed logins."""
    return cast(Rate, request.app.state.login_rate)


def signer(request: Request) -> LinkSigner:
    """The signer of the installation's links."""
    return cast(LinkSigner, request.app.state.signer)


SignerDep = Annotated[LinkSigner, Depends(signer)]


class Attempts:
    """The failures of the caller's address, and of an account if one is named; none may have too many."""

    def __init__(self, request: Request, account: str = "") -> None:
        address = request.client.host if request.client else ""
        self._rate = login_rate(request)
        self._keys = [f"address {address}"] + ([f"account {account}"] if account else [])
        for key in self._keys:
            self._rate.check(key)

    def fail(self) -> None:
        """Count one failure more."""
        for key in self._keys:
            with contextlib.suppress(Problem):
                self._rate.hit(key)


def log_in(
    request: Request, store: Store, settings: Settings, *, email: str, password: str, now: datetime.datetime
) -> tuple[User, str]:
    """The account, and the token of its new session.

    Raises:
        Problem: 401, the same for a wrong password, an unknown address and a disabled account; 429 after too many.
    """
    attempts = Attempts(request, email.strip().lower())
    with store.reading() as tx:
        user = find_user(tx, email)
    known = is_password(password, None if user is None else user.password_hash)
    if not known or user is None or user.disabled_at is not None:
        attempts.fail()
        raise Problem(401, "wrong-login", "the address or the password is wrong")
    with store.writing() as tx:
        if user.password_hash is not None and is_outdated(user.password_hash):
            save_user(tx, replace(user, password_hash=hash_password(password)))
        return user, new_session(tx, settings, user.id, now)


def take_password(
    request: Request, store: Store, settings: Settings, user: User, *, old: str, new: str, now: datetime.datetime
) -> str:
    """Keep another password and end every session of the account; returns the token of a new one.

    Raises:
        Problem: 403 if `old` is not the account's password; 429 after too many failures.
    """
    attempts = Attempts(request, user.email)
    if not is_password(old, user.password_hash):
        attempts.fail()
        raise Problem(403, "wrong-login", "the password that is known is wrong")
    hashed = hash_password(new)
    with store.writing() as tx:
        save_user(tx, replace(user, password_hash=hashed))
        end_sessions_of(tx, user.id)
        note_act(tx, INSTALLATION, actor=user.id, action="password.change", subject=user.id, now=now)
        return new_session(tx, settings, user.id, now)
