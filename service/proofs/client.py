"""A client of the service over HTTP: one connection, one caller."""

from __future__ import annotations

import http.client
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

TIMEOUT_S = 60.0
KEPT_S = 2.0
"""How long a connection that nobody uses is trusted: the server closes it after a few seconds."""


class Unreachable(Exception):  # noqa: N818 - says what happened to a request
    """No answer came: the request may have been done or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the service said."""

    status: int
    etag: str
    cookie: str
    content: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.content)

    def expect(self, *statuses: int) -> Answer:
        """The answer itself; raises ValueError for a status that is none of these."""
        if self.status not in statuses:
            raise ValueError(f"answered {self.status}: {self.content[:500].decode(errors='replace')}")
        return self


class Client:
    """Sends requests with the key of a programme, or with the headers of a session."""

    def __init__(self, address: str, headers: dict[str, str], *, root: str = "") -> None:
        split = urlsplit(address)
        self._connection = http.client.HTTPConnection(str(split.hostname), split.port, timeout=TIMEOUT_S)
        self._headers, self._root = headers, root
        self._used_at = 0.0

    def __call__(
        self, method: str, path: str, body: Any = None, *, seen: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        """One request with a JSON body; `seen` is the tag of If-Match. Raises Unreachable."""
        more = {**self._headers, **(headers or {})} | ({"If-Match": seen} if seen else {})
        content = None
        if isinstance(body, bytes):
            content = body
        elif body is not None:
            content, more["Content-Type"] = json.dumps(body).encode(), "application/json"
        if time.monotonic() - self._used_at > KEPT_S:
            self._connection.close()
        self._used_at = time.monotonic()
        try:
            self._connection.request(method, self._root + path, content, more)
            response = self._connection.getresponse()
            return Answer(
                status=response.status,
                etag=response.headers.get("ETag", ""),
                cookie=response.headers.get("Set-Cookie", ""),
                content=response.read(),
            )
        except (OSError, http.client.HTTPException) as err:
            self._connection.close()
            raise Unreachable(type(err).__name__) from None

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def by_key(address: str, secret: str, programme_id: str) -> Client:
    """A client with a key of a programme; paths are within the programme."""
    return Client(address, {"Authorization": f"Bearer {secret}"}, root=f"/v1/programmes/{programme_id}")


def form(name: str, content: bytes) -> tuple[bytes, str]:
    """The body and the content type with which a browser sends one file."""
    boundary = secrets.token_hex(12)
    part = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return (
        part.encode() + content + f"\r\n--{boundary}--\r\n".encode(),
        f"multipart/form-data; boundary={boundary}",
    )
