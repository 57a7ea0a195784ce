"""The worker that runs inside the server, and the tools of every worker, from the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from matcher.store import open_store
from service.jobs import Tools, Worker
from service.jobs import start_worker as start
from service.jobs.tools import ToolSettings
from service.jobs.worker import Pace
from service.web.settings import Settings


def tools_of(settings: Settings) -> Tools:
    """What jobs work with under these settings."""
    return Tools(
        ToolSettings(
            encoder=settings.encoder,
            model=settings.model,
            cache_dir=settings.cache_dir,
            threads=settings.threads,
            allow_private_hooks=settings.allow_private_hooks,
        )
    )


def pace_of(settings: Settings) -> Pace:
    """How often a worker looks for work and shows that it is alive: several times within a lease."""
    return Pace(lease_s=settings.lease_seconds, heartbeat_s=min(2.0, settings.lease_seconds / 5))


def make_worker(settings: Settings) -> Worker:
    """A worker with a connection of its own to the settings' database."""
    return Worker(store=open_store(settings.database), tools=tools_of(settings), pace=pace_of(settings))


@contextmanager
def start_worker(settings: Settings) -> Iterator[None]:
    """A worker for the jobs of `settings.database` while the block runs; at its end it is told to stop."""
    store = open_store(settings.database)
    running = start(store, tools_of(settings), pace=pace_of(settings))
    try:
        yield
    finally:
        running.stop(settings.grace_seconds)
        store.close()
