"""What every request passes: size before parsing, rate, form, headers, and a log without anything personal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from fastapi import FastAPI
from fastapi.testclient import TestClient

from matcher.store import Role, Store
from service.web.app import create_app
from service.web.guards.body_size import FORM_BYTES
from service.web.guards.well_formed import MOST_DEPTH, find_fault
from service.web.settings import Settings

Call = Callable[..., Any]

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)

LOGIN = "/v1/auth/login"


@pytest.fixture
def small(spring: Store, settings: Settings) -> FastAPI:
    """An application that takes 2000 bytes."""
    return create_app(settings.model_copy(update={"body_bytes": 2000, "upload_bytes": 5000}))


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_sent(small: FastAPI) -> None:
    received, answers = send_raw(small, [b"x" * 3000] * 10, said=30_000)
    assert (answers[0]["status"], received) == (413, 0)
    assert json.loads(answers[1]["body"])["code"] == "too-large"


def test_a_body_that_says_nothing_is_counted_and_refused_when_it_is_too_large(small: FastAPI) -> None:
    received, answers = send_raw(small, [b"[" * 1500] * 1000, said=None)
    assert (answers[0]["status"], received) == (413, 2)
    assert json.loads(answers[1]["body"])["code"] == "too-large"


def test_uploads_have_a_limit_of_their_own(small: FastAPI, as_role: Call) -> None:
    caller = as_role(Role.ORGANISER)
    for size, status in ((4000, 202), (5001, 413), (5000 + FORM_BYTES, 413)):
        with TestClient(small) as client:
            headers = {"Cookie": f"abbina_session={caller.token}", "X-CSRF-Token": csrf(client, caller)}
            path = "/v1/programmes/spring/imports?subject=startups"
            files = {"file": ("a.csv", b"x" * size)}
            assert client.post(path, files=files, headers=headers).status_code == status


def csrf(client: TestClient, caller: Any) -> str:
    found = client.get("/v1/auth/me", headers={"Cookie": f"abbina_session={caller.token}"})
    return str(found.json()["csrf_token"])


def test_who_asks_too_often_waits_and_health_is_always_told(spring: Store, settings: Settings) -> None:
    with TestClient(create_app(settings.model_copy(update={"rate_limit": "5/hour"}))) as client:
        statuses = [client.get("/v1/programmes").status_code for _ in range(7)]
        assert statuses == [401] * 5 + [429] * 2
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ({"a": ["x\0"]}, "a NUL character"),
        ({"\ud800": 1}, "half a character"),
        ([float("nan")], "a number that is not finite"),
        ([float("inf")], "a number that is not finite"),
        (2**63, "a number beyond 64 bits"),
        ({"a": [1, "é", None, True, 1.5, 2**62]}, ""),
    ],
)
def test_json_that_no_database_keeps_is_found(value: object, fault: str, address: str) -> None:
    assert find_fault(value) == fault


def test_json_that_is_nested_without_end_is_refused(client: TestClient) -> None:
    deep = "[" * (MOST_DEPTH + 5) + "]" * (MOST_DEPTH + 5)
    for body in (
        deep,
        "[" * 5000,
        '{"email": "\\u0000"}',
        '{"email": NaN}',
        "{",
        '{"email": "\\ud800", "password": "x"}',
    ):
        answer = client.post(LOGIN, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in {400, 422}, body[:30]
        assert answer.headers["content-type"] == "application/problem+json"


def test_refusals_have_one_shape(client: TestClient) -> None:
    answers = [
        client.get("/nowhere"),
        client.delete("/healthz"),
        client.get("/v1/auth/me"),
        client.post(LOGIN, json={"email": 1}),
        client.get("/v1/programmes?cursor=%00", headers={"Cookie": "abbina_session=x"}),
    ]
    assert [answer.status_code for answer in answers] == [404, 405, 401, 422, 400]
    for answer in answers:
        body = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "status", "detail", "code"} <= set(body)
        assert body["status"] == answer.status_code
        assert body["type"] == "urn:abbina:problem:" + body["code"]
    assert answers[1].headers["allow"] == "GET"


def test_a_refused_body_does_not_come_back(client: TestClient) -> None:
    answer = client.post(LOGIN, json={"email": ["my secret"], "password": {"my": "secret"}})
    assert answer.status_code == 422
    assert "secret" not in answer.text
    assert [each["place"] for each in answer.json()["errors"]] == ["body/email", "body/password"]


def test_every_answer_has_the_headers_that_protect_pages(client: TestClient) -> None:
    for path in ("/healthz", "/nowhere", "/v1/openapi.json"):
        headers = client.get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "unsafe" not in headers["content-security-policy"]
        assert "default-src 'self'" in headers["content-security-policy"]
        assert len(headers["x-request-id"]) == 16


def test_a_plain_request_id_is_kept_and_another_is_not(client: TestClient) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "trace-0001"}).headers["x-request-id"] == "trace-0001"
    assert client.get("/healthz", headers={"X-Request-ID": "a b@c"}).headers["x-request-id"] != "a b@c"


@pytest.fixture
def log() -> Iterator[list[Any]]:
    """What is logged."""
    with structlog.testing.capture_logs() as lines:
        yield lines


def test_the_log_names_routes_and_nobody(client: TestClient, organiser: Call, log: list[Any]) -> None:
    client.post(LOGIN, json={"email": "ada@example.org", "password": "my password"})
    organiser("GET", "/parties/st-1?cursor=ada@example.org")
    organiser("POST", "/invitations", {"email": "lia@example.org", "role": "viewer"})
    text = json.dumps(log)
    assert len(log) == 3
    assert log[1]["route"].endswith("/programmes/{programme_id}/parties/{party_id}")
    for personal in ("ada", "lia", "example.org", "my password", "st-1", "spring", organiser.token):  # type: ignore[attr-defined]
        assert personal not in text


def test_a_failure_is_told_without_its_message_and_logged_without_it(settings: Settings, log: list[Any]) -> None:
    app = create_app(settings)

    @app.get("/broken")
    def broken() -> None:
        raise ValueError("ada@example.org")

    answer = TestClient(app).get("/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "failure")
    assert log[0]["event"] == "failure"
    assert log[0]["error"] == "ValueError"
    assert any("broken" in frame for frame in log[0]["where"])
    assert "example.org" not in json.dumps(log) + answer.text


def test_metrics_are_for_this_machine_or_for_who_has_the_token(settings: Settings) -> None:
    near, far = ("127.0.0.1", 1), ("10.0.0.1", 1)
    app = create_app(settings)
    assert TestClient(app, client=far).get("/metrics").status_code == 404
    TestClient(app, client=near).get("/healthz")
    text = TestClient(app, client=near).get("/metrics").text
    assert 'abbina_requests_total{method="GET",route="/healthz",status="200"} 1.0' in text
    guarded = create_app(Settings(**settings.model_dump(exclude={"metrics_token"}), metrics_token="t0ken"))  # noqa: S106
    assert TestClient(guarded, client=near).get("/metrics").status_code == 404
    authorised = TestClient(guarded, client=far).get("/metrics", headers={"Authorization": "Bearer t0ken"})
    assert authorised.status_code == 200


def test_a_database_without_tables_is_not_ready(tmp_path_factory: pytest.TempPathFactory, address: str) -> None:
    folder = tmp_path_factory.mktemp("bare")
    app = create_app(Settings(database=f"sqlite:///{folder}/bare.sqlite", run_worker=False))
    answer = TestClient(app).get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "not-ready")
    assert TestClient(app).get("/healthz").status_code == 200


def send_raw(app: FastAPI, chunks: list[bytes], *, said: int | None) -> tuple[int, list[dict[str, Any]]]:
    """How many chunks were taken of a body that is sent bit by bit, and what was answered."""
    taken, answers = 0, []

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": chunks[taken - 1], "more_body": taken < len(chunks)}

    async def send(message: Any) -> None:
        answers.append(message)

    headers = [(b"content-type", b"application/json")]
    if said is not None:
        headers.append((b"content-length", str(said).encode()))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": LOGIN,
        "raw_path": LOGIN.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    asyncio.run(app(scope, receive, send))
    return taken, answers
