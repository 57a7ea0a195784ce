"""The cheapest HTTP client that there is, so that two processors measure the server and not its callers."""

from __future__ import annotations

import asyncio
import json
from typing import Any


class Connection:
    """One connection that is kept open; one request at a time."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self._port = port
        self._fixed = "".join(f"{name}: {value}\r\n" for name, value in {"Host": "127.0.0.1", **headers}.items())
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, method: str, path: str, body: Any = None, seen: str = "") -> tuple[int, str, bytes]:
        """The status, the ETag and the body of an answer. Raises OSError, EOFError."""
        reader, writer = await self._open()
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\n{self._fixed}"
        if seen:
            head += f"{seen}\r\n"
        if content:
            head += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
        writer.write(head.encode() + b"\r\n" + content)
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        answer = await reader.readexactly(int(headers.get("content-length", 0)))
        return int(lines[0].split()[1]), headers.get("etag", ""), answer

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
        return self._streams

    def close(self) -> None:
        """Close it."""
        if self._streams is not None:
            self._streams[1].close()
