"""Every route within a programme × every role, as the matrix says it; from outside a programme there is none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matcher.store import Role, Store, users
from matcher.store.sessions import start_session
from service.web.access import ACCESS, PROGRAMME
from service.web.context import SESSION_COOKIE

Call = Callable[..., Any]

ROUTES = sorted(route for route in ACCESS if route[1].startswith(PROGRAMME + "/"))
NAMES = {"party_id": "st-1", "other_id": "inv-1", "event_id": "day", "form": "ics", "version": "1", "other": "1"}

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def filled(path: str, **names: str) -> str:
    """The path within the programme, with something in each place; what is not named does not exist."""
    found = path.removeprefix(PROGRAMME)
    for name, value in {**NAMES, **names}.items():
        found = found.replace(f"{{{name}}}", value)
    return re.sub(r"{\w+}", "none", found)


def test_every_route_of_a_programme_has_an_entry(client: TestClient) -> None:
    paths = client.get("/v1/openapi.json").json()["paths"]
    routes = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert sorted(route for route in routes if route[1].startswith(PROGRAMME + "/")) == ROUTES


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_the_matrix_says_and_nothing_else(as_role: Call, role: Role) -> None:
    caller = as_role(role)
    own = {"party_id": "inv-1", "other_id": "st-1"} if role is Role.COUNTERPART else {}
    wrong = []
    for method, path in ROUTES:
        status = caller(method, filled(path, **own), seen=7).status_code
        if (status == 403) != (role not in ACCESS[(method, path)].roles) or status >= 500:
            wrong.append((method, path, status))
    assert wrong == []


def test_a_stranger_finds_no_programme_and_one_without_a_session_is_asked_to_log_in(
    client: TestClient, spring: Store
) -> None:
    now = datetime.datetime.now(datetime.UTC)
    with spring.writing() as tx:
        stranger = users.add_user(tx, email="s@example.org", name="", lang="en", password_hash=None, now=now)
        token = start_session(tx, stranger.id, now=now, lasts=datetime.timedelta(hours=1))
    reads = [path for method, path in ROUTES if method == "GET"]
    for path in reads:
        address = "/v1/programmes/spring" + filled(path)
        assert client.get(address).status_code == 401
        answer = client.get(address, headers={"Cookie": f"{SESSION_COOKIE}={token}"})
        assert (answer.status_code, answer.json()["detail"]) == (404, "there is no such programme here")


def test_a_write_without_its_csrf_token_is_refused(organiser: Call, client: TestClient) -> None:
    for method, path in ROUTES:
        if method != "GET":
            headers = {"Cookie": f"{SESSION_COOKIE}={organiser.token}"}  # type: ignore[attr-defined]
            answer = client.request(method, "/v1/programmes/spring" + filled(path), headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
