"""What pages load: styles and scripts of our own and of others, by addresses that change with the contents."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).resolve().parents[1] / "static"
PREFIX = "/static"
VERSION = "v"


@cache
def asset(name: str) -> str:
    """The address of a file below `static`; raises FileNotFoundError if there is none."""
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:16]
    return f"{PREFIX}/{name}?{VERSION}={digest}"


class Assets(StaticFiles):
    """Serves the files; one that is asked for by its contents may be kept for a year."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        is_current = asset(path).endswith(f"?{scope['query_string'].decode('latin-1')}")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_current else "no-cache"
        return response
