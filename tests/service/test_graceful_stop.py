"""A server that is told to stop: it answers what it began, gives its job back, and ends with status 0."""

from __future__ import annotations

import datetime
import http.server
import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest

from matcher.store import JobStatus, Role, Store
from matcher.store.api_keys import issue_api_key
from matcher.store.jobs import Job, ask_for_job, get_job
from matcher.store.parties import get_party
from matcher.store.webhooks import save_webhook
from service.hooks import DELIVER
from service.jobs import Tools, Worker
from service.proofs.processes import Processes

PATIENCE_S = 120.0
PARTY = {"id": "st-late", "side": "startups", "profile": {"name": "Late", "kind": "startup"}}


class Receiver(http.server.ThreadingHTTPServer):
    """Takes calls of a webhook: it lets each wait until it may answer, and then says `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.is_called, self.may_answer = threading.Event(), threading.Event()
        self.status = HTTPStatus.SERVICE_UNAVAILABLE

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        self.server.is_called.set()
        self.server.may_answer.wait(PATIENCE_S)
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.may_answer.set()
        server.shutdown()


def ask(store: Store, address: str, now: datetime.datetime) -> tuple[Job, str]:
    """A job that calls a webhook, and a key of an organiser."""
    with store.writing() as tx:
        hook = {"url": address, "secret": "s", "events": ["agenda.changed"]}
        save_webhook(tx, "spring", "hook", **hook, saved_by="u", expected_version=0, now=now)
        payload = {"webhook_id": "hook", "event": "agenda.changed", "body": "{}"}
        job = ask_for_job(tx, "spring", DELIVER, payload, asked_by="u", now=now)
        _, key = issue_api_key(tx, "spring", name="test", role=Role.ORGANISER, issued_by="u", now=now)
    return job, key


@contextmanager
def begun(port: int, path: str, key: str, body: bytes) -> Iterator[socket.socket]:
    """A request that the server has begun to read, and of whose body nothing was sent yet."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    )
    with closing(socket.create_connection(("127.0.0.1", port), PATIENCE_S)) as connection:
        connection.sendall(head.encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")
        yield connection


def wait_until_deaf(port: int) -> None:
    """Wait until nobody listens any more: the server has heard that it is to stop."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), PATIENCE_S).close()
        except ConnectionRefusedError:
            return
        time.sleep(0.02)
    raise TimeoutError("the server still listens")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_server_that_is_told_to_stop_ends_what_it_began(
    spring: Store, address: str, tmp_path: Path, receiver: Receiver, tools: Tools, now: datetime.datetime
) -> None:
    job, key = ask(spring, receiver.address, now)
    processes = Processes(database=address, folder=tmp_path, settings={"ABBINA_ALLOW_PRIVATE_HOOKS": "true"})
    server = processes.start_server()
    try:
        assert receiver.is_called.wait(PATIENCE_S)
        body = json.dumps(PARTY).encode()
        with begun(processes.port, "/v1/programmes/spring/parties", key, body) as connection:
            server.send_signal(signal.SIGTERM)
            wait_until_deaf(processes.port)
            assert server.poll() is None
            connection.sendall(body)
            assert connection.recv(1000).startswith(b"HTTP/1.1 201 ")
        receiver.may_answer.set()
        assert server.wait(PATIENCE_S) == 0, processes.said()
    finally:
        server.kill()
    with spring.reading() as tx:
        assert get_party(tx, "spring", "st-late").profile.name == "Late"
        after = get_job(tx, "spring", job.id)
    assert (after.status, after.attempts, after.worker) == (JobStatus.QUEUED, 0, "")
    receiver.status = HTTPStatus.OK
    assert Worker(store=spring, tools=tools).work_once()
    with spring.reading() as tx:
        assert get_job(tx, "spring", job.id).status is JobStatus.DONE
