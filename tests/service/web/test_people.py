"""Accounts, programmes and members."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from matcher.store import Role

Call = Callable[..., Any]

PASSWORD = "correct horse battery staple"  # noqa: S105 - of accounts in tests

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@pytest.fixture
def administrator(log_in: Call) -> Any:
    return log_in("root@example.org", is_administrator=True)


def seen(version: int) -> dict[str, dict[str, str]]:
    return {"headers": {"If-Match": f'"{version}"'}}


def test_accounts_are_made_changed_disabled_and_deleted(administrator: Call, log_in: Call, client: Any) -> None:
    send = administrator.send  # type: ignore[attr-defined]
    body = {"email": " Ada@Example.org", "name": "Ada", "password": PASSWORD}
    made = send("POST", "/v1/users", body)
    assert (made.status_code, made.json()["email"]) == (201, "ada@example.org")
    assert "password" not in made.text
    assert send("POST", "/v1/users", body).json()["code"] == "already-there"
    path = f"/v1/users/{made.json()['id']}"
    ada = log_in("ada@example.org")
    disabled = send("PATCH", path, {"is_disabled": True}, **seen(1))
    assert disabled.json()["is_disabled"]
    assert ada.send("GET", "/v1/auth/me").status_code == 401
    stale = send("PATCH", path, {"name": "Adele"}, **seen(1))
    assert (stale.status_code, stale.json()["stored"]["is_disabled"]) == (409, True)
    back = send("PATCH", path, {"is_disabled": False, "password": "another long password"}, **seen(2)).json()
    assert (back["is_disabled"], back["name"], back["version"]) == (False, "Ada", 3)
    login = {"email": "ada@example.org", "password": "another long password"}
    assert client.post("/v1/auth/login", json=login).status_code == 200
    assert send("DELETE", path).status_code == 204
    assert send("GET", path).status_code == 404
    actions = [act["action"] for act in send("GET", "/v1/audit").json()["items"]]
    assert actions == ["user.add", "user.change", "user.change", "user.delete"]


def test_no_administrator_locks_themself_out(administrator: Call) -> None:
    send = administrator.send  # type: ignore[attr-defined]
    me = send("GET", "/v1/auth/me").json()["id"]
    for body in ({"is_disabled": True}, {"is_administrator": False}):
        assert send("PATCH", f"/v1/users/{me}", body, **seen(1)).json()["code"] == "own-account"
    assert send("DELETE", f"/v1/users/{me}").status_code == 409


def test_programmes_are_made_by_administrators_and_changed_by_organisers(administrator: Call, as_role: Call) -> None:
    send = administrator.send  # type: ignore[attr-defined]
    made = send("POST", "/v1/programmes", {"id": "next", "name": "Next", "settings": {"lang": "en"}})
    assert (made.status_code, made.json()["settings"]["destination"]) == (201, "US")
    assert send("POST", "/v1/programmes", {"id": "next", "name": "Again"}).status_code == 409
    assert send("POST", "/v1/programmes", {"id": "a/b", "name": "Odd"}).status_code == 422
    assert [one["id"] for one in send("GET", "/v1/programmes").json()["items"]] == ["next", "spring"]
    organiser = as_role(Role.ORGANISER)
    home = organiser("GET", "").json()
    assert (home["role"], home["companies"], home["counterparts"]) == ("organiser", 4, 4)
    assert [one["id"] for one in organiser.send("GET", "/v1/programmes").json()["items"]] == ["spring"]
    assert organiser("PATCH", "", {"name": "Spring 2026"}, seen=1).json()["name"] == "Spring 2026"
    assert organiser("PATCH", "", {"name": "Late"}, seen=1).json()["stored"]["name"] == "Spring 2026"
    assert organiser("DELETE", "", seen=2).status_code == 403
    assert send("DELETE", "/v1/programmes/spring", **seen(1)).status_code == 409
    assert send("DELETE", "/v1/programmes/spring", **seen(2)).status_code == 204
    assert organiser("GET", "").status_code == 404


def test_members_change_role_and_leave(as_role: Call) -> None:
    organiser, viewer = as_role(Role.ORGANISER), as_role(Role.VIEWER)
    member = next(one for one in organiser("GET", "/members").json() if one["role"] == "viewer")
    path = f"/members/{member['user_id']}"
    assert organiser("PATCH", path, {"role": "administrator"}, seen=1).status_code == 403
    assert organiser("PATCH", path, {"role": "startup"}, seen=1).status_code == 422
    assert organiser("PATCH", path, {"role": "startup", "party_id": "st-3"}, seen=1).json()["version"] == 2
    assert viewer("GET", "/parties").status_code == 403
    assert viewer("GET", "/parties/st-3").status_code == 200
    assert organiser("PATCH", path, {"role": "viewer"}, seen=1).json()["stored"]["role"] == "startup"
    assert organiser("DELETE", path, seen=2).status_code == 204
    assert viewer("GET", "/parties/st-3").status_code == 404


def test_an_organiser_does_not_touch_an_administrator(as_role: Call) -> None:
    as_role(Role.ADMINISTRATOR)
    organiser = as_role(Role.ORGANISER)
    member = next(one for one in organiser("GET", "/members").json() if one["role"] == "administrator")
    path = f"/members/{member['user_id']}"
    assert organiser("PATCH", path, {"role": "viewer"}, seen=1).status_code == 403
    assert organiser("DELETE", path, seen=1).status_code == 403
