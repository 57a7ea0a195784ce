"""Every page × every role, as the matrix says it; a form without its token is refused everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from matcher.store import Role, Store
from matcher.store.jobs import ask_for_job
from service.web.context import SESSION_COOKIE, csrf_token
from service.web.page_access import PAGES, PROGRAMME_PAGES
from service.web.pages.mount import ROOMS

Call = Callable[..., Any]
BROWSER = {"Accept": "text/html"}
IN_PROGRAMME = sorted(page for page in PAGES if page[1].startswith(PROGRAMME_PAGES))
OTHERS = sorted(set(PAGES) - set(IN_PROGRAMME))

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def filled(path: str, programme_id: str = "spring") -> str:
    """The path with the programme in it; what else it names does not exist."""
    return re.sub(r"{\w+}", "none", path.replace("{programme_id}", programme_id))


def status_of(client: TestClient, token: str, page: tuple[str, str], *, with_token: bool = True) -> int:
    """What a browser with a session gets; its forms have the CSRF token and nothing else."""
    headers = BROWSER | ({"Cookie": f"{SESSION_COOKIE}={token}"} if token else {})
    client.cookies.clear()
    form = {"csrf_token": csrf_token(token)} if with_token and page[0] == "POST" else None
    answer = client.request(page[0], filled(page[1]), headers=headers, data=form, follow_redirects=False)
    return int(answer.status_code)


def test_every_page_has_a_row_and_every_row_a_page(client: TestClient) -> None:
    routes = {
        (method, route.path)
        for room in ROOMS
        for route in room.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }
    assert routes == set(PAGES)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_open_what_the_matrix_says_and_nothing_else(as_role: Call, client: TestClient, role: Role) -> None:
    token = as_role(role).token
    found = {page: status_of(client, token, page) for page in IN_PROGRAMME}
    wrong = {
        page: status
        for page, status in found.items()
        if (status == 403) != (role not in PAGES[page].roles) or status not in {200, 303, 403, 404, 422}
    }
    assert wrong == {}


def test_a_stranger_finds_no_programme_and_nobody_is_sent_to_the_login(log_in: Call, client: TestClient) -> None:
    token = log_in("s@example.org").token
    for page in IN_PROGRAMME:
        assert status_of(client, token, page) == 404, page
        assert status_of(client, "", page) == 303, page


def test_pages_outside_programmes_are_for_whom_the_matrix_says(log_in: Call, client: TestClient) -> None:
    for page in OTHERS:
        if page[0] == "GET":
            assert status_of(client, "", page) == (200 if PAGES[page].anybody else 303), page
            wanted = {403} if PAGES[page].administrators else {200, 303}
            assert status_of(client, log_in("s@example.org").token, page) in wanted, page
            root = log_in("root@example.org", is_administrator=True)
            assert status_of(client, root.token, page) in {200, 303, 404}, page
        elif not PAGES[page].anybody:
            assert status_of(client, "", page) == 303, page
            if PAGES[page].administrators:
                assert status_of(client, log_in("s@example.org").token, page) == 403, page


def test_a_form_without_its_token_is_refused(log_in: Call, client: TestClient) -> None:
    token = log_in("a@example.org", is_administrator=True).token
    forms = [page for page in PAGES if page[0] == "POST"]
    assert len(forms) > 5
    for page in forms:
        assert status_of(client, token, page, with_token=False) == 403, page


def test_an_evaluator_sees_their_own_jobs_alone(as_role: Call, client: TestClient, spring: Store, now: Any) -> None:
    with spring.writing() as tx:
        job = ask_for_job(tx, "spring", "make_shortlists", {}, asked_by="somebody-else", now=now)
    page = ("GET", f"/programmes/spring/jobs/{job.id}")
    assert status_of(client, as_role(Role.EVALUATOR).token, page) == 404
    assert status_of(client, as_role(Role.VIEWER).token, page) == 200
