"""Every refusal in one shape: `application/problem+json` (RFC 9457) with `type`, `title`, `status`, `detail`, `code`.

A conflict has `expected` and `found` too, a body that is not understood `errors`: the place of each and what is wrong,
never the value, which may be a password.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from matcher.errors import AbbinaError, ConfigError, DataError, MissingExtra, MissingModel, UnreadableFile
from matcher.store import (
    AlreadyStored,
    Conflict,
    DatabaseFailure,
    MissingReference,
    NotStored,
    StaleLease,
)
from service.web.access import methods_of

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:abbina:problem:"


class Fault(BaseModel):
    """One thing wrong with a request."""

    place: str = Field(description="where: body, query, path or header, then the names inside", examples=["body/name"])
    message: str = Field(description="what is wrong, without the value", examples=["Field required"])


class ProblemBody(BaseModel):
    """A refusal (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["urn:abbina:problem:not-found"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["there is no such thing here"])
    code: str = Field(description="stable and machine-readable", examples=["not-found"])
    errors: list[Fault] | None = None
    expected: int | None = Field(None, description="of a conflict: the version that was to be replaced")
    found: int | None = Field(None, description="of a conflict: the version that is stored")
    stored: dict[str, Any] | None = Field(None, description="of a conflict: what is stored, where it is small")


class Problem(Exception):  # noqa: N818 - an answer, not a failure
    """A refusal that a route raises. `extra` are more members of the body."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})
        self.extra = extra

    def response(self) -> JSONResponse:
        """The answer that says so."""
        body = {
            "type": TYPE_PREFIX + self.code,
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            **self.extra,
        }
        return JSONResponse(body, self.status, self.headers, MEDIA_TYPE)


def not_found(what: str = "thing") -> Problem:
    """There is none, or none that this actor may know of."""
    return Problem(404, "not-found", f"there is no such {what} here")


def forbidden(detail: str = "your role may not do this") -> Problem:
    """The actor is known, and may not."""
    return Problem(403, "forbidden", detail)


def conflict(err: Conflict, **extra: Any) -> Problem:
    """Somebody saved first; `extra` may hold `stored`, what is there now."""
    return Problem(409, "conflict", str(err), expected=err.expected, found=err.found, **extra)


@contextmanager
def conflict_of(stored: Callable[[], BaseModel]) -> Iterator[None]:
    """A conflict inside the block is told with what is stored, beside the two version numbers."""
    try:
        yield
    except Conflict as err:
        raise conflict(err, stored=stored().model_dump(mode="json")) from None


def problem_of(err: AbbinaError) -> Problem:
    """The refusal that stands for an error of the domain or of the store."""
    if isinstance(err, Conflict):
        return conflict(err)
    for kind, status, code in _KNOWN:
        if isinstance(err, kind):
            return Problem(status, code, str(err))
    return Problem(422, "refused", str(err))


_KNOWN: Sequence[tuple[type[AbbinaError], int, str]] = (
    (NotStored, 404, "not-found"),
    (AlreadyStored, 409, "already-there"),
    (MissingReference, 422, "missing-reference"),
    (StaleLease, 409, "stale-lease"),
    (DatabaseFailure, 503, "database-unavailable"),
    (UnreadableFile, 422, "unreadable-file"),
    (DataError, 422, "refused-data"),
    (ConfigError, 422, "wrong-option"),
    (MissingModel, 503, "missing-model"),
    (MissingExtra, 503, "missing-package"),
)

PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {"model": ProblemBody, "description": "A refusal: docs/service.md lists the codes"}
}
"""For the OpenAPI of every route."""


Answer = Callable[[Request, Problem], Response]
"""How a refusal is told to who asked."""


def as_document(_request: Request, problem: Problem) -> Response:
    """The refusal as `application/problem+json`."""
    return problem.response()


def add_handlers(app: FastAPI, answer: Answer = as_document) -> None:
    """Give every refusal of the application the one shape."""

    def handle(request: Request, err: Exception) -> Response:
        return answer(request, _refusal(request, err))

    for kind in (Problem, AbbinaError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, handle)


def _refusal(request: Request, err: Exception) -> Problem:
    """The refusal that stands for an exception of one of the kinds that are handled."""
    if isinstance(err, Problem):
        return err
    if isinstance(err, AbbinaError):
        return problem_of(err)
    if isinstance(err, RequestValidationError):
        errors = [{"place": "/".join(map(str, each["loc"])), "message": each["msg"]} for each in err.errors()]
        return Problem(422, "invalid-request", "the request is not understood: see errors", errors=errors)
    assert isinstance(err, HTTPException)  # noqa: S101 - registered for nothing else
    headers = dict(err.headers or {})
    if err.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(methods_of(request.url.path)) or headers.get("Allow", "")
    return Problem(err.status_code, _CODES.get(err.status_code, "refused"), str(err.detail), headers=headers)


_CODES = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "unsupported-type", 400: "bad-request"}
