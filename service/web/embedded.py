"""The worker that runs inside the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from service.web.settings import Settings


@contextmanager
def start_worker(settings: Settings) -> Iterator[None]:
    """A worker for the jobs of `settings.database`, from the start of the block to its end, where it is told to stop."""
    del settings
    yield
