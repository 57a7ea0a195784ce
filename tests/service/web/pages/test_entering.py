"""Logging in and out, invitations, the language and the account, by forms alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from matcher.store import Role, Store, memberships, programmes, users
from matcher.store.passwords import hash_password

Call = Callable[..., Any]
PASSWORD = "correct horse battery staple"  # noqa: S105 - of accounts in tests

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@pytest.fixture
def browser(client: TestClient) -> TestClient:
    """A browser that reads English: it keeps cookies and follows redirects."""
    client.headers.update({"Accept": "text/html", "Accept-Language": "en"})
    return client


@pytest.fixture
def ada(spring: Store, now: Any) -> str:
    """The address of an organiser with a password."""
    with spring.writing() as tx:
        user = users.add_user(
            tx, email="ada@example.org", name="Ada", lang="en", password_hash=hash_password(PASSWORD), now=now
        )
        memberships.save_membership(tx, "spring", user.id, role=Role.ORGANISER, expected_version=0, now=now)
    return user.email


def send(browser: TestClient, page: str, action: str, **fields: str) -> Response:
    """Open a page, and send its form with these fields."""
    opened = browser.get(page).text
    found = re.search(r'name="csrf_token" value="(\w+)"', opened)
    assert found is not None
    return browser.post(action, data={"csrf_token": found[1], **fields})


def log_in(browser: TestClient, email: str, password: str = PASSWORD, **more: str) -> Response:
    return send(browser, "/login", "/login", email=email, password=password, **more)


def test_who_has_one_programme_comes_to_it(browser: TestClient, ada: str) -> None:
    answer = log_in(browser, ada)
    assert (answer.status_code, answer.url.path) == (200, "/programmes/spring")
    assert "What to do next" in answer.text


def test_who_has_two_programmes_chooses(browser: TestClient, ada: str, spring: Store, now: Any) -> None:
    with spring.writing() as tx:
        programmes.save_programme(tx, "other", name="<b>Other</b>", settings={}, expected_version=0, now=now)
        user = users.find_user(tx, ada)
        assert user is not None
        memberships.save_membership(tx, "other", user.id, role=Role.VIEWER, expected_version=0, now=now)
    answer = log_in(browser, ada)
    assert answer.url.path == "/programmes"
    assert "&lt;b&gt;Other&lt;/b&gt;" in answer.text


def test_a_wrong_password_is_told_and_the_address_stays(browser: TestClient, ada: str) -> None:
    answer = log_in(browser, ada, "wrong")
    assert answer.status_code == 401
    assert "The address or the password is wrong." in answer.text
    assert 'value="ada@example.org"' in answer.text


@pytest.mark.parametrize(
    ("then", "path"),
    [("/account", "/account"), ("//evil.example/", "/programmes/spring"), ("/\\evil", "/programmes/spring")],
)
def test_one_goes_on_within_this_site_alone(browser: TestClient, ada: str, then: str, path: str) -> None:
    answer = log_in(browser, ada, next=then)
    assert (answer.url.host, answer.url.path) == ("testserver", path)


def test_who_is_not_logged_in_comes_back_to_what_was_asked_for(browser: TestClient) -> None:
    answer = browser.get("/programmes/spring?x=1", follow_redirects=False)
    assert answer.headers["Location"] == "/login?next=%2Fprogrammes%2Fspring%3Fx%3D1"


def test_logging_out_ends_the_session(browser: TestClient, ada: str) -> None:
    log_in(browser, ada)
    answer = send(browser, "/account", "/logout")
    assert "You are logged out." in answer.text
    assert browser.get("/account").url.path == "/login"


def test_the_password_is_changed_by_who_knows_it(browser: TestClient, ada: str) -> None:
    log_in(browser, ada)
    form = "/account/password"
    assert send(browser, "/account", form, old="wrong", new="another long password").status_code == 403
    assert send(browser, "/account", form, old=PASSWORD, new="short").status_code == 422
    said = send(browser, "/account", form, old=PASSWORD, new="another long password")
    assert (said.status_code, "The password has been changed." in said.text) == (200, True)
    assert "The password has been changed." not in browser.get("/account").text
    send(browser, "/account", "/logout")
    assert log_in(browser, ada, "another long password").url.path == "/programmes/spring"


def test_the_language_is_the_accounts_then_the_cookies_then_the_browsers(browser: TestClient, ada: str) -> None:
    assert '<html lang="en">' in browser.get("/login").text
    assert '<html lang="it">' in send(browser, "/login", "/language", lang="it", next="/login").text
    log_in(browser, ada)
    assert '<html lang="en">' in browser.get("/account").text
    assert "La lingua è stata salvata." in send(browser, "/account", "/account/language", lang="it").text
    assert send(browser, "/account", "/account/language", lang="fr").status_code == 422


@pytest.mark.parametrize("pasted", ["{token}", "https://testserver/join#{token}"])
def test_an_invitation_opens_an_account(browser: TestClient, organiser: Call, spring: Store, pasted: str) -> None:
    body = {"email": "new@example.org", "role": "startup", "party_id": "st-1"}
    link = organiser("POST", "/invitations", body).json()["link"]
    token = link.partition("/join#")[2]
    told = send(browser, "/join", "/join", token=pasted.format(token=token))
    assert "startup" in told.text
    assert "new@example.org" in told.text
    assert "between 12 and 200" in send(browser, "/join", "/join/accept", token=token, password="short").text  # noqa: S106
    home = send(browser, "/join", "/join/accept", token=token, password=PASSWORD, name="New")
    assert (home.url.path, "Azienda 1" in home.text) == ("/programmes/spring", True)
    assert "Welcome to the programme." in home.text
    assert send(browser, "/join", "/join", token=token).status_code == 404


def test_refusals_are_pages_for_browsers_and_documents_for_others(browser: TestClient, ada: str) -> None:
    log_in(browser, ada)
    page = browser.get("/programmes/nowhere")
    assert (page.status_code, "Page not found" in page.text) == (404, True)
    other = browser.get("/programmes/nowhere", headers={"Accept": "application/json"})
    assert other.headers["Content-Type"] == "application/problem+json"
    api = browser.get("/v1/programmes/nowhere")
    assert api.headers["Content-Type"] == "application/problem+json"
    lost = browser.get("/nothing", headers={"Accept-Language": "it"})
    assert (lost.status_code, "Page not found" in lost.text) == (404, True)
    wrong = browser.put("/login")
    assert wrong.status_code == 405


def test_what_nobody_foresaw_is_a_page_that_names_the_request(
    browser: TestClient, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(browser, ada)

    def fail(*_: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("service.web.pages.rooms.home.checklist", fail)
    answer = browser.get("/programmes/spring")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert "secret words" not in answer.text


def test_files_are_kept_by_their_contents(browser: TestClient) -> None:
    page = browser.get("/login").text
    found = re.search(r'href="(/static/abbina.css\?v=\w+)"', page)
    assert found is not None
    assert "immutable" in browser.get(found[1]).headers["Cache-Control"]
    assert browser.get("/static/abbina.css?v=older").headers["Cache-Control"] == "no-cache"
    assert browser.get("/static/none.css").status_code == 404
