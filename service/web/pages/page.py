"""One page for one reader: its language, who reads, the programme, and how it is shown or left."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from matcher import __version__
from matcher.store import Role
from matcher.store.events import list_events
from matcher.store.programmes import StoredProgramme, get_programme
from matcher.store.sessions import touch_session
from matcher.store.users import User
from service.web.context import (
    SESSION_COOKIE,
    Actor,
    NowDep,
    SettingsDep,
    StoreDep,
    UserDep,
    csrf_token,
    require,
    settings_of,
)
from service.web.pages.assets import asset
from service.web.pages.flash import FLASH_COOKIE, forget_said, say_next, what_was_said
from service.web.pages.formats import UTC, Formats, zone_of
from service.web.pages.forms import CSRF_FIELD, VISITOR_COOKIE, visitor_token
from service.web.pages.navigation import Entry, links, programme_address
from service.web.pages.reader import known_user, language_of, remember_language
from service.web.pages.wording import LANGUAGES, Words
from service.web.sessions import set_session_cookie

TEMPLATES = Environment(
    loader=PackageLoader("service.web.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
"""The templates; a name that a page forgot to give is an error."""

FRESH_COOKIE = "abbina_fresh"
FRESH_S = 600
"""A visit makes the session last anew, at most once in ten minutes: a read would become a write."""


class Page:
    """What a route needs to answer with a page. `user`, `actor` and `programme` are None where nobody is logged in.

    `timezone` is the one in which moments are told.
    """

    def __init__(
        self,
        request: Request,
        *,
        user: User | None = None,
        actor: Actor | None = None,
        programme: StoredProgramme | None = None,
        timezone: str = UTC,
    ) -> None:
        self.request = request
        self.user = user
        self.actor = actor
        self.programme = programme
        self.lang = language_of(request)
        self.timezone = timezone
        self.words = Words(self.lang)
        self._settings = settings_of(request)
        self._visitor = visitor_token(request) if user is None else ""

    def address(self, path: str = "") -> str:
        """The address of a page of the programme; raises ValueError outside of one."""
        if self.programme is None:
            raise ValueError("this page is of no programme")
        return programme_address(self.programme.id) + path

    def show(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """The page that a template makes of these values, beside those of `_frame`."""
        response = HTMLResponse(self.render(template, **values), status)
        if self._visitor and self.request.cookies.get(VISITOR_COOKIE) != self._visitor:
            secure = self._settings.has_https
            response.set_cookie(VISITOR_COOKIE, self._visitor, path="/", secure=secure, httponly=True, samesite="lax")
        if FLASH_COOKIE in self.request.cookies:
            forget_said(response, self._settings)
        if self.user is None and self.request.query_params.get("lang") in LANGUAGES:
            remember_language(response, self._settings, self.lang)
        self._keep_session(response)
        response.headers["Vary"] = "Accept-Language, Cookie, HX-Request"
        return response

    def render(self, template: str, **values: Any) -> str:
        """The text of a page, or of a part of one."""
        return TEMPLATES.get_template(template).render(self._frame() | values)

    def go(self, path: str, said: str = "", **names: Any) -> Response:
        """Send the browser on after a form was done; the next page says the text `said` with these names."""
        response = RedirectResponse(path, 303)
        if said:
            say_next(self.request, response, self._settings, said, names)
        return response

    @property
    def here(self) -> str:
        """The path and query of the page, to come back to; the first page where it was a form that was sent."""
        if self.request.method != "GET":
            return "/"
        url = self.request.url
        return url.path + (f"?{url.query}" if url.query else "")

    @property
    def is_fragment(self) -> bool:
        """Whether a script asks for a part of the page."""
        return "HX-Request" in self.request.headers

    def _frame(self) -> dict[str, Any]:
        """What every template may use."""
        return {
            "page": self,
            "user": self.user,
            "actor": self.actor,
            "programme": self.programme,
            "lang": self.lang,
            "languages": LANGUAGES,
            "t": self.words.text,
            "count": self.words.count,
            "has_text": self.words.has,
            "fmt": Formats(self.lang, self.timezone),
            "asset": asset,
            "csrf": csrf_token(self._visitor or self.request.cookies.get(SESSION_COOKIE, "")),
            "csrf_field": CSRF_FIELD,
            "said": self._said(),
            "navigation": self._navigation(),
            "abbina_version": __version__,
        }

    def _navigation(self) -> Sequence[Any]:
        if self.programme is None or self.actor is None:
            return ()
        entries: Sequence[Entry] = self.request.app.state.navigation
        return links(entries, self.actor.role, self.programme.id, self.request.url.path)

    def _said(self) -> str:
        found = what_was_said(self.request)
        return "" if found is None or not self.words.has(found[0]) else self.words.text(found[0], **found[1])

    def _keep_session(self, response: Response) -> None:
        token = getattr(self.request.state, "renewed", None)
        if token is not None:
            secure = self._settings.has_https
            set_session_cookie(response, self._settings, token)
            response.set_cookie(
                FRESH_COOKIE, "1", max_age=FRESH_S, path="/", secure=secure, httponly=True, samesite="lax"
            )


def renew_session(request: Request, user: UserDep, store: StoreDep, settings: SettingsDep, now: NowDep) -> User:
    """Who is logged in; the session lasts anew from a page that is read, now and then."""
    if request.method == "GET" and FRESH_COOKIE not in request.cookies:
        token = request.cookies[SESSION_COOKIE]
        with store.writing() as tx:
            touch_session(tx, token, now=now, lasts=datetime.timedelta(hours=settings.session_hours))
        request.state.renewed = token
    return user


ReaderDep = Annotated[User, Depends(renew_session)]


def open_page(request: Request) -> Page:
    """A page that anybody may open; it knows nobody."""
    return Page(request)


class PersonPage(Page):
    """A page for somebody who is logged in."""

    user: User


def user_page(request: Request, user: ReaderDep) -> PersonPage:
    """A page for whoever is logged in; raises 401 for nobody."""
    return PersonPage(request, user=user)


def found_page(request: Request) -> Page:
    """A page for whoever was found to ask so far: what a refusal is shown on."""
    return Page(request, user=known_user(request))


OpenPage = Annotated[Page, Depends(open_page)]
UserPage = Annotated[PersonPage, Depends(user_page)]


class ProgrammePage(PersonPage):
    """A page of a programme, for somebody whose role may see it."""

    actor: Actor
    programme: StoredProgramme


def programme_page(*roles: Role) -> Callable[..., ProgrammePage]:
    """A dependency that gives the page of the path's programme to who has one of these roles there.

    It raises as `context.require` does: 404 for who is not in the programme, 403 for another role.
    """
    actor_of = Depends(require(*roles))

    def page(request: Request, user: ReaderDep, store: StoreDep, now: NowDep, actor: Actor = actor_of) -> ProgrammePage:
        with store.reading() as tx:
            programme = get_programme(tx, actor.programme_id)
            events = list_events(tx, actor.programme_id)
        timezone = zone_of(((one.timezone, one.plan) for one in events), now.date())
        return ProgrammePage(request, user=user, actor=actor, programme=programme, timezone=timezone)

    return page
