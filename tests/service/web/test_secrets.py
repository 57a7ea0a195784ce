"""Nothing that lets somebody in stands in the database as it was handed out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matcher.store import Role, Store

Call = Callable[..., Any]

PASSWORD = "correct horse battery staple"  # noqa: S105 - of accounts in tests

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def test_passwords_tokens_links_and_keys_are_in_no_file_of_the_database(
    client: TestClient, as_role: Call, spring: Store
) -> None:
    organiser = as_role(Role.ORGANISER)
    link = organiser("POST", "/invitations", {"email": "l@example.org", "role": "viewer"}).json()["link"]
    signed = link.partition("#")[2]
    key = organiser("POST", "/keys", {"name": "k"}, headers={"Idempotency-Key": "once"}).json()["secret"]
    accepted = client.post("/v1/auth/invitation/accept", json={"token": signed, "password": PASSWORD})
    session = accepted.cookies["abbina_session"]
    secrets = [PASSWORD, signed, signed.partition(".")[0], key, session, accepted.json()["csrf_token"], organiser.token]
    assert spring.path is not None
    kept = b"".join(path.read_bytes() for path in spring.path.parent.glob(spring.path.name + "*"))
    assert b"l@example.org" in kept
    assert [secret for secret in secrets if secret.encode() in kept] == []


def test_a_key_is_told_once_works_and_ends(organiser: Call, by_key: Call) -> None:
    made = organiser("POST", "/keys", {"name": "CRM", "role": "viewer"}).json()
    listed = organiser("GET", "/keys").json()
    assert [(one["name"], one["secret"]) for one in listed] == [("CRM", None)]
    assert made["secret"].startswith(listed[0]["start"])
    caller = by_key(made["secret"])
    assert caller("GET", "/parties").status_code == 200
    assert organiser("GET", "/keys").json()[0]["used_at"] is not None
    assert caller("GET", "/members").status_code == 403
    assert caller.send("GET", "/v1/auth/me").status_code == 403
    assert [one["id"] for one in caller.send("GET", "/v1/programmes").json()["items"]] == ["spring"]
    assert organiser("DELETE", f"/keys/{made['id']}").status_code == 204
    assert caller("GET", "/parties").status_code == 401
    assert organiser("GET", "/keys").json()[0]["revoked_at"] is not None
    assert by_key("abbina_" + "x" * 43)("GET", "/parties").status_code == 401


def test_a_key_that_organises_writes_without_a_csrf_token(organiser: Call, by_key: Call) -> None:
    secret = organiser("POST", "/keys", {"name": "k", "role": "organiser"}).json()["secret"]
    assert by_key(secret)("PATCH", "/parties/st-1", {"city": "Pisa"}, seen=1).status_code == 200
