"""Refusals as pages: for browsers, on every path that is not the API's."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from service.web.pages.local_paths import login_path
from service.web.pages.page import Page, found_page
from service.web.problems import Problem, as_document

API_PREFIX = "/v1/"
SPECIFIC = frozenset({"refused-data", "wrong-option", "refused", "infeasible-move", "unreadable-file", "failure"})
"""Codes whose detail says what no text by code can."""


def answer(request: Request, problem: Problem) -> Response:
    """A page where a browser wants one, else the document.

    Who is not logged in is sent to the login page, and comes back from there to what was asked for.
    """
    if not wants_page(request):
        return as_document(request, problem)
    if problem.code == "not-logged-in":
        return _to_login(request)
    return refusal_page(found_page(request), problem)


def wants_page(request: Request) -> bool:
    """Whether the request comes from a browser that shows pages, or from a script in one."""
    accepts = "text/html" in request.headers.get("Accept", "") or "HX-Request" in request.headers
    return accepts and not request.url.path.startswith(API_PREFIX)


def refusal_page(page: Page, problem: Problem) -> Response:
    """The page that tells a refusal: what it is, what to do, and the detail where it says more."""
    by_code, by_status = f"refusal.{problem.code}", f"refusal.title.{problem.status}"
    has_text = page.words.has(by_code)
    response = page.show(
        "frame/refusal.html",
        status=problem.status,
        title=page.words.text(by_status if page.words.has(by_status) else "refusal.title.500"),
        text=page.words.text(by_code if has_text else "refusal.other"),
        detail=problem.detail if problem.code in SPECIFIC or not has_text else "",
    )
    response.headers.update(problem.headers)
    return response


def _to_login(request: Request) -> Response:
    if "HX-Request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(login_path(asked if request.method == "GET" else "/"), 303)
