"""One-time links by which somebody sets a password: made by an administrator, good until it is used or over.

Nothing is stored: the signed token names the account, its end, and what the account's password is now (by a digest of
its hash). When the password changes, by the link or otherwise, the link is no longer good.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import re
from dataclasses import replace

from fastapi import Request

from matcher.store import NotStored, Store, Transaction
from matcher.store.audit import INSTALLATION, note_act
from matcher.store.passwords import hash_password
from matcher.store.sessions import end_sessions_of
from matcher.store.users import User, get_user, save_user
from service.web.logins import Attempts, signer
from service.web.problems import Problem
from service.web.secrecy import LinkSigner
from service.web.settings import Settings

LASTS = datetime.timedelta(days=2)
_TOKEN = re.compile(r"password~([A-Za-z0-9]+)~([0-9]{1,12})~([0-9a-f]{32})")


def password_link(
    tx: Transaction, administrator: User, settings: Settings, signer: LinkSigner, user: User, now: datetime.datetime
) -> tuple[str, datetime.datetime]:
    """A link for the account, and when it is over."""
    over = now + LASTS
    token = f"password~{user.id}~{int(over.timestamp())}~{_state(user)}"
    note_act(tx, INSTALLATION, actor=administrator.id, action="user.reset", subject=user.id, now=now)
    return f"{settings.address}/password#{signer.sign(token)}", over


def account_of_link(request: Request, store: Store, *, token: str, now: datetime.datetime) -> User:
    """The account whose password the token may set.

    Raises:
        Problem: 404 for a token that is not ours, was used, or is over; 429 after too many of these.
    """
    attempts = Attempts(request)
    opened = signer(request).open(token)
    found = None if opened is None else _TOKEN.fullmatch(opened)
    user = None
    if found is not None and int(found[2]) > now.timestamp():
        with store.reading() as tx:
            try:
                user = get_user(tx, found[1])
            except NotStored:
                user = None
    if found is None or user is None or user.disabled_at or not hmac.compare_digest(found[3], _state(user)):
        attempts.fail()
        raise Problem(404, "no-link", "the link was used, is over, or was never made: ask an administrator for another")
    return user


def set_password(request: Request, store: Store, *, token: str, password: str, now: datetime.datetime) -> User:
    """Give the account of a token its password and end its sessions.

    Of two who use one link at once, one gets `Conflict`: the account is another version by then. Raises else as
    `account_of_link` does.
    """
    user = account_of_link(request, store, token=token, now=now)
    hashed = hash_password(password)
    with store.writing() as tx:
        save_user(tx, replace(user, password_hash=hashed))
        end_sessions_of(tx, user.id)
        note_act(tx, INSTALLATION, actor=user.id, action="password.change", subject=user.id, now=now)
    return user


def _state(user: User) -> str:
    """What the account's password is, without telling it."""
    return hashlib.sha256((user.password_hash or "").encode()).hexdigest()[:32]
