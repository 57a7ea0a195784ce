"""Links of invitations: a random token, known to the database by its hash, and a signature of this installation.

The signature is checked before the database is asked, so that guesses cost nothing and a token from elsewhere is none.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints

from matcher.errors import ConfigError
from matcher.store import Store
from service.web.settings import Settings

_KEY_BYTES = 32

KEY_FILE = Path("abbina.key")
"""Where the key is unless the settings or an SQLite file say: servers of one database need the same one."""

Password = Annotated[SecretStr, Field(min_length=12, max_length=200, examples=["correct horse battery staple"])]
"""A new password: length is what makes it strong."""

AnyPassword = Annotated[SecretStr, Field(min_length=1, max_length=200, examples=["correct horse battery staple"])]

EmailAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^@\s]{1,64}@[^@\s]{1,189}$"),
    Field(examples=["ada@example.org"]),
]


class LinkSigner:
    """Signs the tokens of links with the installation's key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def sign(self, token: str) -> str:
        """The token with its signature: what stands in a link."""
        return f"{token}.{self._signature(token)}"

    def open(self, signed: str) -> str | None:
        """The token of a signed one, None if the signature is not ours."""
        token, _, signature = signed.partition(".")
        is_ours = hmac.compare_digest(signature.encode("utf-8", "surrogatepass"), self._signature(token).encode())
        return token if is_ours else None

    def _signature(self, token: str) -> str:
        return hmac.new(self._key, token.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]


def link_signer(settings: Settings, store: Store) -> LinkSigner:
    """The signer with the key of `settings.secret_file`, which is made, for its owner only, when it is missing.

    Raises:
        ConfigError: the file cannot be made or read, or is no key.
    """
    path = settings.secret_file or (KEY_FILE if store.path is None else store.path.with_suffix(".key"))
    try:
        key = _read_or_make(path)
    except OSError as err:
        raise ConfigError(f"the key file {path} cannot be used: {err.strerror}") from None
    if len(key) < _KEY_BYTES:
        raise ConfigError(f"the key file {path} is damaged: delete it, and invite anew whoever has an open invitation")
    return LinkSigner(key)


def _read_or_make(path: Path) -> bytes:
    """The key in the file; of two processes that make it at once, one does."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    if not path.exists():
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(new, path)
        new.unlink()
    return path.read_bytes()
