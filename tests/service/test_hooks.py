"""Whom a webhook may call."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from matcher.errors import ConfigError
from service.hooks import check_address


@pytest.fixture
def found_at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets every host be found at these addresses."""

    def set_addresses(*addresses: str) -> None:
        entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments: entries)

    return set_addresses


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("10.0.0.8",),
        ("169.254.169.254",),
        ("::1",),
        ("fe80::1%eth0",),
        ("93.184.215.14", "192.168.1.1"),
    ],
)
def test_a_host_within_a_private_network_is_not_called(found_at: Any, addresses: tuple[str, ...]) -> None:
    found_at(*addresses)
    with pytest.raises(ConfigError, match="private network"):
        check_address("https://crm.example.org/hook", allow_private=False)


def test_a_public_host_is_called_by_https_only(found_at: Any) -> None:
    found_at("93.184.215.14")
    check_address("https://crm.example.org/hook", allow_private=False)
    with pytest.raises(ConfigError, match="https"):
        check_address("http://crm.example.org/hook", allow_private=False)


def test_a_closed_network_may_be_called_where_that_is_allowed() -> None:
    check_address("http://127.0.0.1:8000/hook", allow_private=True)
    for url in ("file:///etc/passwd", "https://user@host.example/", "https://"):
        with pytest.raises(ConfigError):
            check_address(url, allow_private=True)
