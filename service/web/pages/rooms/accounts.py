"""The accounts of the installation, for its administrators, and the link by which somebody sets a password."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from pydantic import TypeAdapter, ValidationError

from matcher.store import AlreadyStored, Conflict
from matcher.store.users import every_user, get_user
from service.web.acts.accounts import UserEdit, add_account, change_account, drop_account
from service.web.context import NowDep, SettingsDep, StoreDep
from service.web.logins import SignerDep
from service.web.pages.forms import require_form_token
from service.web.pages.page import OpenPage, Page, PersonPage
from service.web.pages.passwords import is_long_enough
from service.web.pages.rooms.administration import Administrating
from service.web.paging import PageDep, PageRequest
from service.web.password_links import account_of_link, password_link, set_password
from service.web.problems import Problem
from service.web.secrecy import EmailAddress

router = APIRouter()

USERS = "/administration/users"
_EMAIL: TypeAdapter[str] = TypeAdapter(EmailAddress)


@router.get(USERS)
def accounts(page: Administrating, store: StoreDep, asked: PageDep) -> Response:
    """Accounts, in the order in which they were made, and the form for another."""
    return _accounts(page, store, asked)


@router.post(USERS)
def add(
    page: Administrating,
    store: StoreDep,
    settings: SettingsDep,
    signer: SignerDep,
    asked: PageDep,
    now: NowDep,
    email: Annotated[str, Form(max_length=254)] = "",
    name: Annotated[str, Form(max_length=200)] = "",
    lang: Annotated[str, Form(pattern="^(it|en)$")] = "it",
    is_administrator: Annotated[bool, Form()] = False,
) -> Response:
    """Make an account without a password, and show the link by which its owner sets one."""
    sent = (email, name)
    try:
        address = _EMAIL.validate_python(email)
    except ValidationError:
        return _accounts(page, store, asked, wrong=page.words.text("members.wrong_email"), sent=sent)
    try:
        with store.writing() as tx:
            user = add_account(
                tx,
                page.user,
                email=address,
                name=name.strip(),
                lang=lang,
                password_hash=None,
                is_administrator=is_administrator,
                now=now,
            )
            link, over = password_link(tx, page.user, settings, signer, user, now)
    except AlreadyStored:
        return _accounts(page, store, asked, wrong=page.words.text("admin.user.taken"), sent=sent)
    return page.show("administration/link.html", one=user, link=link, over=over)


@router.get(USERS + "/{user_id}")
def account(user_id: str, page: Administrating, store: StoreDep) -> Response:
    """One account, and what can be done with it."""
    return _account(page, store, user_id)


@router.post(USERS + "/{user_id}")
def change(
    user_id: str,
    page: Administrating,
    store: StoreDep,
    now: NowDep,
    version: Annotated[int, Form(ge=1)] = 1,
    name: Annotated[str, Form(max_length=200)] = "",
    lang: Annotated[str, Form(pattern="^(it|en)$")] = "it",
    is_administrator: Annotated[bool, Form()] = False,
    is_disabled: Annotated[bool, Form()] = False,
) -> Response:
    """Change an account; one that is disabled is logged out everywhere."""
    edit = UserEdit(name=name.strip() or None, lang=lang, is_administrator=is_administrator, is_disabled=is_disabled)
    try:
        with store.writing() as tx:
            change_account(tx, page.user, user_id, edit, seen=version, now=now)
    except Conflict:
        return _account(page, store, user_id, wrong=page.words.text("members.stale"))
    except Problem as problem:
        if problem.code != "own-account":
            raise
        return _account(page, store, user_id, wrong=page.words.text("admin.user.own"))
    return page.go(USERS, "admin.user.saved")


@router.post(USERS + "/{user_id}/password")
def reset(
    user_id: str,
    page: Administrating,
    store: StoreDep,
    settings: SettingsDep,
    signer: SignerDep,
    now: NowDep,
) -> Response:
    """A link by which the account's owner sets another password; until then the present one stays good."""
    with store.writing() as tx:
        user = get_user(tx, user_id)
        link, over = password_link(tx, page.user, settings, signer, user, now)
    return page.show("administration/link.html", one=user, link=link, over=over)


@router.post(USERS + "/{user_id}/delete")
def delete(
    user_id: str,
    page: Administrating,
    store: StoreDep,
    now: NowDep,
    is_sure: Annotated[bool, Form()] = False,
) -> Response:
    """Delete an account with its memberships; what it did stays in the audit log."""
    if not is_sure:
        return _account(page, store, user_id, wrong=page.words.text("admin.user.unsure"))
    try:
        with store.writing() as tx:
            drop_account(tx, page.user, user_id, now)
    except Problem as problem:
        if problem.code != "own-account":
            raise
        return _account(page, store, user_id, wrong=page.words.text("admin.user.own"))
    return page.go(USERS, "admin.user.deleted")


@router.get("/password")
def paste(page: OpenPage) -> Response:
    """The page that a link opens: a script sends the token on; without one, the link is pasted."""
    return page.show("administration/paste_link.html")


@router.post("/password", dependencies=[Depends(require_form_token)])
def told(
    page: OpenPage, request: Request, store: StoreDep, now: NowDep, token: Annotated[str, Form()] = ""
) -> Response:
    """The form for a new password; the link stays good."""
    token = _token_in(token)
    user = account_of_link(request, store, token=token, now=now)
    return page.show("administration/new_password.html", token=token, email=user.email, wrong="")


@router.post("/password/new", dependencies=[Depends(require_form_token)])
def keep(
    page: OpenPage,
    request: Request,
    store: StoreDep,
    now: NowDep,
    token: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Keep the new password, and go on to log in with it."""
    token = _token_in(token)
    if not is_long_enough(password):
        return _again(page, request, store, token, now)
    set_password(request, store, token=token, password=password, now=now)
    return page.go("/login", "account.password_said")


def _again(page: Page, request: Request, store: StoreDep, token: str, now: datetime.datetime) -> Response:
    user = account_of_link(request, store, token=token, now=now)
    wrong = page.words.text("password.length")
    return page.show("administration/new_password.html", status=422, token=token, email=user.email, wrong=wrong)


def _token_in(pasted: str) -> str:
    """The token in a link, or as it stands."""
    return pasted.strip().rpartition("#")[2][:300]


def _accounts(
    page: PersonPage,
    store: StoreDep,
    asked: PageRequest,
    *,
    wrong: str = "",
    sent: tuple[str, str] = ("", ""),
) -> Response:
    with store.reading() as tx:
        found = every_user(tx, after=asked.after, limit=asked.limit_plus_one)
    shown, next_cursor = asked.cut(found, lambda one: one.id)
    return page.show(
        "administration/users.html",
        status=422 if wrong else 200,
        users=shown,
        next_cursor=next_cursor,
        is_first=not asked.after,
        wrong=wrong,
        sent=sent,
    )


def _account(page: PersonPage, store: StoreDep, user_id: str, *, wrong: str = "") -> Response:
    with store.reading() as tx:
        user = get_user(tx, user_id)
    return page.show("administration/user.html", status=409 if wrong else 200, one=user, wrong=wrong)
