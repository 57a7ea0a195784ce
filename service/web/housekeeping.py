"""What is over is deleted: sessions, and answers to requests that nobody repeats any more."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable

import structlog
from starlette.concurrency import run_in_threadpool

from matcher.store import Store, StoreError
from matcher.store.idempotency import drop_old_answers
from matcher.store.sessions import drop_expired_sessions

EVERY_SECONDS = 3600.0


def tidy(store: Store, now: datetime.datetime) -> tuple[int, int]:
    """Delete sessions and kept answers that are over; returns how many of each."""
    with store.writing() as tx:
        return drop_expired_sessions(tx, now=now), drop_old_answers(tx, now=now)


async def keep_tidy(store: Store, clock: Callable[[], datetime.datetime], every_s: float = EVERY_SECONDS) -> None:
    """Tidy now and then, until cancelled; a database that refuses is asked again the next time."""
    log = structlog.get_logger("abbina.web")
    while True:
        await asyncio.sleep(every_s)
        try:
            sessions, answers = await run_in_threadpool(tidy, store, clock())
            log.info("tidied", sessions=sessions, answers=answers)
        except StoreError as err:
            log.warning("not tidied", error=type(err).__name__)
