"""The way into a demo: as one of its people, without a password. Outside of a demo there is no such page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.store import Role
from matcher.store.users import find_user
from service.demo_programme import email_of
from service.web.context import NowDep, SettingsDep, StoreDep
from service.web.pages.forms import require_form_token
from service.web.pages.page import OpenPage
from service.web.pages.reader import remember_language
from service.web.problems import Problem
from service.web.sessions import new_session, set_session_cookie

router = APIRouter(prefix="/demo")


@router.post("", dependencies=[Depends(require_form_token)])
def enter(
    page: OpenPage,
    store: StoreDep,
    settings: SettingsDep,
    now: NowDep,
    role: Annotated[Role, Form()] = Role.ORGANISER,
) -> Response:
    """Go in as the demo's person of a role."""
    if not settings.demo:
        raise Problem(404, "not-found", "there is no such page")
    with store.writing() as tx:
        user = find_user(tx, email_of(role))
        if user is None or user.disabled_at is not None:
            raise Problem(404, "not-found", "there is no such person in the demo any more: start it again")
        token = new_session(tx, settings, user.id, now)
    response = page.go("/")
    set_session_cookie(response, settings, token)
    remember_language(response, settings, page.lang)
    return response
