"""How often somebody may ask, and how often somebody may fail to log in. Counted in this process."""

from __future__ import annotations

import hashlib
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from service.web.problems import Problem

UNLIMITED = frozenset({"/healthz", "/readyz", "/metrics"})


class Rate:
    """A number of times per window, for each key; keys are kept as hashes."""

    def __init__(self, rate: str) -> None:
        self._item: RateLimitItem = parse(rate)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def hit(self, key: str) -> None:
        """Count once more; raises 429 when that is too often."""
        if not self._limiter.hit(self._item, _hashed(key)):
            raise self._too_often(key)

    def check(self, key: str) -> None:
        """Raise 429 if counting once more would be too often; count nothing."""
        if not self._limiter.test(self._item, _hashed(key)):
            raise self._too_often(key)

    def _too_often(self, key: str) -> Problem:
        reset = self._limiter.get_window_stats(self._item, _hashed(key)).reset_time
        seconds = max(1, int(reset - time.time()) + 1)
        return Problem(
            429, "too-often", f"too many requests: try again in {seconds} s", headers={"Retry-After": str(seconds)}
        )


class RequestRate:
    """Refuses requests of an address that asks too often."""

    def __init__(self, app: ASGIApp, *, rate: str) -> None:
        self.app = app
        self.rate = Rate(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 429 with the seconds to wait."""
        if scope["type"] == "http" and scope["path"] not in UNLIMITED:
            try:
                self.rate.hit(str((scope.get("client") or ("",))[0]))
            except Problem as err:
                await err.response()(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
