"""Members, invitations, keys, webhooks and settings, by forms; and the links by which passwords are set."""

from __future__ import annotations

import csv
import datetime
import io
import re
import tempfile
import zipfile
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from matcher.profiles import Contact
from matcher.store import Role, Store
from matcher.store.audit import note_act
from matcher.store.contacts import save_contact
from matcher.store.events import delete_event
from matcher.store.programmes import every_programme
from matcher.store.users import find_user

Call = Callable[..., Any]
Send = Callable[..., Response]
HOME = "/programmes/spring"
PASSWORD = "correct horse battery staple"  # noqa: S105 - of accounts in tests

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@pytest.fixture
def organiser(as_role: Call, browser_of: Call) -> Send:
    """The browser of an organiser."""
    browser: Send = browser_of(as_role(Role.ORGANISER))
    return browser


@pytest.fixture
def administrator(log_in: Call, browser_of: Call) -> Send:
    """The browser of an administrator, whose password is `PASSWORD`."""
    browser: Send = browser_of(log_in("root@example.org", is_administrator=True))
    return browser


def secret_of(answer: Response) -> str:
    """What a page shows once."""
    found = re.search(r'id="secret" value="([^"]+)"', answer.text)
    assert found is not None
    return found[1]


def test_an_invitation_is_shown_once_and_taken_back(organiser: Send, client: TestClient) -> None:
    made = organiser("POST", f"{HOME}/people/invitations", email="New@example.org", role="startup", party_id="st-1")
    token = secret_of(made).partition("#")[2]
    told = client.post("/v1/auth/invitation", json={"token": token})
    assert told.json()["email"] == "new@example.org"
    listed = organiser("GET", f"{HOME}/people/invitations")
    assert token not in listed.text
    revoke = re.search(r"/people/invitations/\w+/revoke", listed.text)
    assert revoke is not None
    assert "taken back" in organiser("POST", f"/programmes/spring{revoke[0]}").text
    assert client.post("/v1/auth/invitation", json={"token": token}).status_code == 404


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"email": "nobody", "role": "viewer"}, 422),
        ({"email": "a@example.org", "role": "startup"}, 422),
        ({"email": "a@example.org", "role": "startup", "party_id": "none"}, 422),
        ({"email": "a@example.org", "role": "administrator"}, 403),
    ],
)
def test_invitations_that_cannot_be_are_refused(organiser: Send, form: dict[str, str], status: int) -> None:
    answer = organiser("POST", f"{HOME}/people/invitations", **form)
    assert answer.status_code == status
    assert 'id="secret"' not in answer.text


def test_everybody_with_an_address_is_invited_once(organiser: Send, spring: Store) -> None:
    with spring.writing() as tx:
        for number, email in ((1, "ada@example.org"), (2, "ADA@example.org"), (3, ""), (4, "=cmd@example.org")):
            contact = Contact(profile_id=f"st-{number}", person="=Ada", email=email)
            save_contact(tx, "spring", "ceo", contact, expected_version=0)
    path = f"{HOME}/people/invitations/everybody"
    assert "Make 2 invitations" in organiser("GET", path).text
    page = organiser("POST", path)
    encoded = re.search(r"base64,([\w+/=]+)", page.text)
    assert encoded is not None
    table = list(csv.DictReader(io.StringIO(b64decode(encoded[1]).decode("utf-8-sig"))))
    assert [(row["email"], row["person"], row["party_id"]) for row in table] == [
        ("ada@example.org", "'=Ada", "st-1"),
        ("'=cmd@example.org", "'=Ada", "st-4"),
    ]
    assert "/join#" in table[0]["link"]
    assert "There was nobody to invite" in organiser("POST", path).text


def test_a_member_gets_another_role_and_leaves(organiser: Send, as_role: Call, spring: Store) -> None:
    as_role(Role.VIEWER)
    with spring.reading() as tx:
        viewer = find_user(tx, "viewer-none@example.org")
    assert viewer is not None
    path = f"{HOME}/people/members/{viewer.id}"
    assert organiser("POST", path, role="startup", version="1").status_code == 422
    assert organiser("POST", path, role="administrator", version="1").status_code == 403
    assert "The role has changed" in organiser("POST", path, role="evaluator", version="1").text
    assert organiser("POST", path, role="viewer", version="1").status_code == 409
    assert "no longer in the programme" in organiser("POST", f"{path}/remove", version="2").text
    assert organiser("GET", path).status_code == 404


def test_a_key_is_shown_once_and_ended(organiser: Send, by_key: Call) -> None:
    assert organiser("POST", f"{HOME}/settings/keys", name=" ").status_code == 422
    secret = secret_of(organiser("POST", f"{HOME}/settings/keys", name="CRM", role="viewer", days="30"))
    assert by_key(secret)("GET", "/parties").status_code == 200
    listed = organiser("GET", f"{HOME}/settings/keys").text
    assert secret not in listed
    path = re.search(r"/settings/keys/\w+/revoke", listed)
    assert path is not None
    assert "no longer good" in organiser("POST", HOME + path[0]).text
    assert by_key(secret)("GET", "/parties").status_code == 401


def test_a_webhook_is_made_changed_and_deleted(organiser: Send) -> None:
    path = f"{HOME}/settings/webhooks"
    form = {"hook": "crm", "url": "http://127.0.0.1:9/x", "events": ["agenda.published"], "version": "0"}
    assert organiser("POST", path, **(form | {"url": "ftp://x"})).status_code == 422
    assert organiser("POST", path, **(form | {"events": []})).status_code == 422
    secret = secret_of(organiser("POST", path, is_active="true", **form))
    assert secret not in organiser("GET", f"{path}/edit?hook=crm").text
    assert "The webhook is saved" in organiser("POST", path, **(form | {"version": "1"})).text
    assert "in the meantime" in organiser("POST", path, **(form | {"version": "1"})).text
    assert "The webhook is deleted" in organiser("POST", f"{path}/delete", hook="crm", version="2").text


def test_settings_are_saved_over_what_was_seen(organiser: Send) -> None:
    form = {"name": "Spring 2027", "lang": "en", "destination": "us", "retention_days": "30", "version": "1"}
    assert "Retention" not in organiser("POST", f"{HOME}/settings", **(form | {"retention_days": "x"})).text
    assert organiser("POST", f"{HOME}/settings", **(form | {"retention_days": "0"})).status_code == 422
    assert "The settings are saved" in organiser("POST", f"{HOME}/settings", **form).text
    stale = organiser("POST", f"{HOME}/settings", **form)
    assert stale.status_code == 409
    assert 'name="version" value="2"' in stale.text
    assert "programme changed" in organiser("GET", f"{HOME}/settings/audit").text


def test_figures_and_the_training_table_are_there_before_anything_was_said(organiser: Send) -> None:
    assert "No feedback yet" in organiser("GET", f"{HOME}/value").text
    table = organiser("GET", f"{HOME}/value/training.csv")
    assert table.text.startswith("startup_id,counterpart_id")


def test_a_new_account_sets_its_password_by_a_link_that_is_good_once(
    administrator: Send, client: TestClient, spring: Store
) -> None:
    made = administrator("POST", "/administration/users", email="ada@example.org", name="Ada", lang="en")
    assert administrator("POST", "/administration/users", email="ada@example.org").status_code == 422
    token = secret_of(made).partition("#")[2]

    def visit(path: str, **form: str) -> Response:
        client.cookies.clear()
        page = client.get("/password", headers={"Accept": "text/html"}).text
        found = re.search(r'name="csrf_token" value="(\w+)"', page)
        assert found is not None
        data = {"csrf_token": found[1], **form}
        answer: Response = client.post(path, data=data, headers={"Accept": "text/html", "Accept-Language": "en"})
        return answer

    assert "ada@example.org" in visit("/password", token=token).text
    assert visit("/password/new", token=token, password="short").status_code == 422  # noqa: S106
    assert visit("/password/new", token=token, password=PASSWORD).url.path == "/login"
    assert client.post("/v1/auth/login", json={"email": "ada@example.org", "password": PASSWORD}).status_code == 200
    assert visit("/password", token=token).status_code == 404
    forged = token.replace("password~", "password~0")
    assert visit("/password", token=forged).status_code == 404
    with spring.reading() as tx:
        user = find_user(tx, "ada@example.org")
    assert user is not None
    again = administrator("POST", f"/administration/users/{user.id}/password")
    assert secret_of(again).partition("#")[2] != token


def test_a_link_for_a_password_is_over_some_day(administrator: Send, client: TestClient) -> None:
    token = secret_of(administrator("POST", "/administration/users", email="b@example.org")).partition("#")[2]
    clock = client.app.state.clock  # type: ignore[attr-defined]
    client.app.state.clock = lambda: clock() + datetime.timedelta(days=3)  # type: ignore[attr-defined]
    page = client.get("/password", headers={"Accept": "text/html"}).text
    found = re.search(r'name="csrf_token" value="(\w+)"', page)
    assert found is not None
    assert client.post("/password", data={"csrf_token": found[1], "token": token}).status_code == 404


def test_nobody_takes_their_own_rights_away(administrator: Send, spring: Store) -> None:
    with spring.reading() as tx:
        root = find_user(tx, "root@example.org")
    assert root is not None
    path = f"/administration/users/{root.id}"
    assert administrator("POST", path, version="1", name="Root", is_disabled="true").status_code == 409
    assert administrator("POST", f"{path}/delete", is_sure="true").status_code == 409
    with spring.reading() as tx:
        assert find_user(tx, "root@example.org") == root


def test_a_programme_is_made_and_deleted_by_who_types_its_id(administrator: Send, spring: Store) -> None:
    path = "/administration/programmes"
    assert administrator("POST", path, programme_id="a b", name="Autumn").status_code == 422
    assert administrator("POST", path, programme_id="spring", name="Again").status_code == 422
    made = administrator("POST", path, programme_id="autumn", name="Autumn")
    assert made.url.path == "/programmes/autumn/people/invitations"
    assert administrator("POST", f"{path}/autumn/delete", version="1", typed="spring").status_code == 422
    assert "is deleted" in administrator("POST", f"{path}/autumn/delete", version="1", typed="autumn").text
    with spring.reading() as tx:
        assert [one.id for one in every_programme(tx)] == ["spring"]


def test_a_backup_is_for_who_knows_the_password_and_stays_nowhere(administrator: Send) -> None:
    wrong = administrator("POST", "/administration/backup", password="wrong")  # noqa: S106
    assert (wrong.status_code, "is wrong" in wrong.text) == (403, True)
    taken = administrator("POST", "/administration/backup", password=PASSWORD)
    assert taken.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        assert "abbina.sqlite" in archive.namelist()
    assert list(Path(tempfile.gettempdir()).glob("abbina-backup-*")) == []
    assert "backup downloaded" in administrator("GET", "/administration/audit").text


def test_health_says_whether_jobs_are_done(administrator: Send) -> None:
    page = administrator("GET", "/administration").text
    assert "SQLite" in page
    assert "up to date" in page


def test_the_register_is_shown_and_downloaded_in_ones_language(org: Any) -> None:
    page = org.get("/settings/records").text
    assert "Records of processing activities" in page
    assert "to fill in" in page
    file = org.get("/settings/records.html")
    assert file.headers["Content-Disposition"] == 'attachment; filename="records-of-processing-spring.html"'
    assert "<h1>Records of processing activities</h1>" in file.text
    assert org.get("/settings/records.md").text.startswith("# Records of processing activities")
    assert org.get("/settings/records.docx").status_code == 422


def test_the_audit_log_begins_with_the_newest_act_and_its_pages_follow_one_another(
    organiser: Send, spring: Store, now: datetime.datetime
) -> None:
    with spring.writing() as tx:
        for minute in range(5):
            at = now + datetime.timedelta(days=1, minutes=minute)
            note_act(tx, "spring", actor="u", action="event.save", subject=f"e{minute}", now=at)
    path, pages = f"{HOME}/settings/audit?limit=2", []
    for _ in range(3):
        text = organiser("GET", path).text
        pages.append(re.findall(r">(e\d)</td>", text))
        following = re.search(r'href="[^"]*(cursor=[^"]+)" rel="next"', text)
        path = f"{HOME}/settings/audit?limit=2&{following[1] if following else ''}"
    assert pages == [["e4", "e3"], ["e2", "e1"], ["e0"]]


def test_moments_are_told_in_the_zone_of_the_next_event_and_in_utc_without_one(
    organiser: Send, spring: Store, now: datetime.datetime
) -> None:
    at = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)
    with spring.writing() as tx:
        note_act(tx, "spring", actor="u", action="event.save", subject="e", now=at)
    assert "2 Jul 2026, 00:30 (Rome)" in organiser("GET", f"{HOME}/settings/audit").text
    organiser("POST", "/account/language", lang="it")
    assert "2 lug 2026, 00:30 (Roma)" in organiser("GET", f"{HOME}/settings/audit").text
    with spring.writing() as tx:
        delete_event(tx, "spring", "day", expected_version=1)
    assert "1 lug 2026, 22:30 (UTC)" in organiser("GET", f"{HOME}/settings/audit").text
