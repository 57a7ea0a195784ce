"""The size of a body is counted as it comes in: one that is too large is refused before anything reads it."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.problems import Problem

UPLOADS = (
    re.compile(r"(/v1)?/programmes/[^/]+/imports"),
    re.compile(r"/programmes/[^/]+/new-event/file"),
    re.compile(r"(/v1)?/programmes/[^/]+/evaluations/benchmarks"),
)
"""Paths that take a file."""

FORM_BYTES = 64 * 1024
"""What an upload may have around its file."""


class BodySize:
    """Refuses bodies beyond `body_bytes`, or beyond `upload_bytes` where a file is taken."""

    def __init__(self, app: ASGIApp, *, body_bytes: int, upload_bytes: int) -> None:
        self.app = app
        self.body_bytes = body_bytes
        self.upload_bytes = upload_bytes + FORM_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it says, or turns out, to be too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        if _said_length(scope) > limit:
            await _too_large(limit).response()(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            if message["type"] == "http.request":
                read += len(message.get("body", b""))
                if read > limit:
                    raise HTTPException(413, str(_too_large(limit)))
            return message

        await self.app(scope, counted, send)

    def _limit(self, path: str) -> int:
        is_upload = any(upload.fullmatch(path) for upload in UPLOADS)
        return self.upload_bytes if is_upload else self.body_bytes


def _said_length(scope: Scope) -> int:
    """What Content-Length says; 0 where it says nothing that is a number."""
    said = dict(scope["headers"]).get(b"content-length", b"0")
    return int(said) if said.isdigit() else 0


def _too_large(limit: int) -> Problem:
    return Problem(413, "too-large", f"at most {limit} bytes are taken", headers={"Connection": "close"})
