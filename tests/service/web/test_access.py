"""Every route × every role, as the matrix says it; from outside a programme there is none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matcher.store import Role, Store, programmes, users
from matcher.store.api_keys import issue_api_key
from matcher.store.sessions import start_session
from service.web.access import ACCESS, PROGRAMME
from service.web.context import SESSION_COOKIE

Call = Callable[..., Any]

ROUTES = sorted(route for route in ACCESS if route[1].startswith(PROGRAMME))
OTHERS = sorted(set(ACCESS) - set(ROUTES))
SAMPLES: dict[str, dict[str, Any]] = {
    "consent": {"purpose": "x", "agrees": True},
    "participation": {"takes_part": False},
    "{party_id}": {"name": "Mine now"},
    "{other_id}": {"wish": "no"},
    "{contact_id}": {"person": "X"},
}
NAMES = {"party_id": "st-1", "other_id": "inv-1", "event_id": "day", "form": "ics", "version": "1", "other": "1"}

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def filled(path: str, **names: str) -> str:
    """The path within the programme, with something in each place; what is not named does not exist."""
    found = path.removeprefix(PROGRAMME)
    for name, value in {**NAMES, **names}.items():
        found = found.replace(f"{{{name}}}", value)
    return re.sub(r"{\w+}", "none", found)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_the_matrix_says_and_nothing_else(as_role: Call, role: Role) -> None:
    caller = as_role(role)
    own = {"party_id": "inv-1", "other_id": "st-1"} if role is Role.COUNTERPART else {}
    wrong = []
    for method, path in ROUTES:
        status = caller(method, filled(path, **own), seen=7).status_code
        if (status == 403) != (role not in ACCESS[(method, path)].roles) or status >= 500 or status == 401:
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


@pytest.mark.parametrize("kind", ["nobody", "stranger", "administrator", "key"])
def test_routes_outside_programmes_are_for_whom_the_matrix_says(
    by_key: Call, spring: Store, log_in: Call, kind: str
) -> None:
    now = datetime.datetime.now(datetime.UTC)
    with spring.writing() as tx:
        _, key = issue_api_key(tx, "spring", name="k", role=Role.ORGANISER, issued_by="o", now=now)
    wrong = []
    for method, path in OTHERS:
        caller = {
            "nobody": lambda: by_key(""),
            "stranger": lambda: log_in("s@example.org"),
            "administrator": lambda: log_in("a@example.org", is_administrator=True),
            "key": lambda: by_key(key),
        }[kind]()
        status = caller.send(method, filled(path)).status_code
        access = ACCESS[(method, path)]
        reads_own = (method, path) == ("GET", "/v1/programmes")
        allowed = {
            "nobody": access.anybody,
            "stranger": access.anybody or access.logged_in,
            "administrator": True,
            "key": access.anybody or reads_own,
        }[kind]
        refused = status == 401 if kind == "nobody" else status == 403
        if refused == allowed or status >= 500:
            wrong.append((method, path, status))
    assert wrong == []


def test_the_administrator_of_the_installation_may_do_all_in_every_programme(log_in: Call) -> None:
    caller = log_in("a@example.org", is_administrator=True)
    statuses = {
        (method, path): caller(method, filled(path), seen=7).status_code
        for method, path in ROUTES
        if (method, path) != ("DELETE", PROGRAMME)
    }
    assert {status for status in statuses.values() if status in {401, 403} or status >= 500} == set()


def test_a_key_is_good_in_its_programme_only_and_only_with_its_role(by_key: Call, spring: Store) -> None:
    now = datetime.datetime.now(datetime.UTC)
    with spring.writing() as tx:
        programmes.save_programme(tx, "other", name="Other", settings={}, expected_version=0, now=now)
        _, secret = issue_api_key(tx, "other", name="k", role=Role.VIEWER, issued_by="o", now=now)
    caller = by_key(secret)
    assert caller.send("GET", "/v1/programmes/other/parties").status_code == 200
    assert caller.send("POST", "/v1/programmes/other/parties", {}).status_code in {403, 422}
    for method, path in ROUTES:
        if method == "GET":
            assert caller(method, filled(path)).status_code == 404, path


def test_a_startup_sees_nothing_of_another_party(as_role: Call) -> None:
    caller = as_role(Role.STARTUP)
    own_only = [
        (method, path)
        for method, path in ROUTES
        if "{party_id}" in path and Role.STARTUP in ACCESS[(method, path)].roles
    ]
    assert len(own_only) > 10
    for method, path in own_only:
        answer = caller(method, filled(path, party_id="st-2"), SAMPLES.get(path.rpartition("/")[2]), seen=1)
        assert answer.status_code in {404, 422}, (method, path, answer.text)
        assert "Azienda 2" not in answer.text
        if method == "GET":
            assert answer.status_code == 404, (method, path)
