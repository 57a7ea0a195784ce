"""What the commands of the service have in common: its packages may be missing, and settings come from one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.errors import MissingExtra
from service.cli.answers import refusals

if TYPE_CHECKING:
    from matcher.store import Store

DatabaseOption = Annotated[
    str | None, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME; by default that of the settings.")
]


@contextmanager
def service_refusals() -> Iterator[None]:
    """As `refusals`; a package of the service that is not installed is one of them."""
    with refusals():
        try:
            yield
        except ModuleNotFoundError as err:
            raise MissingExtra("the service", err.name or "a package", "service") from err


@contextmanager
def settings_store(database: str | None, *, is_current: bool = True) -> Iterator[Store]:
    """The store of the settings, closed at the end, with the tables of this version unless `is_current` is off.

    An SQLite file is brought up to them; of PostgreSQL, which others use, that is `abbina db upgrade`.

    Raises:
        ConfigError: a setting is wrong, or the tables of PostgreSQL are not current.
    """
    from matcher.store import open_store, require_current, upgrade
    from service.web.settings import load_settings

    store = open_store(load_settings(database=database).database)
    try:
        if is_current and store.path is not None:
            upgrade(store)
        if is_current:
            require_current(store)
        yield store
    finally:
        store.close()
