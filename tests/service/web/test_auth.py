"""Logging in and out, passwords, and coming in by an invitation that is good once."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matcher.store import Role, Store, users
from service.web.app import create_app
from service.web.housekeeping import tidy
from service.web.settings import Settings

Call = Callable[..., Any]

PASSWORD = "correct horse battery staple"  # noqa: S105 - of accounts in tests
LOGIN = "/v1/auth/login"

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def link_token(link: str) -> str:
    return link.partition("#")[2]


@pytest.fixture
def ada(log_in: Call) -> str:
    """An account with a password."""
    log_in("ada@example.org")
    return "ada@example.org"


def test_a_login_gives_a_cookie_that_scripts_and_other_sites_do_not_get(client: TestClient, ada: str) -> None:
    answer = client.post(LOGIN, json={"email": " ADA@example.org", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert answer.status_code == 200
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "; secure" not in cookie  # plain http on this machine
    me = client.get("/v1/auth/me").json()
    assert me == answer.json()
    assert (me["name"], me["programmes"]) == ("Somebody", [])


def test_with_https_the_cookie_and_the_browser_use_nothing_else(spring: Store, address: str, ada: str) -> None:
    settings = Settings(database=address, run_worker=False, host="0.0.0.0", base_url="https://abbina.example.org/")  # noqa: S104
    with TestClient(create_app(settings), base_url="https://abbina.example.org") as client:
        answer = client.post(LOGIN, json={"email": ada, "password": PASSWORD})
        assert "; secure" in answer.headers["set-cookie"].lower()
        assert answer.headers["strict-transport-security"]


def test_after_logging_out_the_session_is_over_even_for_who_kept_the_cookie(client: TestClient, log_in: Call) -> None:
    caller = log_in("ada@example.org")
    assert caller.send("GET", "/v1/auth/me").status_code == 200
    assert caller.send("POST", "/v1/auth/logout").status_code == 204
    assert caller.send("GET", "/v1/auth/me").status_code == 401


def test_a_wrong_password_an_unknown_address_and_a_disabled_account_look_the_same(
    client: TestClient, spring: Store, ada: str, now: datetime.datetime
) -> None:
    answers = [
        client.post(LOGIN, json={"email": ada, "password": "wrong"}),
        client.post(LOGIN, json={"email": "nobody@example.org", "password": PASSWORD}),
    ]
    with spring.writing() as tx:
        user = users.find_user(tx, ada)
        assert user is not None
        users.save_user(tx, replace(user, disabled_at=now))
    answers.append(client.post(LOGIN, json={"email": ada, "password": PASSWORD}))
    assert {(each.status_code, each.text) for each in answers} == {(401, answers[0].text)}


def test_failed_logins_are_throttled_by_account_even_from_other_addresses(
    spring: Store, address: str, ada: str, settings: Settings
) -> None:
    few = settings.model_copy(update={"login_limit": "3/hour"})
    app = create_app(few)
    for number in range(3):
        with TestClient(app, client=(f"10.0.0.{number}", 1)) as client:
            assert client.post(LOGIN, json={"email": ada, "password": "wrong"}).status_code == 401
    with TestClient(app, client=("10.0.0.9", 1)) as client:
        refused = client.post(LOGIN, json={"email": ada, "password": PASSWORD})
        assert (refused.status_code, refused.json()["code"]) == (429, "too-often")
        assert 1 <= int(refused.headers["retry-after"]) <= 3601
        other = client.post(LOGIN, json={"email": "b@example.org", "password": "wrong"})
        assert other.status_code == 401


def test_logins_that_succeed_are_not_counted(spring: Store, ada: str, settings: Settings) -> None:
    with TestClient(create_app(settings.model_copy(update={"login_limit": "2/hour"}))) as client:
        for _ in range(4):
            assert client.post(LOGIN, json={"email": ada, "password": PASSWORD}).status_code == 200


def test_a_new_password_ends_every_other_session(client: TestClient, log_in: Call) -> None:
    here, there = log_in("ada@example.org"), log_in("ada@example.org")
    wrong = here.send("PUT", "/v1/auth/password", {"old": "wrong", "new": "another long password"})
    assert wrong.status_code == 403
    assert here.send("PUT", "/v1/auth/password", {"old": PASSWORD, "new": "short"}).status_code == 422
    answer = here.send("PUT", "/v1/auth/password", {"old": PASSWORD, "new": "another long password"})
    assert answer.status_code == 200
    assert there.send("GET", "/v1/auth/me").status_code == 401
    assert client.post(LOGIN, json={"email": "ada@example.org", "password": PASSWORD}).status_code == 401
    assert client.post(LOGIN, json={"email": "ada@example.org", "password": "another long password"}).status_code == 200


def test_an_invitation_makes_an_account_a_membership_and_a_session_once(client: TestClient, organiser: Call) -> None:
    made = organiser("POST", "/invitations", {"email": "Lia@Example.org", "role": "startup", "party_id": "st-2"})
    assert made.status_code == 201
    token = link_token(made.json()["link"])
    told = client.post("/v1/auth/invitation", json={"token": token})
    assert (told.json()["email"], told.json()["has_account"]) == ("lia@example.org", False)
    body = {"token": token, "password": PASSWORD, "name": "Lia"}
    accepted = client.post("/v1/auth/invitation/accept", json=body)
    assert accepted.status_code == 200
    assert accepted.json()["programmes"] == [
        {"programme_id": "spring", "name": "Spring", "role": "startup", "party_id": "st-2"}
    ]
    assert client.get("/v1/programmes/spring/parties/st-2").status_code == 200
    assert client.get("/v1/programmes/spring/parties/st-1").status_code == 404
    again = client.post("/v1/auth/invitation/accept", json=body)
    assert (again.status_code, again.json()["code"]) == (404, "no-invitation")
    assert "link" not in {k for k, v in organiser("GET", "/invitations").json()[0].items() if v is not None}


def test_an_invitation_with_another_signature_is_none_and_stays_good(client: TestClient, organiser: Call) -> None:
    made = organiser("POST", "/invitations", {"email": "l@example.org", "role": "viewer"})
    token = link_token(made.json()["link"])
    forged = token[:-1] + ("0" if token[-1] != "0" else "1")
    for bad in (forged, token.partition(".")[0], "é.\u20ac", token + "0"):
        body = {"token": bad, "password": PASSWORD}
        assert client.post("/v1/auth/invitation/accept", json=body).status_code == 404
    assert client.post("/v1/auth/invitation/accept", json={"token": token, "password": PASSWORD}).status_code == 200


def test_an_account_that_is_there_is_entered_with_its_own_password_only(
    client: TestClient, organiser: Call, ada: str
) -> None:
    token = link_token(organiser("POST", "/invitations", {"email": ada, "role": "viewer"}).json()["link"])
    taken = client.post("/v1/auth/invitation/accept", json={"token": token, "password": "a password of my own"})
    assert (taken.status_code, taken.json()["code"]) == (403, "wrong-login")
    right = client.post("/v1/auth/invitation/accept", json={"token": token, "password": PASSWORD})
    assert right.json()["programmes"][0]["role"] == "viewer"


def test_an_invitation_ends(spring: Store, settings: Settings, as_role: Call) -> None:
    organiser = as_role(Role.ORGANISER)
    token = link_token(organiser("POST", "/invitations", {"email": "l@example.org", "role": "viewer"}).json()["link"])
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=settings.invitation_days, seconds=1)
    with TestClient(create_app(settings, clock=lambda: later)) as client:
        assert client.post("/v1/auth/invitation", json={"token": token}).status_code == 404
        body = {"token": token, "password": PASSWORD}
        assert client.post("/v1/auth/invitation/accept", json=body).status_code == 404


def test_organisers_make_no_administrators_and_participants_speak_for_a_party(organiser: Call) -> None:
    assert organiser("POST", "/invitations", {"email": "a@b.c", "role": "administrator"}).status_code == 403
    assert organiser("POST", "/invitations", {"email": "a@b.c", "role": "startup"}).status_code == 422
    assert (
        organiser("POST", "/invitations", {"email": "a@b.c", "role": "viewer", "party_id": "st-1"}).status_code == 422
    )
    unknown = organiser("POST", "/invitations", {"email": "a@b.c", "role": "startup", "party_id": "none"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "missing-reference")
    assert organiser("POST", "/keys", {"name": "k", "role": "administrator"}).status_code == 422


def test_a_session_ends_unless_its_owner_comes_back(spring: Store, settings: Settings, ada: str) -> None:
    start = datetime.datetime.now(datetime.UTC)
    moment = [start]
    with TestClient(create_app(settings, clock=lambda: moment[0])) as client:
        token = client.post(LOGIN, json={"email": ada, "password": PASSWORD}).cookies["abbina_session"]
        cookie = {"Cookie": f"abbina_session={token}"}
        for hours, status in ((11, 200), (22, 200), (35, 401)):
            moment[0] = start + datetime.timedelta(hours=hours)
            assert client.get("/v1/auth/me", headers=cookie).status_code == status


def test_what_is_over_is_deleted(spring: Store, log_in: Call, now: datetime.datetime) -> None:
    log_in("ada@example.org")
    assert tidy(spring, datetime.datetime.now(datetime.UTC)) == (0, 0)
    assert tidy(spring, datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=2)) == (1, 0)
