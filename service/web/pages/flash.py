"""A word that the next page says, once: after a form was sent, the browser carries it in a signed cookie."""

from __future__ import annotations

import base64
import json
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from service.web.logins import signer
from service.web.settings import Settings

FLASH_COOKIE = "abbina_said"
LASTS_S = 60


def say_next(request: Request, response: Response, settings: Settings, key: str, names: dict[str, Any]) -> None:
    """Let the next page say the text `key` with these names."""
    said = base64.urlsafe_b64encode(json.dumps([key, names]).encode()).decode()
    response.set_cookie(
        FLASH_COOKIE,
        signer(request).sign(said),
        max_age=LASTS_S,
        path="/",
        secure=settings.has_https,
        httponly=True,
        samesite="lax",
    )


def what_was_said(request: Request) -> tuple[str, dict[str, Any]] | None:
    """The key of the text to say, and its names; None without one, or where it is not signed by us."""
    signed = request.cookies.get(FLASH_COOKIE)
    said = None if signed is None else signer(request).open(signed)
    if said is None:
        return None
    try:
        key, names = json.loads(base64.urlsafe_b64decode(said))
    except ValueError:
        return None
    return str(key), dict(names)


def forget_said(response: Response, settings: Settings) -> None:
    """Say it no second time."""
    response.delete_cookie(FLASH_COOKIE, path="/", secure=settings.has_https, httponly=True, samesite="lax")
