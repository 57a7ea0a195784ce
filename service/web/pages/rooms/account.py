"""One's account: its language and its password."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from matcher.store.users import save_user
from service.web.context import NowDep, SettingsDep, StoreDep
from service.web.logins import take_password
from service.web.pages.local_paths import local_path
from service.web.pages.page import Page, UserPage
from service.web.pages.passwords import is_long_enough
from service.web.pages.reader import remember_language
from service.web.pages.wording import LANGUAGES
from service.web.problems import Problem
from service.web.sessions import set_session_cookie

router = APIRouter(prefix="/account")


@router.get("")
def account(page: UserPage) -> Response:
    """Who one is here."""
    return _show(page)


@router.post("/language")
def language(
    page: UserPage,
    store: StoreDep,
    settings: SettingsDep,
    lang: Annotated[str, Form()] = "",
    then: Annotated[str, Form(alias="next")] = "/account",
) -> Response:
    """Keep the language of the account, and read on in it."""
    if lang not in LANGUAGES:
        raise Problem(422, "invalid-request", "there are Italian and English")
    with store.writing() as tx:
        save_user(tx, replace(page.user, lang=lang))
    response = page.go(local_path(then), "account.language_said")
    remember_language(response, settings, lang)
    return response


@router.post("/password")
def password(
    page: UserPage,
    request: Request,
    store: StoreDep,
    settings: SettingsDep,
    now: NowDep,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
) -> Response:
    """Take another password: the other sessions of the account end."""
    if not is_long_enough(new):
        return _show(page, status=422, wrong_new=page.words.text("password.length"))
    try:
        token = take_password(request, store, settings, page.user, old=old[:200], new=new, now=now)
    except Problem as problem:
        if problem.code != "wrong-login":
            raise
        return _show(page, status=403, wrong_old=page.words.text("account.password_wrong"))
    response = page.go("/account", "account.password_said")
    set_session_cookie(response, settings, token)
    return response


def _show(page: Page, *, status: int = 200, wrong_old: str = "", wrong_new: str = "") -> Response:
    return page.show("frame/account.html", status=status, wrong_old=wrong_old, wrong_new=wrong_new)
