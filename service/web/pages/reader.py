"""The language of who reads: the account's; before login `?lang=`, then a cookie, then what the browser asks for."""

from __future__ import annotations

import re

from fastapi import Request
from fastapi.responses import Response

from matcher.store.users import User
from service.web.context import Identity
from service.web.pages.wording import LANGUAGES
from service.web.settings import Settings

LANGUAGE_COOKIE = "abbina_lang"
DEFAULT_LANGUAGE = "it"
YEAR_S = 365 * 24 * 3600


def known_user(request: Request) -> User | None:
    """The person who was found to ask, None where nobody was looked for or found."""
    identity = getattr(request.state, "identity", None)
    return identity.user if isinstance(identity, Identity) else None


def language_of(request: Request) -> str:
    """The language in which the request is answered."""
    user = known_user(request)
    choices = (
        user.lang if user is not None else "",
        request.query_params.get("lang", ""),
        request.cookies.get(LANGUAGE_COOKIE, ""),
        *accepted_languages(request.headers.get("Accept-Language", "")),
    )
    return next((lang for lang in choices if lang in LANGUAGES), DEFAULT_LANGUAGE)


def remember_language(response: Response, settings: Settings, lang: str) -> None:
    """Let the browser keep a language, for pages that nobody is logged in to read."""
    response.set_cookie(
        LANGUAGE_COOKIE, lang, max_age=YEAR_S, path="/", secure=settings.has_https, httponly=True, samesite="lax"
    )


def accepted_languages(header: str) -> list[str]:
    """The languages of an Accept-Language header without their regions, the most wanted first.

    >>> accepted_languages("fr, en-GB;q=0.5, it;q=0.8, de;q=0")
    ['fr', 'it', 'en']
    """
    wanted = []
    for place, part in enumerate(header[:500].split(",")):
        found = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?", part)
        weight = float(found[2] or 1) if found else 0.0
        if found and weight > 0:
            wanted.append((-weight, place, found[1].lower()))
    return [lang for _, _, lang in sorted(wanted)]
