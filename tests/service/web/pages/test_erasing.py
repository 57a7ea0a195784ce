"""Erased from the page means gone from the disk: every word of a party, in the database's file and its log."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from matcher.store import JobStatus, Role, Store, users
from matcher.store.agendas import publish_agenda
from matcher.store.jobs import FINAL, ask_for_job, get_job
from matcher.store.listing import recent_runs
from matcher.store.memberships import save_membership
from matcher.store.sessions import start_session
from service.jobs import Tools, Worker
from service.proofs.search import found_in
from service.web.app import create_app
from service.web.context import CSRF_HEADER, SESSION_COOKIE, csrf_token
from service.web.settings import Settings

HOME, PATIENCE_S = "/programmes/spring", 120.0
WORDS = {name: f"zq{name}7f3a9c" for name in ("name", "text", "person", "mail", "account", "wish", "hours", "told")}
Send = Callable[..., Response]

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@pytest.fixture
def site(spring: Store, settings: Settings) -> Iterator[TestClient]:
    """The application with its worker inside, as `abbina serve` runs it."""
    with TestClient(create_app(settings.model_copy(update={"run_worker": True, "encoder": "hashing"}))) as opened:
        yield opened


@pytest.fixture
def enter(site: TestClient, spring: Store) -> Callable[[Role], Send]:
    """Logs somebody in with a role; a startup speaks for st-1."""

    def as_role(role: Role) -> Send:
        now = datetime.datetime.now(datetime.UTC)
        party = "st-1" if role is Role.STARTUP else None
        name = WORDS["account"] if party else "organiser"
        with spring.writing() as tx:
            user = users.add_user(tx, email=f"{name}@example.org", name=name, lang="en", password_hash=None, now=now)
            save_membership(tx, "spring", user.id, role=role, party_id=party, expected_version=0, now=now)
            token = start_session(tx, user.id, now=now, lasts=datetime.timedelta(hours=1))

        def send(method: str, path: str, **form: Any) -> Response:
            site.cookies.clear()
            site.cookies.set(SESSION_COOKIE, token)
            headers = {"Accept": "text/html", CSRF_HEADER: csrf_token(token)}
            more = form.pop("more", {})
            answer: Response = site.request(method, HOME + path, headers=headers, data=form or None, **more)
            return answer

        return send

    return as_role


@pytest.fixture
def do(spring: Store, tools: Tools, now: datetime.datetime) -> Callable[[str, dict[str, Any]], None]:
    """Has one job done, by the worker inside or by one of the test."""

    def work(kind: str, payload: dict[str, Any]) -> None:
        with spring.writing() as tx:
            job = ask_for_job(tx, "spring", kind, payload, asked_by="u", now=now)
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            Worker(store=spring, tools=tools).work_once()
            with spring.reading() as tx:
                found = get_job(tx, "spring", job.id)
            if found.status in FINAL:
                assert found.status is JobStatus.DONE, found.error
                return
        raise TimeoutError(kind)

    return work


def files_of(store: Store) -> list[Path]:
    """The database's file, its log and its index."""
    assert store.path is not None
    return sorted(store.path.parent.glob(f"{store.path.name}*"))


def names_found(store: Store) -> set[str]:
    """The words that stand anywhere in the database's files."""
    return {line.partition(" in ")[0] for line in found_in(files_of(store), WORDS)}


def plant(own: Send, organiser: Send, spring: Store, do: Callable[..., None]) -> None:
    """Let a startup say on its pages whatever it can, and the organisers do what they do with it."""
    profile = {"name": WORDS["name"], "description": f"Robots by {WORDS['text']}", "version": "1"}
    assert "The profile is saved." in own("POST", "/mine/profile", **profile).text
    contact = {"person": WORDS["person"], "email": f"{WORDS['mail']}@example.org"}
    assert "has been saved" in organiser("POST", "/parties/st-1/people/contacts", **contact).text
    table = f"id,name\nst-1,{WORDS['name']} two\n".encode()
    upload = {"files": {"file": (f"{WORDS['name']}.csv", table)}}
    assert organiser("POST", "/imports", subject="startups", more=upload).status_code == 200
    do("make_shortlists", {"side": "startups", "top": 4, "lang": "en"})
    do("make_shortlists", {"side": "counterparts", "top": 4, "lang": "en"})
    wish = {"other_id": "inv-1", "wish": "must", "reason": WORDS["wish"], "version": "0"}
    assert "Saved: Fund 1." in own("POST", "/mine/wishes", **wish).text
    assert "is saved" in own("POST", "/mine/presence", words=f"day 1 {WORDS['hours']}", version="0").text
    assert "is saved" in own("POST", "/mine/presence", words="day 1", version="1").text
    do("solve_agenda", {"event_id": "day", "agenda_id": "main", "time_limit": 2.0})
    with spring.writing() as tx:
        publish_agenda(tx, "spring", "main", 1, expected_version=1)
    do("make_export", {"wanted": {"what": "agenda", "agenda_id": "main", "version": 1, "form": "html"}})
    told = {
        "event_id": "day",
        "other_id": "inv-1",
        "kept": "yes",
        "rating": "2",
        "reason": WORDS["told"],
        "version": "0",
    }
    assert "Thank you" in own("POST", "/mine/feedback", **told).text
    assert own("GET", "/mine/agenda").status_code == 200


def test_a_party_that_is_erased_from_the_page_leaves_no_word_on_the_disk(
    enter: Callable[[Role], Send], spring: Store, do: Callable[..., None]
) -> None:
    organiser, own = enter(Role.ORGANISER), enter(Role.STARTUP)
    plant(own, organiser, spring, do)
    assert names_found(spring) == set(WORDS)
    assert "reached the organisers" in own("POST", "/mine/data/erasure").text
    assert "/parties/st-1" in organiser("GET", "/people").text
    assert "The participant has been erased." in organiser("POST", "/parties/st-1/erase").text
    assert names_found(spring) == set()
    assert organiser("GET", "/parties/st-1").status_code == 404
    pages = ("/parties", "/shortlists", "/imports", "/agendas/main", "/settings/audit", "/people", "/parties/inv-1")
    assert [path for path in pages for word in WORDS.values() if word in organiser("GET", path).text] == []
    with spring.reading() as tx:
        runs = recent_runs(tx, "spring", limit=2)
    for run in runs:
        do("make_export", {"wanted": {"what": "shortlist", "run_id": run.id}})
    assert own("GET", "/mine/profile").url.path == "/login"
