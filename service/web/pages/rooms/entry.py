"""The ways in and out: the first page, login, logout, the language, and the programmes that one is in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from matcher.store import Store
from matcher.store.programmes import StoredProgramme, every_programme, programmes_of
from matcher.store.sessions import end_session
from matcher.store.users import User
from service.demo_programme import PEOPLE
from service.web.context import SESSION_COOKIE, NowDep, SettingsDep, StoreDep
from service.web.logins import log_in
from service.web.pages.forms import require_form_token
from service.web.pages.local_paths import local_path
from service.web.pages.navigation import programme_address
from service.web.pages.page import OpenPage, UserPage
from service.web.pages.reader import remember_language
from service.web.pages.wording import LANGUAGES
from service.web.paging import PageDep, PageRequest
from service.web.problems import Problem
from service.web.sessions import drop_session_cookie, set_session_cookie

router = APIRouter()

NextField = Annotated[str, Form(alias="next")]


@router.get("/")
def first(page: UserPage, store: StoreDep) -> Response:
    """Where somebody starts: in their programme, or with the list of them."""
    with store.reading() as tx:
        found = programmes_of(tx, page.user.id)
    only = len(found) == 1 and not page.user.is_administrator
    return page.go(programme_address(found[0].programme.id) if only else "/programmes")


@router.get("/programmes")
def programmes(page: UserPage, store: StoreDep, asked: PageDep) -> Response:
    """The programmes that one is in, by id; every one for the installation's administrators."""
    roles, found = _visible(store, page.user, asked)
    shown, next_cursor = asked.cut(found, lambda one: one.id)
    return page.show("frame/programmes.html", programmes=shown, roles=roles, next_cursor=next_cursor)


@router.get("/login")
def login_form(page: OpenPage, settings: SettingsDep, then: Annotated[str, Query(alias="next")] = "/") -> Response:
    """The form to log in with; in a demo, whom to go in as."""
    if settings.demo:
        return page.show("frame/demo.html", people=PEOPLE)
    return page.show("frame/login.html", then=local_path(then), email="", wrong="")


@router.post("/login", dependencies=[Depends(require_form_token)])
def login(
    page: OpenPage,
    request: Request,
    store: StoreDep,
    settings: SettingsDep,
    now: NowDep,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    then: NextField = "/",
) -> Response:
    """Log in, and go on to where one wanted to be."""
    try:
        user, token = log_in(request, store, settings, email=email[:254], password=password[:200], now=now)
    except Problem as problem:
        if problem.code != "wrong-login":
            raise
        wrong = page.words.text("login.wrong")
        return page.show("frame/login.html", status=401, then=local_path(then), email=email[:254], wrong=wrong)
    response = page.go(local_path(then))
    set_session_cookie(response, settings, token)
    remember_language(response, settings, user.lang)
    return response


@router.post("/logout")
def logout(page: UserPage, request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """End the session."""
    with store.writing() as tx:
        end_session(tx, request.cookies[SESSION_COOKIE])
    response = page.go("/login", "login.over")
    drop_session_cookie(response, settings)
    return response


@router.post("/language", dependencies=[Depends(require_form_token)])
def language(settings: SettingsDep, lang: Annotated[str, Form()] = "", then: NextField = "/") -> Response:
    """Read on in another language: this browser keeps it; an account's own is kept on its page."""
    if lang not in LANGUAGES:
        raise Problem(422, "invalid-request", "there are Italian and English")
    response = RedirectResponse(local_path(then), 303)
    remember_language(response, settings, lang)
    return response


def _visible(store: Store, user: User, asked: PageRequest) -> tuple[dict[str, str], list[StoredProgramme]]:
    """Programme → role of the programmes that one is in, and the next ones to show."""
    with store.reading() as tx:
        mine = programmes_of(tx, user.id)
        roles = {each.programme.id: each.role.value for each in mine}
        if user.is_administrator:
            return roles, every_programme(tx, after=asked.after, limit=asked.limit_plus_one)
    found = [each.programme for each in mine if each.programme.id > asked.after]
    return roles, found[: asked.limit_plus_one]
