"""The packages of the extra `report`, which nothing else of abbina needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from matcher.errors import MissingExtra

PACKAGES = frozenset({"jinja2", "matplotlib"})


@contextmanager
def needs_extra() -> Iterator[None]:
    """Says how to install what is missing.

    Raises:
        MissingExtra: jinja2 or matplotlib is imported inside, and is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as err:
        missing = (err.name or "").split(".")[0]
        if missing not in PACKAGES:
            raise
        raise MissingExtra("a report", missing, "report") from err
