"""Every request leaves a line in the log and a number in the metrics; neither holds anything personal.

A line has the route as it is declared, never the address that was called, and no header, body or message of an error:
these may name people or hold secrets.
"""

from __future__ import annotations

import re
import secrets
import time
import traceback

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.problems import Answer, Problem, as_document

REQUEST_ID = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Meters:
    """The metrics of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("abbina_requests", "Requests answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "abbina_request_seconds", "Seconds until the answer.", labels[:2], buckets=_BUCKETS, registry=self.registry
        )


class Observing:
    """Gives each request an id, counts it, logs it, and answers 500 for what nobody foresaw."""

    def __init__(self, app: ASGIApp, *, meters: Meters, answer: Answer = as_document) -> None:
        self.app = app
        self.meters = meters
        self.answer = answer
        self.log = structlog.get_logger("abbina.web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and watch what comes of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        begun = time.perf_counter()
        try:
            await self.app(scope, receive, watched)
        except Exception as err:  # noqa: BLE001 - whatever it is, its text must not reach the log
            self.log.error("failure", request_id=request_id, error=type(err).__name__, where=where(err))
            if status:
                raise RuntimeError("the answer had begun when its route failed") from None
            problem = Problem(500, "failure", f"something went wrong here: request {request_id}")
            await self.answer(Request(scope), problem)(scope, receive, watched)
        finally:
            self._note(scope, request_id, status, time.perf_counter() - begun)

    def _note(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        method, route = scope["method"], route_of(scope)
        self.meters.requests.labels(method, route, str(status)).inc()
        self.meters.seconds.labels(method, route).observe(seconds)
        self.log.info(
            "request", request_id=request_id, method=method, route=route, status=status, ms=round(seconds * 1000, 1)
        )


def route_of(scope: Scope) -> str:
    """The route that answered, as it is declared; `none` where there was none."""
    return str(getattr(scope.get("route"), "path", "none"))


def where(err: BaseException) -> list[str]:
    """The files, lines and functions that an error passed, the last ones, without its message."""
    frames = traceback.extract_tb(err.__traceback__)[-6:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def _request_id(scope: Scope) -> str:
    """What the client sent if it is a plain id, else a new one."""
    sent = Headers(scope=scope).get(REQUEST_ID, "")
    return sent if _ID.fullmatch(sent) else secrets.token_hex(8)
