"""The worker that runs inside the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from service.web.settings import Settings


@contextmanager
def start_worker(settings: Settings) -> Iterator[None]:
    """A worker for the jobs of `settings.database` for as long as the block lasts; it is told to stop at its end."""
    del settings
    yield
