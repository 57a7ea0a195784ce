"""Settings come from arguments, then the environment, then a file, and are safe by default."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from matcher.errors import ConfigError
from matcher.store import open_store
from service.web.secrecy import LinkSigner, link_signer
from service.web.serving import listen
from service.web.settings import load_settings


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A working directory without a settings file."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_arguments_come_before_the_environment_before_the_file_before_defaults(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / "abbina.toml").write_text('port = 1\nhost = "::1"\ndatabase = "sqlite:///file.sqlite"\n')
    monkeypatch.setenv("ABBINA_PORT", "2")
    monkeypatch.setenv("ABBINA_HOST", "127.0.0.2")
    found = load_settings(port=3, host=None)
    assert (found.port, found.host, found.database) == (3, "127.0.0.2", "sqlite:///file.sqlite")
    assert found.session_hours == 12


def test_another_file_may_be_named(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "other.toml").write_text("port = 7\n")
    monkeypatch.setenv("ABBINA_CONFIG", str(elsewhere / "other.toml"))
    assert load_settings().port == 7


@pytest.mark.parametrize(
    ("text", "named"),
    [("prot = 1", "prot"), ('port = "x"', "port"), ("port = ", "file"), ('rate_limit = "often"', "rate")],
)
def test_what_is_wrong_is_named_without_its_value(elsewhere: Path, text: str, named: str) -> None:
    (elsewhere / "abbina.toml").write_text(text)
    with pytest.raises(ConfigError, match=named) as refused:
        load_settings()
    assert "often" not in str(refused.value)


@pytest.mark.parametrize(
    ("host", "base_url", "insecure", "is_taken"),
    [
        ("127.0.0.1", None, False, True),
        ("localhost", None, False, True),
        ("0.0.0.0", None, False, False),  # noqa: S104
        ("0.0.0.0", "https://abbina.example.org", False, True),  # noqa: S104
        ("0.0.0.0", "http://abbina.example.org", False, False),  # noqa: S104
        ("0.0.0.0", "http://abbina.example.org", True, True),  # noqa: S104
        ("127.0.0.1", "http://abbina.example.org", False, False),
        ("127.0.0.1", "http://abbina.example.org", True, True),
        ("127.0.0.1", "https://abbina.example.org", False, True),
        ("127.0.0.1", "http://localhost:8080", False, True),
        ("127.0.0.1", "http://[::1]:8080", False, True),
        ("127.0.0.1", "http://127.0.0.1.example.org", False, False),
        ("127.0.0.1", "http://localhost@example.org", False, False),
    ],
)
def test_others_reach_it_by_https_only(host: str, base_url: str | None, insecure: bool, is_taken: bool) -> None:
    def load() -> str:
        return load_settings(host=host, base_url=base_url, insecure=insecure).address

    if is_taken:
        assert load()
    else:
        with pytest.raises(ConfigError, match="https"):
            load()


def test_secrets_do_not_show() -> None:
    assert "hush" not in repr(load_settings(metrics_token="hush"))  # noqa: S106


def test_the_address_follows_host_and_port() -> None:
    assert load_settings(host="::1", port=81).address == "http://[::1]:81"
    assert load_settings(base_url="https://a.example.org/").address == "https://a.example.org"


def test_the_key_of_links_is_made_once_for_its_owner_only(elsewhere: Path) -> None:

    settings = load_settings(database=f"sqlite:///{elsewhere}/a.sqlite")
    store = open_store(settings.database)
    signed = link_signer(settings, store).sign("token")
    assert link_signer(settings, store).open(signed) == "token"
    assert (elsewhere / "a.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in elsewhere.glob("*key*")] == ["a.key"]
    assert LinkSigner(b"another key" * 4).open(signed) is None
    (elsewhere / "a.key").write_bytes(b"short")
    with pytest.raises(ConfigError, match="damaged"):
        link_signer(settings, store)
    store.close()


def test_what_is_accepted_sends_at_once() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
