"""Browsers that are logged in and send forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from matcher.store import Role, Store
from service.jobs import Tools, Worker
from service.web.context import CSRF_HEADER, SESSION_COOKIE, csrf_token

HOME = "/programmes/spring"
Send = Callable[..., Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who is logged in, with a browser that reads English and follows redirects."""

    client: TestClient
    token: str

    def get(self, path: str, **headers: str) -> Response:
        """A page of the programme."""
        return self.client.get(HOME + path, headers=headers)

    def post(self, path: str, form: dict[str, Any] | None = None, **more: Any) -> Response:
        """A form of the programme, with its token."""
        return self.client.post(HOME + path, data={"csrf_token": csrf_token(self.token)} | (form or {}), **more)


@pytest.fixture
def reader(client: TestClient, as_role: Callable[..., Any]) -> Callable[..., Reader]:
    """Logs a role in."""

    def enter(role: Role) -> Reader:
        token = as_role(role).token
        client.cookies.clear()
        client.cookies.set(SESSION_COOKIE, token)
        client.headers.update({"Accept": "text/html"})
        return Reader(client=client, token=token)

    return enter


@pytest.fixture
def org(reader: Callable[..., Reader]) -> Reader:
    """An organiser."""
    return reader(Role.ORGANISER)


@pytest.fixture
def do_jobs(spring: Store, tools: Tools) -> Callable[[], None]:
    """Does the jobs that wait."""
    worker = Worker(store=spring, tools=tools)

    def do() -> None:
        while worker.work_once():
            pass

    return do


def version_in(page: str) -> str:
    """The version that the first form of a page has seen."""
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


@pytest.fixture
def seen() -> Callable[[Response], str]:
    """The version that the first form of a page has seen."""
    return lambda answer: version_in(answer.text)


@pytest.fixture
def browser_of() -> Callable[[Any], Send]:
    """The browser of a caller: `send("POST", path, field="value")` follows redirects, as a browser does.

    Each request has the session's cookie alone, so that several people may use one client.
    """

    def browser(caller: Any) -> Send:
        def send(method: str, path: str, **form: Any) -> Response:
            headers = {"Accept": "text/html", CSRF_HEADER: csrf_token(caller.token)} | form.pop("headers", {})
            files = form.pop("files", None)
            caller.client.cookies.clear()
            caller.client.cookies.set(SESSION_COOKIE, caller.token)
            answer: Response = caller.client.request(method, path, headers=headers, data=form or None, files=files)
            return answer

        return send

    return browser
