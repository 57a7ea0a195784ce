"""The application over the tiny programme, and people who call it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from matcher.store import Role, Store, memberships, users
from matcher.store.passwords import hash_password
from matcher.store.sessions import start_session
from service.jobs import Tools, Worker
from service.web.app import create_app
from service.web.context import CSRF_HEADER, SESSION_COOKIE, csrf_token
from service.web.settings import Settings

PROGRAMME = "spring"
PASSWORD = "correct horse battery staple"  # noqa: S105 - of accounts in tests
HASHED = hash_password(PASSWORD)
PARTIES = {Role.STARTUP: "st-1", Role.COUNTERPART: "inv-1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who is logged in."""

    client: TestClient
    token: str
    key: str = ""

    def send(self, method: str, path: str, body: Any = None, **more: Any) -> Response:
        """A request to any path, with the session and its CSRF token, or with the key."""
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        if self.token:
            headers = {"Cookie": f"{SESSION_COOKIE}={self.token}", CSRF_HEADER: csrf_token(self.token)}
        return self.client.request(method, path, json=body, headers=headers | more.pop("headers", {}), **more)

    def __call__(self, method: str, path: str, body: Any = None, *, seen: int | None = None, **more: Any) -> Response:
        """A request within the programme; `seen` is the version of If-Match, 0 for what is not there yet."""
        headers = {}
        if seen is not None:
            headers = {"If-None-Match": "*"} if seen == 0 else {"If-Match": f'"{seen}"'}
        path = f"/v1/programmes/{PROGRAMME}{path}"
        return self.send(method, path, body, headers=headers | more.pop("headers", {}), **more)


Callers = Callable[..., Caller]


@pytest.fixture
def settings(address: str, tmp_path: Path) -> Settings:
    """Settings without a worker."""
    return Settings(database=address, run_worker=False, allow_private_hooks=True, secret_file=tmp_path / "abbina.key")


@pytest.fixture
def client(spring: Store, settings: Settings) -> Iterator[TestClient]:
    """The application; no worker runs in it."""
    with TestClient(create_app(settings)) as opened:
        yield opened


@pytest.fixture
def log_in(client: TestClient, spring: Store) -> Callers:
    """Logs somebody in who is in no programme; a second time with the same account."""

    def start(email: str, *, is_administrator: bool = False) -> Caller:
        now = datetime.datetime.now(datetime.UTC)
        with spring.writing() as tx:
            user = users.find_user(tx, email) or users.add_user(
                tx,
                email=email,
                name="Somebody",
                lang="en",
                password_hash=HASHED,
                is_administrator=is_administrator,
                now=now,
            )
            token = start_session(tx, user.id, now=now, lasts=datetime.timedelta(hours=1))
        return Caller(client=client, token=token)

    return start


@pytest.fixture
def by_key(client: TestClient) -> Callers:
    """Calls with a key, or as nobody with ""."""
    return lambda secret: Caller(client=client, token="", key=secret)


@pytest.fixture
def as_role(client: TestClient, spring: Store) -> Callers:
    """Logs somebody in with a role: a startup speaks for st-1, a counterpart for inv-1."""

    def log_in(role: Role, party_id: str | None = None) -> Caller:
        now = datetime.datetime.now(datetime.UTC)
        party = party_id or PARTIES.get(role)
        name = f"{role}-{party}"
        with spring.writing() as tx:
            user = users.find_user(tx, f"{name}@example.org")
            if user is None:
                user_id = users.add_user(
                    tx, email=f"{name}@example.org", name=name, lang="en", password_hash=None, now=now
                ).id
                memberships.save_membership(
                    tx, PROGRAMME, user_id, role=role, party_id=party, expected_version=0, now=now
                )
            else:
                user_id = user.id
            token = start_session(tx, user_id, now=now, lasts=datetime.timedelta(hours=1))
        return Caller(client=client, token=token)

    return log_in


@pytest.fixture
def organiser(as_role: Callers) -> Caller:
    """An organiser of the programme."""
    return as_role(Role.ORGANISER)


@pytest.fixture
def work(spring: Store, tools: Tools) -> Callable[[Response], dict[str, Any]]:
    """Does the jobs that wait, and gives the one of an answer as it is told then."""
    worker = Worker(store=spring, tools=tools)

    def do(asked: Response) -> dict[str, Any]:
        assert asked.status_code == 202, asked.text
        while worker.work_once():
            pass
        found: dict[str, Any] = asked.json()
        return found

    return do
