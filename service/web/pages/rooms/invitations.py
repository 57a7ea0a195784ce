"""Coming in by an invitation. Its token stands after the # of the link, which browsers keep from servers' logs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from matcher.store import Store
from service.web.context import NowDep, SettingsDep, StoreDep
from service.web.joining import InvitationTold, join, tell_invitation
from service.web.pages.forms import require_form_token
from service.web.pages.navigation import programme_address
from service.web.pages.page import OpenPage, Page
from service.web.pages.passwords import is_long_enough
from service.web.pages.reader import remember_language
from service.web.problems import Problem
from service.web.sessions import set_session_cookie

router = APIRouter()

Token = Annotated[str, Form()]


@router.get("/join")
def paste(page: OpenPage) -> Response:
    """The page that a link opens: a script sends the token on; without one, the link is pasted."""
    return page.show("frame/paste_invitation.html")


@router.post("/join", dependencies=[Depends(require_form_token)])
def told(page: OpenPage, request: Request, store: StoreDep, now: NowDep, token: Token = "") -> Response:
    """What the invitation is for, and the form to accept it with; it stays good."""
    token = token.strip().rpartition("#")[2][:200]
    return _show(page, token, tell_invitation(request, store, token=token, now=now))


@router.post("/join/accept", dependencies=[Depends(require_form_token)])
def accept(
    page: OpenPage,
    request: Request,
    store: StoreDep,
    settings: SettingsDep,
    now: NowDep,
    token: Token = "",
    password: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
) -> Response:
    """Come in, and go on to the programme."""
    if not is_long_enough(password):
        return _again(page, request, store, token, now, "password.length", name)
    try:
        user, programme_id, session = join(
            request, store, settings, token=token, password=password, name=name[:200], lang=page.lang, now=now
        )
    except Problem as problem:
        if problem.code != "wrong-login":
            raise
        return _again(page, request, store, token, now, "join.wrong", name)
    response = page.go(programme_address(programme_id), "join.said")
    set_session_cookie(response, settings, session)
    remember_language(response, settings, user.lang)
    return response


def _again(page: Page, request: Request, store: Store, token: str, now: NowDep, wrong: str, name: str) -> Response:
    """The form once more, with what was wrong."""
    found = tell_invitation(request, store, token=token, now=now)
    return _show(page, token, found, wrong=page.words.text(wrong), name=name[:200], status=422)


def _show(
    page: Page, token: str, invitation: InvitationTold, *, wrong: str = "", name: str = "", status: int = 200
) -> Response:
    return page.show("frame/invitation.html", status=status, token=token, invitation=invitation, wrong=wrong, name=name)
