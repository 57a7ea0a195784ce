"""Forms as they are sent. Each carries the CSRF token of the session; before login, of a cookie given with its page."""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from service.web.context import CSRF_HEADER, SAFE_METHODS, SESSION_COOKIE, csrf_token, sent_csrf
from service.web.problems import Problem

CSRF_FIELD = "csrf_token"
VISITOR_COOKIE = "abbina_visitor"


async def sent_form(request: Request) -> FormData:
    """The form that was sent, with all values of each name."""
    return await request.form()


SentForm = Annotated[FormData, Depends(sent_form)]


async def read_form_token(request: Request) -> None:
    """Keep the token that a page's form sent, where `context.require_csrf` looks for it."""
    if request.method in SAFE_METHODS or CSRF_HEADER in request.headers:
        return
    form: FormData = await request.form()
    sent = form.get(CSRF_FIELD)
    request.state.form_csrf = sent if isinstance(sent, str) else ""


def visitor_token(request: Request) -> str:
    """The secret of a browser in which nobody is logged in: the one that it has, or a new one."""
    return request.cookies.get(VISITOR_COOKIE) or secrets.token_urlsafe(24)


def require_form_token(request: Request) -> None:
    """Refuse a form that neither the session's nor the visitor's pages made: raises 403.

    For pages that are open to anybody; those for members go by `context.current_identity`.
    """
    sent = sent_csrf(request)
    for name in (SESSION_COOKIE, VISITOR_COOKIE):
        secret = request.cookies.get(name)
        if secret and hmac.compare_digest(sent, csrf_token(secret).encode()):
            return
    raise Problem(403, "csrf", "the form does not come from a page of this site, or is too old")
