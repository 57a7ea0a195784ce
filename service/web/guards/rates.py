"""How often somebody may ask, and how often somebody may fail to log in. Counted in this process."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from service.web.problems import Problem

_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0}

UNLIMITED = frozenset({"/healthz", "/readyz", "/metrics"})


class Rate:
    """A number of times in every stretch of a second, minute, hour or day, for each key; keys are kept as hashes.

    The stretch that ends now is counted as the running window and the share of the one before that still lies in it.
    `clock` gives seconds that only grow.
    """

    def __init__(self, rate: str, clock: Callable[[], float] = time.monotonic) -> None:
        most, _, unit = rate.partition("/")
        self._most, self._seconds, self._clock = int(most), _SECONDS[unit], clock
        self._lock = threading.Lock()
        self._window = -1
        self._before: dict[str, int] = {}
        self._now: dict[str, int] = {}

    def hit(self, key: str) -> None:
        """Count once more; raises 429 when that is too often."""
        hashed = _hashed(key)
        with self._lock:
            self._require_room(hashed)
            self._now[hashed] = self._now.get(hashed, 0) + 1

    def check(self, key: str) -> None:
        """Raise 429 if counting once more would be too often; count nothing."""
        with self._lock:
            self._require_room(_hashed(key))

    def _require_room(self, hashed: str) -> None:
        window, since = divmod(self._clock(), self._seconds)
        if window != self._window:
            self._before = self._now if window == self._window + 1 else {}
            self._window, self._now = int(window), {}
        share = 1 - since / self._seconds
        if self._now.get(hashed, 0) + share * self._before.get(hashed, 0) + 1 > self._most:
            seconds = int(self._seconds - since) + 1
            raise Problem(
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
