"""Listening: the socket first, so that links name the port that was found, then the server on it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from matcher.errors import ConfigError
from service.web.app import create_app
from service.web.arenas import share_arenas
from service.web.settings import Settings


def serve(settings: Settings, announce: Callable[[str], None]) -> bool:
    """Serve until told to stop (SIGTERM, Ctrl-C), then end what was begun, for at most `grace_seconds`.

    `announce` gets the address as soon as requests are heard, if not yet answered. Returns whether it ever started.

    Raises:
        ConfigError: the address cannot be listened on.
    """
    share_arenas()
    listener = listen(settings.host, settings.port)
    found = settings.model_copy(update={"port": listener.getsockname()[1]})
    config = uvicorn.Config(
        create_app(found),
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=found.forwarded_allow_ips,
        timeout_graceful_shutdown=found.grace_seconds,
    )
    server = uvicorn.Server(config)
    announce(found.address)
    with _signals_told_once():
        server.run(sockets=[listener])
    return server.started


@contextmanager
def _signals_told_once() -> Iterator[None]:
    """The server raises the signal that stopped it again when it is done: by then it has been obeyed."""
    before = {number: signal.signal(number, lambda _number, _frame: None) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def listen(host: str, port: int) -> socket.socket:
    """A socket that hears; port 0 stands for a free one. Raises ConfigError.

    What is accepted from it sends at once. asyncio sees to that only for sockets that it makes itself, and an answer in
    two pieces would wait 40 ms for the caller's acknowledgement of the first.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as err:
        raise ConfigError(f"cannot listen on {host}, port {port}: {err.strerror}: give another port or host") from None
