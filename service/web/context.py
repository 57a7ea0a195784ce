"""What routes depend on: the store, the moment, who asks, and what they may do in a programme."""

from __future__ import annotations

import datetime
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Path, Request, Security
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool

from matcher.store import NotStored, Role, Store, Transaction
from matcher.store.api_keys import ApiKey, find_api_key, note_api_key_use
from matcher.store.memberships import find_membership
from matcher.store.programmes import get_programme
from matcher.store.users import User, user_of_session
from service.web.problems import Problem, forbidden, not_found
from service.web.settings import Settings

SESSION_COOKIE = "abbina_session"
CSRF_HEADER = "X-CSRF-Token"
USES_NOTED_EVERY = datetime.timedelta(minutes=5)
Found = TypeVar("Found")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who asks: a person with a session, or a key of one programme; `acts_as` is the id that the audit log names."""

    user: User | None
    key: ApiKey | None

    @property
    def acts_as(self) -> str:
        """The id of the person or of the key."""
        return self.user.id if self.user is not None else cast(ApiKey, self.key).id


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who may do what a route does, in one programme. `user_id` is a key's id where a key asks.

    `party_id` is the party spoken for: the only one that a startup or counterpart sees from inside.
    """

    user_id: str
    programme_id: str
    role: Role
    party_id: str | None

    @property
    def is_participant(self) -> bool:
        """Whether the actor speaks for a party and sees only what is its own."""
        return self.role in PARTICIPANTS

    def may_see_party(self, party_id: str) -> bool:
        """Whether the inside of this party (contacts, wishes, lists, agenda) is open to the actor."""
        return not self.is_participant or (self.party_id is not None and self.party_id == party_id)

    def require_party(self, party_id: str) -> None:
        """Raise 404, as for a party that is not there, unless `may_see_party`."""
        if not self.may_see_party(party_id):
            raise not_found("party")


PARTICIPANTS = frozenset({Role.STARTUP, Role.COUNTERPART})


def settings_of(request: Request) -> Settings:
    """The settings of the application."""
    return cast(Settings, request.app.state.settings)


async def get_settings(request: Request) -> Settings:
    """The same as `settings_of`, for routes."""
    return settings_of(request)


def store_of(request: Request) -> Store:
    """The store of the application."""
    return cast(Store, request.app.state.store)


def moment_of(request: Request) -> datetime.datetime:
    """The moment of the request, aware and in UTC, by the application's clock."""
    return cast(Callable[[], datetime.datetime], request.app.state.clock)()


async def get_store(request: Request) -> Store:
    """The same as `store_of`, for routes: what waits for nothing is `async`, or FastAPI gives it a thread."""
    return store_of(request)


async def get_now(request: Request) -> datetime.datetime:
    """The same as `moment_of`, for routes."""
    return moment_of(request)


StoreDep = Annotated[Store, Depends(get_store)]
SettingsDep = Annotated[Settings, Depends(get_settings)]
NowDep = Annotated[datetime.datetime, Depends(get_now)]
ProgrammeId = Annotated[str, Path(description="the programme", examples=["tuscany-2026"], max_length=100)]


async def read(store: Store, work: Callable[[Transaction], Found]) -> Found:
    """What `work` finds in one reading transaction, without the price of a thread where that is more than the read's.

    SQLite answers from this machine's memory and never waits for a writer. PostgreSQL may take its time: it is asked in
    a thread.
    """

    def in_transaction() -> Found:
        with store.reading() as tx:
            return work(tx)

    return in_transaction() if store.path is not None else await run_in_threadpool(in_transaction)


def csrf_token(session_token: str) -> str:
    """The token that writes with this session must carry: it follows from the session's, and tells nothing of it."""
    return hmac.new(session_token.encode(), b"abbina csrf", hashlib.sha256).hexdigest()


_SESSION = APIKeyCookie(name=SESSION_COOKIE, scheme_name="session", auto_error=False)
_KEY = HTTPBearer(scheme_name="key", bearerFormat="abbina_…", auto_error=False)


async def current_identity(
    request: Request,
    token: Annotated[str | None, Security(_SESSION)],
    _bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_KEY)],
) -> Identity:
    """Who asks, by key or by session.

    Raises:
        Problem: 401 for nobody; 403 for a write by session without its CSRF token.
    """
    store, now, secret = store_of(request), moment_of(request), bearer_token(request)
    identity = None
    if secret is not None:
        key = await read(store, lambda tx: find_api_key(tx, secret, now=now))
        identity = None if key is None else Identity(user=None, key=key)
        if key is not None and _is_use_to_be_noted(key, now):
            await run_in_threadpool(_note_use, store, key, now)
    elif token is not None:
        user = await read(store, lambda tx: user_of_session(tx, token, now=now))
        identity = None if user is None else Identity(user=user, key=None)
    if identity is None:
        raise Problem(401, "not-logged-in", "log in first, or send a key", headers={"WWW-Authenticate": "Bearer"})
    request.state.identity = identity
    if identity.user is not None and request.method not in SAFE_METHODS:
        require_csrf(request, str(token))
    return identity


IdentityDep = Annotated[Identity, Depends(current_identity)]


async def current_user(identity: IdentityDep) -> User:
    """The person who asks; raises 403 for a key, which is nobody."""
    if identity.user is None:
        raise forbidden("a key may not do this: log in")
    return identity.user


UserDep = Annotated[User, Depends(current_user)]


async def require_administrator(user: UserDep) -> User:
    """The administrator of the installation who asks; raises 403 for anybody else."""
    if not user.is_administrator:
        raise forbidden()
    return user


AdministratorDep = Annotated[User, Depends(require_administrator)]


def require(*roles: Role) -> Callable[..., Awaitable[Actor]]:
    """A dependency that gives the `Actor`, who has one of these roles in the programme of the path.

    It raises 404 for who is not in the programme, as if there were none, and 403 for another role. The administrator of
    the installation has the role of administrator in every programme.
    """
    accepted = frozenset(roles)

    async def actor(request: Request, programme_id: ProgrammeId, identity: IdentityDep) -> Actor:
        found = await _actor_in(programme_id, identity, store_of(request))
        if found is None:
            raise not_found("programme")
        if found.role not in accepted:
            raise forbidden()
        return found

    return actor


def bearer_token(request: Request) -> str | None:
    """What follows `Bearer` in the Authorization header, None without one."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def sent_csrf(request: Request) -> bytes:
    """The CSRF token that a request carries, in the header or in the form of a page; empty without one."""
    sent = request.headers.get(CSRF_HEADER) or getattr(request.state, "form_csrf", "")
    return str(sent).encode("utf-8", "surrogatepass")


def require_csrf(request: Request, session_token: str) -> None:
    """Raise 403 unless the request carries the CSRF token of its session."""
    if not hmac.compare_digest(sent_csrf(request), csrf_token(session_token).encode()):
        raise Problem(403, "csrf", f"send the session's csrf_token in the header {CSRF_HEADER}")


def _is_use_to_be_noted(key: ApiKey, now: datetime.datetime) -> bool:
    """Not at every use: a read would become a write."""
    return key.used_at is None or now - key.used_at >= USES_NOTED_EVERY


def _note_use(store: Store, key: ApiKey, now: datetime.datetime) -> None:
    with store.writing() as tx:
        note_api_key_use(tx, key.programme_id, key.id, now=now)


async def _actor_in(programme_id: str, identity: Identity, store: Store) -> Actor | None:
    key, user = identity.key, identity.user
    if key is not None:
        if key.programme_id != programme_id:
            return None
        return Actor(user_id=key.id, programme_id=programme_id, role=key.role, party_id=None)
    assert user is not None  # noqa: S101 - an identity is one of the two
    return await read(store, lambda tx: _person_in(tx, programme_id, user))


def _person_in(tx: Transaction, programme_id: str, user: User) -> Actor | None:
    if user.is_administrator:
        return _administrator(tx, programme_id, user)
    member = find_membership(tx, programme_id, user.id)
    if member is None:
        return None
    return Actor(user_id=user.id, programme_id=programme_id, role=member.role, party_id=member.party_id)


def _administrator(tx: Transaction, programme_id: str, user: User) -> Actor | None:
    if not has_programme(tx, programme_id):
        return None
    return Actor(user_id=user.id, programme_id=programme_id, role=Role.ADMINISTRATOR, party_id=None)


def has_programme(tx: Transaction, programme_id: str) -> bool:
    """Whether there is such a programme."""
    try:
        get_programme(tx, programme_id)
    except NotStored:
        return False
    return True
